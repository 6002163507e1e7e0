// Fuzz target: folding, cutting, masking and reading numbers of any bytes keep their promises.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "text/masking.hpp"
#include "text/normalize.hpp"

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check_sentences(std::string_view said) {
    const char* last = said.data();
    for (const auto sentence : bot::text::sentences(said)) {
        require(!sentence.empty());
        require(sentence.data() >= last);
        last = sentence.data() + sentence.size();
        require(last <= said.data() + said.size());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto repaired = bot::text::repaired_utf8(bytes);
    require(bot::text::valid_utf8(repaired));
    require(bot::text::valid_utf8(bytes) == (repaired == bytes));

    const auto folded = bot::text::normalize(bytes);
    require(bot::text::valid_utf8(folded));
    require(bot::text::normalize(folded) == folded);
    require(bot::text::normalize(repaired) == folded);

    check_sentences(bytes);
    check_sentences(folded);

    if (const auto number = bot::text::small_number(folded)) require(*number >= 0 && *number <= 99);

    const auto first = bot::text::first_characters(repaired, 5);
    require(bot::text::valid_utf8(first) && bot::text::characters(first) <= 5);

    const auto masked = bot::text::masked(bytes);
    require(bot::text::valid_utf8(masked) && masked.size() <= bytes.size());
    return 0;
}
