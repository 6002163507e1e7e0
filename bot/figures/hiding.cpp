#include "figures/hiding.hpp"

#include <algorithm>
#include <functional>

namespace bot::figures {
namespace {

using CountOf = std::function<std::int64_t(const Line&)>;

// A parent's lines stand behind it, so that its own mark is known when they are looked at.
void hide_children(const Sheet& sheet, int parent, const CountOf& count, std::vector<bool>& hidden) {
    const auto at = [](int i) { return static_cast<std::size_t>(i); };
    std::vector<std::size_t> children;
    for (std::size_t i = 0; i < sheet.lines.size(); ++i) {
        if (sheet.lines[i].parent == parent && count(sheet.lines[i]) > 0) children.push_back(i);
    }
    if (parent >= 0 && hidden[at(parent)]) {
        for (const auto i : children) hidden[i] = true;
        return;
    }
    for (const auto i : children) {
        if (count(sheet.lines[i]) < smallest_group) hidden[i] = true;
    }
    if (std::count_if(children.begin(), children.end(), [&](auto i) { return hidden[i]; }) != 1) return;
    std::erase_if(children, [&](auto i) { return hidden[i]; });
    const auto next = std::min_element(children.begin(), children.end(),
                                       [&](auto a, auto b) { return count(sheet.lines[a]) < count(sheet.lines[b]); });
    if (next != children.end()) hidden[*next] = true;
}

std::vector<bool> hide(const Sheet& sheet, const CountOf& count, std::vector<bool> hidden) {
    hide_children(sheet, -1, count, hidden);
    for (std::size_t i = 0; i < sheet.lines.size(); ++i) hide_children(sheet, static_cast<int>(i), count, hidden);
    return hidden;
}

}  // namespace

void hide_small(Sheet& sheet) {
    const auto hidden = hide(sheet, [](const Line& line) { return line.counts.cases; }, std::vector<bool>(sheet.lines.size()));
    for (std::size_t i = 0; i < sheet.lines.size(); ++i) sheet.lines[i].hidden = hidden[i];
    sheet.whole.hidden = sheet.whole.counts.cases < smallest_group;
    if (!sheet.whole.hidden) return;
    for (auto& line : sheet.lines) line.hidden = true;
}

std::vector<bool> hidden_rates(const Sheet& sheet, Measure measure) {
    std::vector<bool> hidden;
    for (const auto& line : sheet.lines) hidden.push_back(line.hidden);
    return hide(sheet, [measure](const Line& line) { return rates_of(line.counts)[measure].of; }, std::move(hidden));
}

}  // namespace bot::figures
