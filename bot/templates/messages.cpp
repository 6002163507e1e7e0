// The messages of all languages and their rendering.
#include "templates/messages.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <unordered_map>

#include "observe/metrics.hpp"
#include "templates/message_file.hpp"

namespace bot::templates {

namespace {

struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
};

// One message in each language, by the order of `Language`.
using Translations = std::array<std::optional<Message>, 2>;

std::size_t index_of(Language language) {
    switch (language) {
        case Language::zh_hans:
            return 0;
        case Language::en:
            return 1;
    }
    throw std::logic_error("a language without messages");
}

std::optional<Language> language_of(std::string_view file) {
    const auto folder = file.substr(0, file.find('/'));
    if (folder == "zh-Hans") return Language::zh_hans;
    if (folder == "en") return Language::en;
    return std::nullopt;
}

// The program passes what the shipped wording lists; new wording must get by with that.
std::string value_not_given(const Message& shipped, const Message& fresh) {
    for (const auto& value : fresh.values) {
        if (std::find(shipped.values.begin(), shipped.values.end(), value) == shipped.values.end())
            return value;
    }
    return {};
}

// Views of the values in the order that the message lists them.
std::vector<std::string_view> in_order(const Message& message, std::string_view key, const Values& values) {
    std::vector<std::string_view> ordered;
    ordered.reserve(message.values.size());
    for (const auto& name : message.values) {
        const auto given =
            std::find_if(values.begin(), values.end(), [&](const auto& v) { return v.first == name; });
        if (given == values.end()) {
            throw std::logic_error("message " + std::string(key) + " needs a value for " + name);
        }
        ordered.push_back(given->second);
    }
    return ordered;
}

std::vector<std::string> sorted(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    return names;
}

std::string rendered(const Pattern& pattern, const std::vector<std::string_view>& values) {
    std::string out;
    out.reserve(256);
    pattern.render(values, out);
    // A section at the end that is not shown leaves its line break behind.
    out.resize(out.find_last_not_of(" \t\r\n") + 1);
    return out;
}

}  // namespace

struct Messages::Impl {
    std::unordered_map<std::string, Translations, Hash, std::equal_to<>> by_key;

    // The message itself, or its Chinese form.
    const Message* find(Language language, std::string_view key) const {
        const auto found = by_key.find(key);
        if (found == by_key.end()) return nullptr;
        const auto& own = found->second[index_of(language)];
        if (own) return &*own;
        const auto& chinese = found->second[index_of(Language::zh_hans)];
        return chinese ? &*chinese : nullptr;
    }

    const Message& need(Language language, std::string_view key) const {
        if (const auto* message = find(language, key)) return *message;
        throw std::logic_error("no message " + std::string(key));
    }

    void add(Language language, std::string key, Message message, std::vector<std::string>& problems) {
        if (const auto* shipped = find(language, key)) {
            const auto unknown = value_not_given(*shipped, message);
            if (!unknown.empty()) {
                problems.push_back(message.place + ": '" + key + "' uses the value '" + unknown +
                                   "', which this message does not get (see " + shipped->place + ")");
            }
        }
        by_key[std::move(key)][index_of(language)] = std::move(message);
    }
};

Messages::Messages(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Messages::Messages(Messages&&) noexcept = default;
Messages& Messages::operator=(Messages&&) noexcept = default;
Messages::~Messages() = default;

Result<Messages> Messages::load(const std::vector<SourceFile>& files) {
    auto impl = std::make_unique<Impl>();
    std::vector<std::string> problems;
    for (const auto& source : files) {
        const auto language = language_of(source.name);
        if (!language) {
            problems.push_back(source.name + ":1: expected a file in the folder zh-Hans or en");
            continue;
        }
        auto file = read_message_file(source.name, source.content);
        problems.insert(problems.end(), file.problems.begin(), file.problems.end());
        for (auto& [key, message] : file.messages) impl->add(*language, key, std::move(message), problems);
    }
    if (problems.empty()) return Messages(std::move(impl));
    std::string all;
    for (const auto& problem : problems) all += (all.empty() ? "" : "\n") + problem;
    return fail(Errc::invalid_config, std::move(all));
}

bool Messages::has(Language language, std::string_view key) const {
    const auto found = impl_->by_key.find(key);
    return found != impl_->by_key.end() && found->second[index_of(language)].has_value();
}

Rendered Messages::render(Language language, std::string_view key, const Values& values) const {
    const Message& message = impl_->need(language, key);
    if (language != Language::zh_hans && !has(language, key)) observe::count("template_fallback_total");
    const auto ordered = in_order(message, key, values);
    Rendered out{rendered(message.text, ordered), {}};
    out.choices.reserve(message.choices.size());
    for (const auto& choice : message.choices) {
        out.choices.push_back({rendered(choice.label, ordered), rendered(choice.say, ordered)});
    }
    return out;
}

std::vector<std::string> Messages::keys() const {
    std::vector<std::string> all;
    for (const auto& [key, translations] : impl_->by_key) all.push_back(key);
    return sorted(std::move(all));
}

std::vector<std::string> Messages::differences() const {
    std::vector<std::string> found;
    for (const auto& key : keys()) {
        const auto& [chinese, english] = impl_->by_key.find(key)->second;
        if (!english) found.push_back(key + ": not in English");
        if (!chinese) found.push_back(key + ": not in Chinese");
        if (chinese && english && sorted(chinese->values) != sorted(english->values)) {
            found.push_back(key + ": other values in English than in Chinese");
        }
    }
    return found;
}

const std::vector<std::string>& Messages::values_of(Language language, std::string_view key) const {
    return impl_->need(language, key).values;
}

}  // namespace bot::templates
