// Puts the readings of one text together.
#include "router/reader.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "router/matters.hpp"
#include "text/codepoints.hpp"
#include "text/normalize.hpp"

namespace bot::router {
namespace {

constexpr std::size_t long_text = 4'000;  // characters; beyond, a text is not divided
constexpr std::size_t topic_beginning = 1'000;  // only so much tells the topic
constexpr std::size_t most_guesses = 5;
constexpr std::size_t most_sentences = 64;  // looked at one by one
constexpr std::size_t longest_answer = 240;  // bytes; who writes more than that tells, and answers nothing in particular
// A word or two, often the answer to a question, is too little to call people on a guess alone.
constexpr std::size_t characters_worth_a_guess = 3;
constexpr std::size_t longest_denial = 72;  // bytes: a sentence in either language

bool has_letters(std::string_view normalized) {
    for (std::size_t at = 0; at < normalized.size();) {
        if (text::is_letter(text::next_code_point(normalized, at))) return true;
    }
    return false;
}

// Letters and digits mixed in one word: a code, which tells no language.
bool like_a_code(std::string_view normalized) {
    bool digit = false;
    for (const char c : normalized) {
        const auto wide = static_cast<char32_t>(static_cast<unsigned char>(c));
        if (!text::is_ascii_letter(wide) && !text::is_ascii_digit(wide)) return false;
        digit = digit || text::is_ascii_digit(wide);
    }
    return digit;
}

Language language_of(const dialogue::Reading& reading, std::optional<Language> hint) {
    // Who calls for help in pinyin has no Chinese keyboard at hand, but reads Chinese.
    if (reading.safety.signal.starts_with("pinyin")) return Language::zh_hans;
    if (!has_letters(reading.normalized) || like_a_code(reading.normalized)) return hint.value_or(Language::zh_hans);
    return text::guess_language(reading.normalized);
}

// What kind of danger the guesses speak of.
dialogue::Danger danger_of(const std::vector<dialogue::Guess>& guesses) {
    for (const auto& guess : guesses) {
        if (guess.subcategory == "emg.accident") return dialogue::Danger::accident;
        if (guess.subcategory == "emg.violence") return dialogue::Danger::violence;
        if (guess.subcategory == "emg.collective") return dialogue::Danger::collective;
        if (guess.subcategory == "emotion.crisis") return dialogue::Danger::self_harm;
    }
    return dialogue::Danger::self_harm;
}

// A message is judged whole, by its sentences and by its clauses, which are often the same piece: each piece once.
class Remembering final : public Classifier {
public:
    explicit Remembering(const Classifier& classifier) : classifier_(classifier) {}

    Opinion opinion(std::string_view normalized, std::size_t most) const override {
        auto known = known_.find(normalized);
        if (known == known_.end()) {
            known = known_.emplace(std::string(normalized), classifier_.opinion(normalized, most_guesses)).first;
        }
        auto opinion = known->second;
        if (opinion.guesses.size() > most) opinion.guesses.resize(most);
        return opinion;
    }
    Thresholds thresholds() const override { return classifier_.thresholds(); }
    std::vector<Feature> features(std::string_view normalized) const override { return classifier_.features(normalized); }

private:
    const Classifier& classifier_;
    mutable std::map<std::string, Opinion, std::less<>> known_;
};

// A cry in one sentence of many would drown in the whole.
Alarm loudest_sentence(const Classifier& classifier, const std::string& normalized, Alarm loudest) {
    const auto sentences = text::sentences(normalized);
    for (std::size_t i = 0; sentences.size() > 1 && i < std::min(sentences.size(), most_sentences); ++i) {
        const auto alarm = classifier.opinion(text::first_characters(sentences[i], topic_beginning), 0).alarm;
        loudest.crisis = std::max(loudest.crisis, alarm.crisis);
        loudest.urgent = std::max(loudest.urgent, alarm.urgent);
    }
    return loudest;
}

}  // namespace

struct Reader::Impl {
    SafetyRules safety;
    Words words;
    std::shared_ptr<const Classifier> classifier;

    // Where the model hears an emergency that no list names, a person is called all the same, and the words to the member
    // are the gentle ones. Where a list names one and the model is certain that nothing is meant, it stays a worry:
    // asked about, and seen by a person. A plan, means or a farewell is never explained away.
    void weigh_alarm(dialogue::Reading& reading, const Alarm& alarm) const {
        const auto limits = classifier->thresholds();
        reading.crisis = alarm.crisis;
        auto& found = reading.safety;
        // Nor does a word that always works ("help") call people by itself.
        const bool is_word = reading.command.word != dialogue::Word::none && !reading.command.number && reading.command.rest.empty();
        // What a list knows for a denial or for long past is not made a cry by its words; a longer message says more than that.
        const bool denial = found.worry && reading.normalized.size() <= longest_denial;
        const bool enough = !denial && !found.innocent && !is_word && text::characters(reading.normalized) >= characters_worth_a_guess;
        if (found.danger != dialogue::Danger::none && !found.plan && alarm.crisis < limits.harmless) {
            found.danger = dialogue::Danger::none;
            reading.worrying = true;
        } else if (found.danger == dialogue::Danger::none && enough && alarm.crisis >= limits.page) {
            found = {danger_of(reading.guesses), true, std::string(guessed_signal), false};
        }
        reading.worrying = reading.worrying || found.worry || (enough && alarm.crisis >= limits.worry);
        if (found.danger != dialogue::Danger::none) {
            reading.alarm = dialogue::Alarm::crisis;
            reading.worrying = false;
        } else if (reading.worrying || alarm.urgent >= limits.urgent) {
            reading.alarm = dialogue::Alarm::urgent;
        }
    }

    void read_topics(std::string_view text, dialogue::Reading& reading) const {
        const Remembering judge(*classifier);
        auto opinion = judge.opinion(text::first_characters(reading.normalized, topic_beginning), most_guesses);
        reading.guesses = std::move(opinion.guesses);
        weigh_alarm(reading, loudest_sentence(judge, reading.normalized, opinion.alarm));
        if (text::characters(reading.normalized) <= long_text) reading.parts = separate_matters(text, judge);
    }
};

Reader::Reader(SafetyRules safety, Words words, std::shared_ptr<const Classifier> classifier)
    : impl_(std::make_unique<Impl>(Impl{std::move(safety), std::move(words), std::move(classifier)})) {}

Reader::~Reader() = default;

dialogue::Word Reader::word(std::string_view text) const {
    return impl_->words.find(text, text::normalize(text)).word;
}

Thresholds Reader::thresholds() const { return impl_->classifier->thresholds(); }

std::optional<Likeness> Reader::likeness(std::string_view text) const {
    if (!impl_->classifier) return std::nullopt;
    const auto normalized = text::normalize(text::first_characters(text, topic_beginning));
    return likeness_of(impl_->classifier->features(normalized));
}

dialogue::Reading Reader::read(std::string_view text, std::optional<Language> hint) const {
    dialogue::Reading reading;
    reading.normalized = text::normalize(text);
    reading.safety = impl_->safety.look(reading.normalized);
    if (reading.normalized.size() <= longest_answer) reading.safety_answer = impl_->safety.answers().read(reading.normalized);
    reading.language = language_of(reading, hint);
    reading.command = impl_->words.find(text, reading.normalized);
    reading.like_a_staff_word = reading.command.word == dialogue::Word::none && impl_->words.like_a_staff_word(reading.normalized);
    reading.digit = text::small_number(reading.normalized);
    impl_->read_topics(text, reading);
    return reading;
}

}  // namespace bot::router
