// What a new model must not lose: the frozen lines, heard with the old model and with the new one.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "dialogue/reading.hpp"
#include "learn/fit.hpp"

namespace bot::learn {

// The whole reader, word lists and model, as a member's message meets it.
using Hear = std::function<dialogue::Reading(const std::string& text)>;

struct Heard {
    bool topic = false;    // the best guess is of the right topic
    bool crisis = false;   // a person would be called
    bool noticed = false;  // at least urgent
};

// Line by line.
std::vector<Heard> hear(const std::vector<config::RegressionLine>& lines, const Topics& topics,
                        const Hear& with);

struct Standing {
    std::size_t lines = 0;
    std::size_t topics = 0;        // right
    std::size_t crises = 0;        // lines that are cries for help …
    std::size_t crises_found = 0;  // … and were heard as one
    std::size_t alarming = 0;      // lines that are urgent or worse …
    std::size_t noticed = 0;       // … and were taken for at least urgent
};
Standing standing(const std::vector<config::RegressionLine>& lines, const std::vector<Heard>& heard);

struct Lost {
    const config::RegressionLine* line = nullptr;
    std::string_view what;  // topic, crisis, urgent
};

struct Comparison {
    Standing before;
    Standing after;
    std::vector<Lost> lost;  // in the order of the lines; what was gained elsewhere does not take it away
    // No fewer right topics, not one cry for help that was heard before, no fewer lines taken for at least
    // urgent.
    bool keeps() const;
};
Comparison compare(const std::vector<config::RegressionLine>& lines, const std::vector<Heard>& before,
                   const std::vector<Heard>& after);

}  // namespace bot::learn
