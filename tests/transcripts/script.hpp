// A transcript's own lines: what happens. Everything the bot does is written below them with two blanks before it.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace transcripts {

struct Line {
    enum class Kind { comment, at, wait, staff, on_call, unit, roster, seat, suspend, code, says, blocked, empty };
    Kind kind = Kind::empty;
    std::string raw;
    std::string who;                    // of says, staff
    std::string words;                  // of says
    std::string desk;                   // of staff
    std::string role;                   // of staff
    std::chrono::milliseconds amount{}; // of wait
    std::chrono::local_time<std::chrono::milliseconds> at{};
    std::vector<std::string> names;     // of on_call; the words of unit, roster, seat, suspend, code
};

// Lines that happen, in order; lines of the bot's (two blanks before) are left out. Throws std::runtime_error with the
// line's number when one cannot be understood.
std::vector<Line> parse(std::string_view text);

}  // namespace transcripts
