// Row numbers as types of their own, so that a case cannot be passed where a member is meant.
#pragma once

#include <compare>
#include <cstdint>

namespace bot {

// All ids are positive 64-bit row numbers given by the store; 0 is never a valid id.
template <class Tag>
struct Id {
    std::int64_t value = 0;
    auto operator<=>(const Id&) const = default;
    explicit operator bool() const { return value != 0; }
};

using AccountId = Id<struct AccountTag>;            // a platform account of the union, e.g. its Telegram bot
using MemberId = Id<struct MemberTag>;              // a person
using ConversationId = Id<struct ConversationTag>;  // one person on one platform account
using InboxId = Id<struct InboxTag>;                // one accepted message
using CaseId = Id<struct CaseTag>;
using LetterId = Id<struct LetterTag>;              // one outgoing message
using DeskId = Id<struct DeskTag>;
using StaffId = Id<struct StaffTag>;
using ReminderId = Id<struct ReminderTag>;
using IssueId = Id<struct IssueTag>;                // the same thing said by many
using AttachmentId = Id<struct AttachmentTag>;
using CorrectionId = Id<struct CorrectionTag>;      // a sub-category corrected by staff
using UnitId = Id<struct UnitTag>;                  // group, plant, workshop or team
using RosterId = Id<struct RosterTag>;              // a person of the union's list of people
using SeatId = Id<struct SeatTag>;                  // of a representative or group leader
using DeferralId = Id<struct DeferralTag>;          // a hold or an extension
using TaskId = Id<struct TaskTag>;                  // a part of a case that others work on
using PromiseId = Id<struct PromiseTag>;            // what a colleague promised a member
using ClockId = Id<struct ClockTag>;                // a legal period that runs for a case
using LessonId = Id<struct LessonTag>;              // words the router may learn from

}  // namespace bot
