// What timers do to cases: the ladder of an unanswered one, and the questions after an answer.
#pragma once

#include <string_view>

#include "engine/nudges.hpp"
#include "engine/work.hpp"

namespace bot::engine {

constexpr std::string_view ladder_kind = "ladder";
constexpr std::string_view question_kind = "question";
constexpr std::string_view look_back_kind = "look_back";
constexpr std::string_view person_kind = "person";

// After registering, reopening or a new due date: what was planned is dropped, the first step is planned.
void plan_ladder(Work& work, CaseId about);
void climb(Work& work, const store::ReminderRow& reminder);

// Somebody asked for a person and nobody wrote yet: the desk again after half an hour, the supervisor after an hour and a half.
void remind_of_person(Work& work, const store::ReminderRow& reminder);

// After an outcome was sent: "is it solved?" again after two and five working days; then silence closes, or a person asks.
void plan_questions(Work& work, CaseId about);
void ask_question(Work& work, const store::ReminderRow& reminder);

// After closing: somebody asks the member ten working days later, where much is at stake.
void plan_look_back(Work& work, CaseId about);
void remind_of_look_back(Work& work, const store::ReminderRow& reminder);

// A new limit of five working days, and more people who look at it each time. The case was moved to reopened before.
void reopen_case(Work& work, const dialogue::CaseView& before);

}  // namespace bot::engine
