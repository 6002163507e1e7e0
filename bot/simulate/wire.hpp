// What goes between the simulated people and the program, which is a process of its own so that it can be killed: one frame
// there, one frame back, over a pair of pipes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/case.hpp"
#include "core/clock.hpp"
#include "core/ids.hpp"
#include "dialogue/turn.hpp"

namespace bot::simulate {

// Somebody writes. `about`: the case they want to know of afterwards; none: their newest.
struct Saying {
    std::string account;
    std::string sender;
    std::string id;  // the platform's; said again with the same one after a crash
    std::string text;
    CaseId about;
    std::int64_t unit = 0;  // first contact of somebody in the union's list, who works there
    bool operator==(const Saying&) const = default;
};

// What they see then.
struct Heard {
    bool repeated = false;
    CaseId about;  // none: they have no case
    CaseStatus status = CaseStatus::held;
    bool emergency = false;
    std::string desk;
    dialogue::Step step = dialogue::Step::idle;
    bool operator==(const Heard&) const = default;
};

struct Request {
    Instant now{};
    std::vector<Saying> sayings;
    bool queues = false;  // staff look at what their desks have lying
};

// A case that is long past its date.
struct Waiting {
    CaseId about;
    StaffId handler;  // none: nobody accepted it
    bool emergency = false;
    bool answered = false;  // and the answer did not arrive
    std::string desk;
    bool operator==(const Waiting&) const = default;
};

struct Answer {
    std::optional<Instant> next;  // when the program wants to be woken
    std::int64_t resident_kb = 0;
    std::int64_t reminders = 0;   // ticks that fired something
    std::int64_t letters = 0;     // handed to the platform
    std::vector<Heard> heard;     // as the sayings
    std::vector<Waiting> waiting; // when queues were looked at
};

std::string packed(const Request& request);
std::string packed(const Answer& answer);
Request request_in(std::string_view bytes);  // throw std::out_of_range when cut off
Answer answer_in(std::string_view bytes);

// Whole frames over a file descriptor. False, or none: the other side is gone.
bool write_frame(int file, std::string_view bytes);
std::optional<std::string> read_frame(int file);

}  // namespace bot::simulate
