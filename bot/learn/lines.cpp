#include "learn/lines.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

#include "router/vocabulary.hpp"

namespace bot::learn {
namespace {

std::vector<std::uint32_t> known_features(const std::vector<const Sample*>& samples, std::size_t fewest) {
    std::unordered_map<std::uint32_t, std::uint32_t> documents;
    for (const auto* sample : samples) {
        for (const auto& feature : sample->features) ++documents[feature.hash];
    }
    std::vector<std::uint32_t> kept;
    for (const auto& [hash, count] : documents) {
        if (count >= fewest) kept.push_back(hash);
    }
    std::sort(kept.begin(), kept.end());
    return kept;
}

void make_one_long(Line& line) {
    float squares = 0;
    for (const auto& entry : line) squares += entry.value * entry.value;
    if (squares <= 0) return;
    const float unit = 1 / std::sqrt(squares);
    for (auto& entry : line) entry.value *= unit;
}

}  // namespace

Lines lines_of(const std::vector<const Sample*>& samples, std::size_t fewest) {
    Lines lines;
    lines.hashes = known_features(samples, fewest);
    router::Vocabulary vocabulary;
    for (const auto hash : lines.hashes) vocabulary.find_or_add(hash);
    std::vector<std::uint32_t> documents(lines.hashes.size(), 0);
    for (const auto* sample : samples) {
        Line line;
        for (const auto& feature : sample->features) {
            const auto row = vocabulary.find(feature.hash);
            if (row == router::Vocabulary::none) continue;
            ++documents[row];
            line.push_back({row, feature.weight});
        }
        std::sort(line.begin(), line.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
        lines.texts.push_back(std::move(line));
    }
    const auto all = static_cast<float>(samples.size() + 1);
    for (const auto count : documents) lines.rarity.push_back(std::log(all / static_cast<float>(count)) + 1);
    for (auto& line : lines.texts) {
        for (auto& entry : line) entry.value *= lines.rarity[entry.row];
        make_one_long(line);
    }
    return lines;
}

Lines only(const Lines& lines, const std::vector<std::size_t>& rows) {
    constexpr auto none = UINT32_MAX;
    std::vector<std::uint32_t> fresh(lines.hashes.size(), none);
    Lines kept;
    for (const auto row : rows) {
        fresh[row] = static_cast<std::uint32_t>(kept.hashes.size());
        kept.hashes.push_back(lines.hashes[row]);
        kept.rarity.push_back(lines.rarity[row]);
    }
    for (const auto& text : lines.texts) {
        Line line;
        for (const auto& entry : text) {
            if (fresh[entry.row] != none) line.push_back({fresh[entry.row], entry.value});
        }
        make_one_long(line);
        kept.texts.push_back(std::move(line));
    }
    return kept;
}

Answers answers_of(const std::vector<const Sample*>& samples, std::string Sample::* which) {
    std::set<std::string> names;
    for (const auto* sample : samples) {
        if (!(sample->*which).empty()) names.insert(sample->*which);
    }
    Answers answers{{names.begin(), names.end()}, {}};
    for (const auto* sample : samples) {
        const auto at = std::lower_bound(answers.names.begin(), answers.names.end(), sample->*which);
        answers.numbers.push_back((sample->*which).empty() ? -1 : static_cast<int>(at - answers.names.begin()));
    }
    return answers;
}

}  // namespace bot::learn
