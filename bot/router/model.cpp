#include "router/model.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "router/temperature.hpp"
#include "text/codepoints.hpp"

namespace bot::router {
namespace {

constexpr std::string_view magic = "NIANGJIA MODEL 1\n";
constexpr std::size_t most_labels = 4096;
constexpr std::size_t most_features = 4'000'000;

class Writer {
public:
    template <class T>
    void number(T value) {
        static_assert(std::is_trivially_copyable_v<T>);
        char bytes[sizeof(T)];
        std::memcpy(bytes, &value, sizeof(T));
        out_.append(bytes, sizeof(T));
    }
    void text(std::string_view text) {
        number(static_cast<std::uint32_t>(text.size()));
        out_ += text;
    }
    template <class T>
    void numbers(const std::vector<T>& values) {
        number(static_cast<std::uint32_t>(values.size()));
        out_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    }
    std::string out_;
};

class Parser {
public:
    explicit Parser(std::string_view bytes) : rest_(bytes) {}

    template <class T>
    T number() {
        T value{};
        if (const auto bytes = take(sizeof(T)); !bytes.empty()) std::memcpy(&value, bytes.data(), sizeof(T));
        return value;
    }
    std::string text() { return std::string(take(number<std::uint32_t>())); }
    template <class T>
    std::vector<T> numbers() {
        const std::size_t count = number<std::uint32_t>();
        const auto bytes = take(count * sizeof(T));
        std::vector<T> values(bytes.size() / sizeof(T));
        if (!values.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
        return values;
    }
    std::string_view take(std::size_t count) {
        if (count > rest_.size()) {
            good_ = false;
            rest_ = {};
            return {};
        }
        const auto taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }
    bool good() const { return good_; }
    bool at_end() const { return good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

std::vector<std::size_t> best_first(const Scores& scores, std::size_t most) {
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto kept = static_cast<std::ptrdiff_t>(std::min(most, order.size()));
    std::partial_sort(order.begin(), order.begin() + kept, order.end(), [&](auto left, auto right) {
        return scores[left] != scores[right] ? scores[left] > scores[right] : left < right;
    });
    order.resize(static_cast<std::size_t>(kept));
    return order;
}

// Words, and pairs of Han characters.
std::vector<std::pair<std::size_t, std::size_t>> pieces_of(std::string_view text) {
    std::vector<std::pair<std::size_t, std::size_t>> pieces;
    std::size_t word = std::string_view::npos;
    std::size_t before = std::string_view::npos;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t begin = at;
        const char32_t c = at < text.size() ? text::next_code_point(text, at) : U' ';
        if (begin == text.size()) ++at;
        if (text::is_latin_letter(c) || text::is_ascii_digit(c)) {
            if (word == std::string_view::npos) word = begin;
            before = std::string_view::npos;
            continue;
        }
        if (word != std::string_view::npos) pieces.emplace_back(std::exchange(word, std::string_view::npos), begin);
        if (before != std::string_view::npos && text::is_letter(c)) pieces.emplace_back(before, at);
        before = text::is_letter(c) ? begin : std::string_view::npos;
    }
    return pieces;
}

}  // namespace

std::size_t ModelParts::columns() const {
    std::size_t sum = 0;
    for (const auto& head : heads) sum += head.labels.size();
    return sum;
}

std::string ModelParts::bytes() const {
    Writer writer;
    writer.out_ = magic;
    writer.text(made_from);
    for (const auto* trie : {&concepts.joined, &concepts.spaced}) {
        writer.numbers(trie->letters);
        writer.numbers(trie->first_child);
        writer.numbers(trie->ends);
        writer.numbers(trie->meanings);
    }
    writer.number(static_cast<std::uint32_t>(heads.size()));
    for (const auto& head : heads) {
        writer.number(static_cast<std::uint32_t>(head.labels.size()));
        for (const auto& label : head.labels) writer.text(label);
        writer.numbers(head.scale);
        writer.numbers(head.bias);
        writer.number(head.temperature);
    }
    writer.number(thresholds);
    writer.numbers(hashes);
    writer.numbers(rarity);
    writer.numbers(weights);
    writer.numbers(danger);
    writer.numbers(topic);
    return std::move(writer.out_);
}

Result<ModelParts> ModelParts::parse(std::string_view bytes) {
    const auto broken = [] { return fail(Errc::malformed, "no model of this version, or damaged"); };
    if (!bytes.starts_with(magic)) return broken();
    Parser parser(bytes.substr(magic.size()));
    ModelParts parts;
    parts.made_from = parser.text();
    for (auto* trie : {&parts.concepts.joined, &parts.concepts.spaced}) {
        trie->letters = parser.numbers<char16_t>();
        trie->first_child = parser.numbers<std::uint32_t>();
        trie->ends = parser.numbers<std::uint32_t>();
        trie->meanings = parser.numbers<FlatTrie::Meaning>();
        if (!trie->letters.empty() && !trie->sound()) return broken();
    }
    const auto heads = parser.number<std::uint32_t>();
    if (!parser.good() || heads == 0 || heads > 8) return broken();
    for (std::uint32_t i = 0; i < heads; ++i) {
        Head head;
        const auto labels = parser.number<std::uint32_t>();
        if (!parser.good() || labels == 0 || labels > most_labels) return broken();
        for (std::uint32_t label = 0; label < labels; ++label) head.labels.push_back(parser.text());
        head.scale = parser.numbers<float>();
        head.bias = parser.numbers<float>();
        head.temperature = parser.number<float>();
        if (head.scale.size() != labels || head.bias.size() != labels) return broken();
        parts.heads.push_back(std::move(head));
    }
    parts.thresholds = parser.number<Thresholds>();
    parts.hashes = parser.numbers<std::uint32_t>();
    parts.rarity = parser.numbers<float>();
    parts.weights = parser.numbers<std::int8_t>();
    parts.danger = parser.numbers<std::uint8_t>();
    parts.topic = parser.numbers<std::uint16_t>();
    const bool topics_fit = parts.topic.empty() || (parts.heads.size() > 1 && parts.topic.size() == parts.heads[0].labels.size() &&
                                                   std::all_of(parts.topic.begin(), parts.topic.end(), [&](auto number) {
                                                       return number < parts.heads[1].labels.size();
                                                   }));
    const bool dangers_fit = parts.danger.empty() || parts.danger.size() == parts.heads[0].labels.size();
    const bool fits = topics_fit && dangers_fit && parts.hashes.size() <= most_features && parts.rarity.size() == parts.hashes.size() &&
                      parts.weights.size() == parts.hashes.size() * parts.columns();
    const auto finite = [](const std::vector<float>& values) { return std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); }); };
    const bool numbers = finite(parts.rarity) && std::all_of(parts.heads.begin(), parts.heads.end(), [&](const Head& head) {
        return finite(head.scale) && finite(head.bias) && std::isfinite(head.temperature);
    });
    if (!parser.at_end() || !fits || !numbers) return broken();
    return parts;
}

std::vector<Feature> gathered(std::vector<Feature> features) {
    std::sort(features.begin(), features.end(), [](const auto& a, const auto& b) { return a.hash < b.hash; });
    std::size_t kept = 0;
    for (std::size_t at = 0; at < features.size();) {
        std::size_t behind = at;
        while (behind < features.size() && features[behind].hash == features[at].hash) ++behind;
        features[kept] = features[at];
        features[kept].weight *= 1 + std::log(static_cast<float>(behind - at));
        ++kept;
        at = behind;
    }
    features.resize(kept);
    return features;
}

Model::Model(ModelParts parts) : parts_(std::move(parts)), columns_(parts_.columns()) {
    for (const auto hash : parts_.hashes) vocabulary_.find_or_add(hash);
    if (vocabulary_.size() != parts_.hashes.size()) throw std::invalid_argument("a feature stands twice in the model");
}

std::vector<Scores> Model::scores(const std::vector<Feature>& features) const {
    struct Known {
        const std::int8_t* weights;
        float value;
    };
    std::vector<Known> known;
    known.reserve(features.size());
    float squares = 0;
    for (const auto& feature : gathered(features)) {
        const auto row = vocabulary_.find(feature.hash);
        if (row == Vocabulary::none) continue;
        const float value = feature.weight * parts_.rarity[row];
        squares += value * value;
        known.push_back({parts_.weights.data() + std::size_t{row} * columns_, value});
    }
    if (known.empty()) return std::vector<Scores>(parts_.heads.size());
    const float unit = 1 / std::sqrt(squares);
    std::vector<float> sums(columns_, 0);
    for (const auto& one : known) {
        const float value = one.value * unit;
        for (std::size_t column = 0; column < columns_; ++column) {
            sums[column] += value * static_cast<float>(one.weights[column]);
        }
    }
    std::vector<Scores> all;
    std::size_t column = 0;
    for (const auto& head : parts_.heads) {
        Scores scores(head.labels.size());
        for (std::size_t label = 0; label < scores.size(); ++label, ++column) {
            scores[label] = sums[column] * head.scale[label] + head.bias[label];
        }
        all.push_back(std::move(scores));
    }
    return all;
}

// A sub-category's share of its topic comes from the first head, the topic's own share half from each.
Scores Model::confidences(const std::vector<Scores>& scores) const {
    auto shares = scores.front();
    if (shares.empty()) return {};
    to_confidences(shares, parts_.heads.front().temperature);
    if (parts_.topic.size() != shares.size()) return shares;
    auto topics = scores[1];
    to_confidences(topics, parts_.heads[1].temperature);
    Scores sums(topics.size(), 0);
    for (std::size_t label = 0; label < shares.size(); ++label) sums[parts_.topic[label]] += shares[label];
    for (std::size_t label = 0; label < shares.size(); ++label) {
        const auto topic = parts_.topic[label];
        const float both = (sums[topic] + topics[topic]) / 2;
        shares[label] *= both / std::max(sums[topic], 1e-9F);
    }
    return shares;
}

std::vector<dialogue::Guess> Model::guess(std::string_view normalized, std::size_t most) const {
    if (most == 0) return {};
    const auto shares = confidences(scores(features_of(normalized, parts_.concepts)));
    if (shares.empty()) return {};
    std::vector<dialogue::Guess> guesses;
    for (const auto label : best_first(shares, most)) guesses.push_back({parts_.heads.front().labels[label], shares[label]});
    return guesses;
}

std::vector<Model::Reason> Model::reasons(std::string_view normalized, std::size_t most) const {
    const auto full = confidences(scores(features_of(normalized, parts_.concepts)));
    if (full.empty()) return {};
    const auto best = static_cast<std::size_t>(std::max_element(full.begin(), full.end()) - full.begin());
    std::vector<Reason> reasons;
    for (const auto& [begin, end] : pieces_of(normalized)) {
        std::string rest(normalized.substr(0, begin));
        rest += ' ';
        rest += normalized.substr(end);
        const auto without = confidences(scores(features_of(rest, parts_.concepts)));
        const float fall = full[best] - (without.empty() ? 0 : without[best]);
        reasons.push_back({std::string(normalized.substr(begin, end - begin)), fall});
    }
    std::stable_sort(reasons.begin(), reasons.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
    if (reasons.size() > most) reasons.resize(most);
    return reasons;
}

// A crisis is heard better by whoever knows what else it could be: the share of the dangerous sub-categories finds a fifth
// more than the head that was taught urgency alone. That one tells the urgent from the ordinary.
Alarm Model::alarm_of(const std::vector<Scores>& scores) const {
    Alarm alarm;
    const auto shares = confidences(scores);
    for (std::size_t label = 0; label < shares.size() && label < parts_.danger.size(); ++label) {
        if (parts_.danger[label] != 0) alarm.crisis += shares[label];
    }
    if (scores.size() < 3 || scores[2].empty()) return alarm;
    auto urgency = scores[2];
    const auto& head = parts_.heads[2];
    to_confidences(urgency, head.temperature);
    for (std::size_t label = 0; label < urgency.size(); ++label) {
        if (head.labels[label] != "normal") alarm.urgent += urgency[label];
    }
    alarm.urgent = std::max(alarm.urgent, alarm.crisis);
    return alarm;
}

Alarm Model::alarm(std::string_view normalized) const { return alarm_of(scores(features_of(normalized, parts_.concepts))); }

}  // namespace bot::router
