// The fuzz targets without their fuzzer: every seed once, so that any compiler and any test run sees them.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void replay(const std::string& bytes) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

// Folders of seeds; the empty input goes first.
int main(int argc, char** argv) {
    replay("");
    std::size_t seeds = 0;
    for (int argument = 1; argument < argc; ++argument) {
        for (const auto& entry : std::filesystem::directory_iterator(argv[argument])) {
            std::ifstream file(entry.path(), std::ios::binary);
            replay(std::string(std::istreambuf_iterator<char>(file), {}));
            ++seeds;
        }
    }
    std::printf("%zu seeds\n", seeds);
    return argc > 1 && seeds == 0 ? 1 : 0;
}
