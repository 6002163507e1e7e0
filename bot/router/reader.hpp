// Reads one message's text into a Reading: safety words, commands, digits, topic guesses, separate matters.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "dialogue/reading.hpp"
#include "router/classifier.hpp"
#include "router/safety.hpp"
#include "router/words.hpp"

namespace bot::router {

class Reader {
public:
    Reader(SafetyRules safety, Words words, std::shared_ptr<const Classifier> classifier);
    ~Reader();
    // Pure and thread-safe. Texts over 4,000 characters are read sentence by sentence for safety and by their
    // first 1,000 characters for topic.
    dialogue::Reading read(std::string_view text, std::optional<Language> hint) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bot::router
