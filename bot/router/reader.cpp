// Puts the readings of one text together.
#include "router/reader.hpp"

#include <string>
#include <utility>

#include "router/matters.hpp"
#include "text/codepoints.hpp"
#include "text/normalize.hpp"

namespace bot::router {
namespace {

constexpr std::size_t long_text = 4'000;  // characters; beyond, only the beginning tells the topic
constexpr std::size_t topic_beginning = 1'000;
constexpr std::size_t most_guesses = 5;

bool has_letters(std::string_view normalized) {
    for (std::size_t at = 0; at < normalized.size();) {
        if (text::is_letter(text::next_code_point(normalized, at))) return true;
    }
    return false;
}

Language language_of(const dialogue::Reading& reading, std::optional<Language> hint) {
    // Who calls for help in pinyin has no Chinese keyboard at hand, but reads Chinese.
    if (reading.safety.signal.starts_with("pinyin")) return Language::zh_hans;
    if (!has_letters(reading.normalized)) return hint.value_or(Language::zh_hans);
    return text::guess_language(reading.normalized);
}

}  // namespace

struct Reader::Impl {
    SafetyRules safety;
    Words words;
    std::shared_ptr<const Classifier> classifier;

    void read_topics(std::string_view text, dialogue::Reading& reading) const {
        if (!classifier) return;
        if (text::characters(reading.normalized) > long_text) {
            reading.guesses =
                classifier->guess(text::first_characters(reading.normalized, topic_beginning), most_guesses);
            return;
        }
        reading.guesses = classifier->guess(reading.normalized, most_guesses);
        reading.parts = separate_matters(text, *classifier);
    }
};

Reader::Reader(SafetyRules safety, Words words, std::shared_ptr<const Classifier> classifier)
    : impl_(std::make_unique<Impl>(Impl{std::move(safety), std::move(words), std::move(classifier)})) {}

Reader::~Reader() = default;

dialogue::Word Reader::word(std::string_view text) const {
    return impl_->words.find(text, text::normalize(text)).word;
}

dialogue::Reading Reader::read(std::string_view text, std::optional<Language> hint) const {
    dialogue::Reading reading;
    reading.normalized = text::normalize(text);
    reading.safety = impl_->safety.look(reading.normalized);
    reading.language = language_of(reading, hint);
    reading.command = impl_->words.find(text, reading.normalized);
    reading.digit = text::small_number(reading.normalized);
    impl_->read_topics(text, reading);
    return reading;
}

}  // namespace bot::router
