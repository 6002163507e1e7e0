// Reminders to colleagues, gathered while a unit runs and sent as one letter a person: a wave of due dates must not become a
// wave of letters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dialogue/decision.hpp"
#include "store/rows.hpp"

namespace bot::engine {

class Work;

struct Nudge {
    store::StaffRow to;
    std::string key;  // of the line in templates/messages
    CaseId about;
    dialogue::Values values = {};  // of the line, beside those of the case
};

// Who answers for a case now: its handler, else who was first in touch, else the people of its desk.
std::vector<store::StaffRow> answerable(const Work& work, const dialogue::CaseView& about);
// Supervisors of the case's desk, else all of them.
std::vector<store::StaffRow> supervisors(const Work& work, const dialogue::CaseView& about);

void nudge(Work& work, const std::vector<store::StaffRow>& people, std::string_view key, const dialogue::CaseView& about, const dialogue::Values& values = {});

// One letter for each person who is to be reminded of anything. Whoever may not see a case is told its number alone.
void send_nudges(Work& work);

}  // namespace bot::engine
