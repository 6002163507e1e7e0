// Says which sub-category a text is about, and how alarming it sounds.
#pragma once

#include <string_view>
#include <vector>

#include "dialogue/reading.hpp"
#include "router/features.hpp"

namespace bot::router {

// How a text sounds, apart from any word list. Both 0..1.
struct Alarm {
    float crisis = 0;  // somebody's life or body is in danger
    float urgent = 0;  // serious and close, or worse
};

// Where decisions change; fitted by training on texts the model had not seen, never by hand.
struct Thresholds {
    float sure = 0.6F;     // confidence from which nineteen of twenty guesses are right: go on without asking
    float likely = 0.3F;   // confidence from which the right one mostly is among the first three: offer them
    float page = 0.9F;     // alarm.crisis from which a person is called without any word of danger
    float worry = 0.5F;    // alarm.crisis from which the bot asks gently and tells a person
    float harmless = 0;    // alarm.crisis below which a word of danger, no plan and no farewell, is only a worry
    float urgent = 0.5F;   // alarm.urgent from which a message counts as urgent
};

struct Opinion {
    std::vector<dialogue::Guess> guesses;
    Alarm alarm;
};

class Classifier {
public:
    virtual ~Classifier() = default;
    // At most `most` guesses: the best of the likeliest topic, then all others by their shares. `normalized` comes from
    // text::normalize. Thread-safe, no I/O, well under half a millisecond for 500 characters.
    virtual Opinion opinion(std::string_view normalized, std::size_t most) const = 0;
    virtual Thresholds thresholds() const = 0;
    // What the text is made of, as the classifier sees it.
    virtual std::vector<Feature> features(std::string_view normalized) const = 0;
};

}  // namespace bot::router
