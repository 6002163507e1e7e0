// Reads one message's text into a Reading: safety words, commands, digits, topic guesses, separate matters.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "dialogue/reading.hpp"
#include "router/classifier.hpp"
#include "router/likeness.hpp"
#include "router/safety.hpp"
#include "router/words.hpp"

namespace bot::router {

// The signal of a danger that no word list names.
inline constexpr std::string_view guessed_signal = "model";

class Reader {
public:
    // `classifier` is never null.
    Reader(SafetyRules safety, Words words, std::shared_ptr<const Classifier> classifier);
    ~Reader();
    // The word of words.toml that this short text is, if it is one.
    dialogue::Word word(std::string_view text) const;
    Thresholds thresholds() const;
    // What the text is alike to, of long texts the beginning; nothing when it says too little.
    std::optional<Likeness> likeness(std::string_view text) const;
    // Pure and thread-safe, linear in the text's length. Danger and commands are looked for in the whole text; only the
    // first 1,000 characters tell the topic, and texts over 4,000 are not divided into parts.
    dialogue::Reading read(std::string_view text, std::optional<Language> hint) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bot::router
