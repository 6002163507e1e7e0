// Reads OpenCC's dictionary into a plain table.
#include "text/simplified.hpp"

#include <numeric>
#include <opencc/Config.hpp>
#include <opencc/Conversion.hpp>
#include <opencc/ConversionChain.hpp>
#include <opencc/Converter.hpp>
#include <opencc/DictEntry.hpp>
#include <opencc/DictGroup.hpp>
#include <opencc/Lexicon.hpp>
#include <string>

#include "text/codepoints.hpp"

namespace bot::text {
namespace {

// The dictionaries behind a conversion. A group is opened up, because its own word list is sorted anew at
// each call, which takes as long as loading.
std::vector<opencc::DictPtr> dictionaries(const opencc::Conversion& conversion) {
    const auto dict = conversion.GetDict();
    const auto group = std::dynamic_pointer_cast<opencc::DictGroup>(dict);
    if (!group) return {dict};
    const auto inner = group->GetDicts();
    return {inner.begin(), inner.end()};
}

char32_t single(std::string_view utf8) {
    const auto wide = to_utf32(utf8);
    return wide.size() == 1 ? wide.front() : 0;
}

}  // namespace

const Simplified& Simplified::table() {
    static const Simplified made;
    return made;
}

Simplified::Simplified() : plane_(last - first + 1) {
    std::iota(plane_.begin(), plane_.end(), first);
    const auto converter = opencc::Config().NewFromFile("t2s.json");
    for (const auto& conversion : converter->GetConversionChain()->GetConversions()) {
        for (const auto& dict : dictionaries(*conversion)) {
            for (const auto& entry : *dict->GetLexicon()) {
                const char32_t from = single(entry->Key());
                const char32_t to = single(entry->GetDefault());
                if (from >= 0x2E80 && to != 0 && from != to) set(from, to);
            }
        }
    }
    close();
}

char32_t Simplified::outside(char32_t c) const {
    const auto found = rest_.find(c);
    return found == rest_.end() ? c : found->second;
}

void Simplified::set(char32_t from, char32_t to) {
    if (from >= first && from <= last) {
        plane_[from - first] = to;
    } else {
        rest_[from] = to;
    }
}

// A character whose simplified form has a simplified form of its own goes all the way. Four steps are more
// than any chain has; a circle, should a dictionary ever hold one, is cut by leaving its characters alone.
void Simplified::close() {
    const auto settled = [this](char32_t start) {
        char32_t c = start;
        for (int step = 0; step < 4; ++step) {
            if ((*this)(c) == c) return c;
            c = (*this)(c);
        }
        return start;
    };
    for (char32_t c = first; c <= last; ++c) plane_[c - first] = settled(c);
    for (auto& [from, to] : rest_) to = settled(from);
}

}  // namespace bot::text
