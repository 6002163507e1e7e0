// A model as bytes, and back from bytes that may be anything.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>
#include <utility>

#include "router/model.hpp"

namespace bot::router {
namespace {

constexpr std::string_view magic = "NIANGJIA MODEL 2\n";
constexpr std::size_t most_labels = 4096;
constexpr std::size_t most_hidden = 1024;
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

void write_texts(Writer& writer, const std::vector<std::string>& texts) {
    writer.number(static_cast<std::uint32_t>(texts.size()));
    for (const auto& text : texts) writer.text(text);
}

std::vector<std::string> read_texts(Parser& parser) {
    std::vector<std::string> texts;
    const auto count = parser.number<std::uint32_t>();
    for (std::uint32_t i = 0; i < std::min<std::size_t>(count, most_labels + 1) && parser.good(); ++i) texts.push_back(parser.text());
    return texts;
}

bool finite(const std::vector<float>& values) {
    return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

bool labels_fit(const ModelParts& parts) {
    const auto labels = parts.labels.size();
    return labels > 0 && labels <= most_labels && parts.topics.size() <= labels && parts.topic.size() == labels &&
           parts.danger.size() == labels && parts.urgencies.size() <= most_labels &&
           std::all_of(parts.topic.begin(), parts.topic.end(), [&](auto number) { return number < parts.topics.size(); });
}

bool weights_fit(const ModelParts& parts) {
    const auto outputs = parts.hidden() == 0 ? 0 : parts.labels.size() + parts.urgencies.size();
    return parts.hidden() <= most_hidden && parts.layer.weights.size() == outputs * parts.hidden() && parts.layer.bias.size() == outputs &&
           parts.scale.size() == parts.columns() && parts.hashes.size() <= most_features && parts.rarity.size() == parts.hashes.size() &&
           parts.weights.size() == parts.hashes.size() * parts.columns();
}

bool numbers_fit(const ModelParts& parts) {
    const auto& warm = parts.temperatures;
    return finite(parts.rarity) && finite(parts.scale) && finite(parts.layer.weights) && finite(parts.layer.bias) &&
           finite(parts.layer.hidden_bias) && finite({warm.straight, warm.layered, warm.urgency});
}

}  // namespace

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
    write_texts(writer, labels);
    write_texts(writer, topics);
    writer.numbers(topic);
    writer.numbers(danger);
    write_texts(writer, urgencies);
    writer.number(temperatures);
    writer.number(thresholds);
    writer.numbers(layer.hidden_bias);
    writer.numbers(layer.weights);
    writer.numbers(layer.bias);
    writer.numbers(scale);
    writer.numbers(hashes);
    writer.numbers(rarity);
    writer.numbers(weights);
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
        if (trie->letters.empty()) continue;
        if (!trie->sound()) return broken();
        trie->make_ready();
    }
    parts.labels = read_texts(parser);
    parts.topics = read_texts(parser);
    parts.topic = parser.numbers<std::uint16_t>();
    parts.danger = parser.numbers<std::uint8_t>();
    parts.urgencies = read_texts(parser);
    parts.temperatures = parser.number<Temperatures>();
    parts.thresholds = parser.number<Thresholds>();
    parts.layer.hidden_bias = parser.numbers<float>();
    parts.layer.weights = parser.numbers<float>();
    parts.layer.bias = parser.numbers<float>();
    parts.scale = parser.numbers<float>();
    parts.hashes = parser.numbers<std::uint32_t>();
    parts.rarity = parser.numbers<float>();
    parts.weights = parser.numbers<std::int8_t>();
    if (!parser.at_end() || !labels_fit(parts) || !weights_fit(parts) || !numbers_fit(parts)) return broken();
    return parts;
}

}  // namespace bot::router
