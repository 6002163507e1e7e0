// Replays every transcript and compares, or rewrites them with --update; the difference is read as prose.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/tools.hpp"
#include "stage.hpp"

namespace {

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void show_first_difference(const std::string& expected, const std::string& got) {
    const auto at = std::mismatch(expected.begin(), expected.end(), got.begin(), got.end()).second;
    const auto line = std::count(got.begin(), at, '\n') + 1;
    const auto from = got.rfind('\n', static_cast<std::size_t>(at - got.begin())) + 1;
    const auto was = std::min(from, expected.size());
    fmt::print("  line {}\n  was: {}\n  now: {}\n", line, expected.substr(was, expected.find('\n', was) - was),
               got.substr(from, got.find('\n', from) - from));
}

}  // namespace

int main(int argc, char** argv) {
    const bool update = argc > 1 && std::string_view(argv[1]) == "--update";
    const std::string only = argc > 1 && !update ? argv[1] : argc > 2 ? argv[2] : "";
    const std::filesystem::path here = SOURCE_DIR "/tests/transcripts/golden";
    const bot::ManualClock clock(bot::from_ms(1772413200000));
    bot::SeededRandom random(7);
    const auto made = bot::app::make_tools(SOURCE_DIR "/tests/transcripts/config", "", clock, random);
    for (const auto& problem : made.problems) fmt::print("{}\n", problem);
    if (!made.tools) return 1;
    int failed = 0;
    int passed = 0;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(here)) {
        if (entry.path().extension() == ".txt") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        if (!only.empty() && file.string().find(only) == std::string::npos) continue;
        auto folder = (std::filesystem::temp_directory_path() / "niangjia-transcript-XXXXXX").string();
        if (mkdtemp(folder.data()) == nullptr) return 1;
        const auto expected = read(file);
        std::string got;
        try {
            got = transcripts::Stage(made.tools, folder).play(transcripts::parse(expected));
        } catch (const std::exception& error) {
            got = fmt::format("{}: {}\n", file.filename().string(), error.what());
        }
        std::filesystem::remove_all(folder);
        if (update) std::ofstream(file, std::ios::binary) << got;
        if (got == expected || update) {
            ++passed;
        } else {
            ++failed;
            fmt::print("{} differs\n", file.filename().string());
            show_first_difference(expected, got);
        }
    }
    fmt::print("{} passed, {} failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
