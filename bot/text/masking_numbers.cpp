// Numbers that lead to somebody: telephones, cards, cases, plates, rooms. A small number says how much or how
// long and stays.
#include <algorithm>

#include "text/masking_parts.hpp"

namespace bot::text::masking {
namespace {

constexpr std::size_t long_number = 5;      // digits without a gap
constexpr std::size_t long_han_number = 7;  // the same in characters: "三四五六个人" is no number to call
constexpr std::size_t long_in_groups = 7;  // "138 0013", "0512-8888"
constexpr std::size_t card_number = 14;    // from here on an X may be the last sign

bool is_han_digit(char32_t key) { return contains(U"零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", key); }
bool is_any_digit(char32_t key) { return is_digit(key) || is_han_digit(key); }

struct Run {
    std::size_t end = 0;  // behind its last digit
    std::size_t digits = 0;
    std::size_t plain = 0;    // of them 0 to 9
    std::size_t longest = 0;  // without a gap
    bool leads_to_somebody() const {
        return longest >= long_han_number ||
               (plain > 0 && (longest >= long_number || digits >= long_in_groups)) || digits >= 11;
    }
};

// Behind what may part the groups of one number, when a digit follows; else `at`.
std::size_t behind_parting(Keys keys, std::size_t at) {
    constexpr std::size_t longest_parting = 6;  // "138****8000" was covered by the member
    auto behind = at;
    while (behind < keys.size() && behind < at + longest_parting && contains(U" -.()+/*_~·—–", keys[behind]))
        ++behind;
    return behind < keys.size() && is_any_digit(keys[behind]) ? behind : at;
}

bool thousands(Keys keys, std::size_t comma) {
    if (comma + 3 >= keys.size() || keys[comma] != U',') return false;
    return is_digit(keys[comma + 1]) && is_digit(keys[comma + 2]) && is_digit(keys[comma + 3]);
}

Run run_at(Keys keys, std::size_t begin) {
    Run run{begin, 0, 0, 0};
    std::size_t together = 0;
    for (auto at = begin; at < keys.size();) {
        if (is_any_digit(keys[at])) {
            ++run.digits;
            run.plain += is_digit(keys[at]) ? 1 : 0;
            run.longest = std::max(run.longest, ++together);
            run.end = ++at;
        } else if (thousands(keys, at)) {
            ++at;
        } else if (const auto next = behind_parting(keys, at); next > at) {
            at = next;
            together = 0;
        } else {
            break;
        }
    }
    return run;
}

// Letters that belong to a number: "E12345678", "HK-1234567". A word beside it does not.
Span with_letters(Keys keys, Span span) {
    constexpr std::size_t most_letters = 4;
    auto begin = span.begin;
    while (begin > 0 && is_word_sign(keys[begin - 1])) --begin;
    if (span.begin - begin <= most_letters) span.begin = begin;
    auto end = span.end;
    while (end < keys.size() && is_word_sign(keys[end])) ++end;
    if (end - span.end <= most_letters) span.end = end;
    if (span.begin > 0 && keys[span.begin - 1] == U'+') --span.begin;
    return span;
}

void find_long_numbers(Keys keys, Spans& found) {
    for (std::size_t at = 0; at < keys.size(); ++at) {
        if (!is_any_digit(keys[at])) continue;
        const auto run = run_at(keys, at);
        if (run.leads_to_somebody()) {
            auto span = with_letters(keys, {at, run.end, number_mark});
            const auto next = span.end < keys.size() && keys[span.end] == U' ' ? span.end + 1 : span.end;
            if (run.digits >= card_number && next < keys.size() && keys[next] == U'x' &&
                is_gap(keys, next + 1))
                span.end = next + 1;
            found.push_back(span);
        }
        at = run.end - 1;
    }
}

// 苏E·12A34, 粤BD12345: province, letter, five or six signs with a digit among them.
void find_plates(Keys keys, Spans& found) {
    constexpr Keys provinces = U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领";
    for (std::size_t at = 0; at + 1 < keys.size(); ++at) {
        if (!contains(provinces, keys[at]) || !is_small_letter(keys[at + 1])) continue;
        auto begin = at + 2;
        while (begin < keys.size() && contains(U" ·•.-", keys[begin])) ++begin;
        auto end = begin;
        bool digit = false;
        for (; end < keys.size() && end < begin + 6 && (is_digit(keys[end]) || is_small_letter(keys[end]));
             ++end)
            digit |= is_digit(keys[end]);
        if (end - begin >= 5 && digit) found.push_back({at, end, number_mark});
    }
}

// "502室", "3栋", "宿舍1203", "room 4b". Numbers of up to four digits that say where somebody lives or sits.
void find_rooms(Keys keys, Spans& found) {
    for (std::size_t at = 0; at < keys.size(); ++at) {
        if (!is_digit(keys[at]) || (at > 0 && is_word_sign(keys[at - 1]))) continue;
        auto end = at;
        while (end < keys.size() && is_digit(keys[end])) ++end;
        if (end < keys.size() && is_small_letter(keys[end])) ++end;
        if (end < keys.size() && is_word_sign(keys[end])) continue;
        const bool before =
            ends(keys, at,
                 {U"宿舍", U"房间", U"寝室", U"公寓", U"宿舍楼", U"栋", U"幢", U"号楼", U"单元", U"room ",
                  U"dorm ", U"flat ", U"unit ", U"apartment ", U"apt ", U"block ", U"suite "}) > 0;
        const bool counts = end < keys.size() && contains(U"人个间天月年点块元度次级名位张", keys[end]);
        const bool after =
            starts(keys, end,
                   {U"室", U"房", U"号楼", U"号房", U"栋", U"幢", U"单元", U"号床", U"号铺", U"床"}) > 0;
        if (after || (before && !counts)) found.push_back({at, end, number_mark});
    }
}

}  // namespace

void find_numbers(const Letters& text, Spans& found) {
    find_plates(text.keys, found);
    find_long_numbers(text.keys, found);
    find_rooms(text.keys, found);
}

}  // namespace bot::text::masking
