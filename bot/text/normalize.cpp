// The folding itself: a quick way for the characters nearly all messages consist of, utf8proc for the rest.
#include "text/normalize.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "text/codepoints.hpp"
#include "text/simplified.hpp"

namespace bot::text {
namespace {

// More marks on one letter than any language writes. Sorting a run of marks takes its square, so a hostile
// text of marks alone would hold up everybody.
constexpr std::size_t most_marks = 24;

// Collects folded characters; white space becomes one blank, and none at either end.
class Collector {
public:
    explicit Collector(std::size_t bytes) { out_.reserve(bytes); }
    void put(char32_t c) {
        if (c == U' ') {
            blank_ = !out_.empty();
            return;
        }
        if (blank_) out_.push_back(' ');
        blank_ = false;
        append_utf8(out_, c);
    }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
    bool blank_ = false;
};

constexpr char32_t removed = 0;

char32_t fold_ascii(char32_t c) {
    if (c >= U'A' && c <= U'Z') return c + 32;
    if (c >= 0x20 && c != 0x7F) return c;
    return is_blank(c) ? U' ' : removed;
}

// Characters that NFKC and case folding leave alone and that never combine with a neighbour.
bool stands_alone(char32_t c) {
    return c == 0x3001 || c == 0x3002 || (c >= 0x3008 && c <= 0x3011) || c == 0x2014 ||
           (c >= 0x2018 && c <= 0x201F) || (c >= 0x1F300 && c <= 0x1F64F) || (c >= 0x1F900 && c <= 0x1F9FF);
}

// The folded character, or nothing when only the full treatment is right.
std::optional<char32_t> fold_quickly(char32_t c, const Simplified& simplified) {
    if (c < 0x80) return fold_ascii(c);
    if (c >= 0x4E00 && c <= 0x9FFF) return simplified(c);
    if (c >= 0xFF01 && c <= 0xFF5E) return fold_ascii(c - 0xFEE0);
    if (c == 0x3000) return U' ';
    if (stands_alone(c)) return c;
    return std::nullopt;
}

std::optional<std::string> normalize_quickly(std::string_view text, const Simplified& simplified) {
    Collector out(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto folded = fold_quickly(next_code_point(text, at), simplified);
        if (!folded) return std::nullopt;
        if (*folded != removed) out.put(*folded);
    }
    return out.take();
}

using Decomposed = std::vector<utf8proc_int32_t>;

int combining_class(utf8proc_int32_t c) { return utf8proc_get_property(c)->combining_class; }

bool is_invisible(utf8proc_int32_t c) {
    const auto kind = utf8proc_category(c);
    return kind == UTF8PROC_CATEGORY_CC || kind == UTF8PROC_CATEGORY_CF;
}

class Decomposer {
public:
    explicit Decomposer(std::size_t bytes) { out_.reserve(bytes); }

    void put(char32_t c) {
        if (const auto folded = fold_quickly(c, simplified_)) {
            if (*folded != removed) put_letter(static_cast<utf8proc_int32_t>(*folded));
        } else {
            decompose(c);
        }
    }

    Decomposed take() {
        sort_marks();
        return std::move(out_);
    }

private:
    void decompose(char32_t c) {
        std::array<utf8proc_int32_t, 32> parts{};  // the longest decomposition there is has 18
        int boundary = 0;
        const auto options = static_cast<utf8proc_option_t>(
            UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
        const auto count =
            utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(),
                                    static_cast<utf8proc_ssize_t>(parts.size()), options, &boundary);
        const auto usable =
            std::clamp<utf8proc_ssize_t>(count, 0, static_cast<utf8proc_ssize_t>(parts.size()));
        for (std::size_t i = 0; i < static_cast<std::size_t>(usable); ++i) put_part(parts[i]);
    }

    void put_part(utf8proc_int32_t part) {
        if (is_blank(static_cast<char32_t>(part))) part = ' ';
        if (is_invisible(part)) return;
        if (combining_class(part) == 0) {
            put_letter(static_cast<utf8proc_int32_t>(simplified_(static_cast<char32_t>(part))));
        } else if (marks_ < most_marks) {
            ++marks_;
            out_.push_back(part);
        }
    }

    void put_letter(utf8proc_int32_t letter) {
        if (marks_ > 0) sort_marks();
        out_.push_back(letter);
    }

    // Canonical order of the marks collected since the last letter.
    void sort_marks() {
        std::stable_sort(
            out_.end() - static_cast<std::ptrdiff_t>(marks_), out_.end(),
            [](auto left, auto right) { return combining_class(left) < combining_class(right); });
        marks_ = 0;
    }

    Decomposed out_;
    std::size_t marks_ = 0;
    const Simplified& simplified_ = Simplified::table();
};

std::string normalize_fully(std::string_view text) {
    Decomposer decomposer(text.size());
    for (std::size_t at = 0; at < text.size();) decomposer.put(next_code_point(text, at));
    Decomposed wide = decomposer.take();
    const auto composed =
        utf8proc_normalize_utf32(wide.data(), static_cast<utf8proc_ssize_t>(wide.size()),
                                 static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    wide.resize(static_cast<std::size_t>(std::max<utf8proc_ssize_t>(composed, 0)));
    Collector out(text.size());
    for (const auto c : wide) out.put(static_cast<char32_t>(c));
    return out.take();
}

}  // namespace

std::string normalize(std::string_view text) {
    if (auto quick = normalize_quickly(text, Simplified::table())) return *std::move(quick);
    return normalize_fully(text);
}

}  // namespace bot::text
