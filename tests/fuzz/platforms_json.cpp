// Any bytes as JSON: never looser than nlohmann's own reader, stable when written and read again, and
// splitting loses nothing.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "platforms/json.hpp"
#include "platforms/split.hpp"

namespace {

using namespace bot::platforms;

void require(bool promise) {
    if (!promise) std::abort();
}

void check_reading(const std::string& bytes) {
    const auto read = parse_strict(bytes);
    if (!read) {
        require(read.error().detail.size() < 60);
        return;
    }
    require(nlohmann::json::accept(bytes));
    require(*parse_strict(to_json_text(*read)) == *read);
    require(*parse_strict(to_html_safe_json(*read)) == *read);
    require(with_whole_surrogates(bytes) == bytes);
}

void check_repair(const std::string& bytes) {
    const auto once = with_whole_surrogates(bytes);
    require(once.size() == bytes.size());
    require(with_whole_surrogates(once) == once);
}

void check_splitting(const std::string& bytes) {
    const std::size_t limit = 2 + bytes.size() % 40;
    const char* reached = bytes.data();
    for (const auto part : split_utf16(bytes, limit)) {
        require(!part.empty() && utf16_units(part) <= limit);
        require(std::all_of(reached, part.data(),
                            [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }));
        reached = part.data() + part.size();
    }
    require(std::all_of(reached, bytes.data() + bytes.size(),
                        [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    check_reading(bytes);
    check_repair(bytes);
    check_splitting(bytes);
    return 0;
}
