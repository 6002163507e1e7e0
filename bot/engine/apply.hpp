// One function an effect; apply() picks it. Each checks what it needs: a handler's wish is not yet a permission.
#pragma once

#include "engine/work.hpp"

namespace bot::engine::acts {

// Matters (apply_case.cpp)
void carry_out(Work&, const dialogue::OpenCase&);
void carry_out(Work&, const dialogue::AddWords&);
void carry_out(Work&, const dialogue::RecordAnswer&);
void carry_out(Work&, const dialogue::Register&);
void carry_out(Work&, const dialogue::MoveTopic&);
void carry_out(Work&, const dialogue::ChangeStatus&);
void carry_out(Work&, const dialogue::RateCase&);
void carry_out(Work&, const dialogue::MarkUrged&);
void carry_out(Work&, const dialogue::SetIdentity&);
void carry_out(Work&, const dialogue::NotifyDesk&);
void carry_out(Work&, const dialogue::Worry&);
void carry_out(Work&, const dialogue::WantPerson&);  // person.cpp
// A topic that nobody has confirmed: it moves the case, and never makes anybody wait longer.
void suggest_topic(Work&, const dialogue::CaseView&, const dialogue::Subcategory&);

// The member (apply_member.cpp)
void carry_out(Work&, const dialogue::RecordConsent&);
void carry_out(Work&, const dialogue::ShowedNotice&);
void carry_out(Work&, const dialogue::SetLanguage&);
void carry_out(Work&, const dialogue::SetBroadcasts&);
void carry_out(Work&, const dialogue::SetShift&);
void carry_out(Work&, const dialogue::SendExport&);
void carry_out(Work&, const dialogue::EraseMember&);
void carry_out(Work&, const dialogue::Join&);

// Staff (apply_staff.cpp)
void carry_out(Work&, const dialogue::Take&);
void carry_out(Work&, const dialogue::ReplyToMember&);
void carry_out(Work&, const dialogue::TransferCase&);
void carry_out(Work&, const dialogue::RefuseTransfer&);
void carry_out(Work&, const dialogue::FinishCase&);
void carry_out(Work&, const dialogue::AddNote&);
void carry_out(Work&, const dialogue::ReleaseMember&);
void carry_out(Work&, const dialogue::LookedAt&);
void carry_out(Work&, const dialogue::RelayToHandler&);
void carry_out(Work&, const dialogue::ResendDead&);
void carry_out(Work&, const dialogue::FollowUp&);  // ask_back.cpp
void carry_out(Work&, const dialogue::Contacted&);

// Waiting for others, and more time (deferral.cpp)
void carry_out(Work&, const dialogue::AskHold&);
void carry_out(Work&, const dialogue::AskExtension&);
void carry_out(Work&, const dialogue::DecideDeferral&);
void carry_out(Work&, const dialogue::ResumeCase&);
// Representatives and group leaders (seat_acts.cpp)
void carry_out(Work&, const dialogue::SeatAnswer&);
void carry_out(Work&, const dialogue::SeatPass&);
void carry_out(Work&, const dialogue::SeatLater&);
void carry_out(Work&, const dialogue::DutyDone&);  // duties.cpp
void carry_out(Work&, const dialogue::ConfirmHandOver&);  // protocol.cpp

// Letters to many (broadcast.cpp)
void carry_out(Work&, const dialogue::ProposeBroadcast&);
void carry_out(Work&, const dialogue::ConfirmBroadcast&);

// Working together (joint.cpp; TellProgress: apply_staff.cpp)
void carry_out(Work&, const dialogue::AskHelp&);
void carry_out(Work&, const dialogue::HelpDone&);
void carry_out(Work&, const dialogue::TellProgress&);
// Several cases of a member (merge.cpp)
void carry_out(Work&, const dialogue::MergeCase&);
void carry_out(Work&, const dialogue::UnmergeCase&);
void carry_out(Work&, const dialogue::SplitCase&);
void carry_out(Work&, const dialogue::CheckedIn&);  // checks.cpp
void carry_out(Work&, const dialogue::ConfirmTopic&);  // apply_case.cpp
void carry_out(Work&, const dialogue::ListClocks&);  // clocks.cpp
void carry_out(Work&, const dialogue::SetClock&);
void carry_out(Work&, const dialogue::EndClock&);
void carry_out(Work&, const dialogue::MakePromise&);  // ledger.cpp
void carry_out(Work&, const dialogue::KeepPromise&);
// What the router may learn from (lessons.cpp)
void carry_out(Work&, const dialogue::ShowCandidate&);
void carry_out(Work&, const dialogue::Learn&);
void carry_out(Work&, const dialogue::LeaveOut&);

// Emergencies (crisis.cpp)
void carry_out(Work&, const dialogue::PageOnCall&);
void carry_out(Work&, const dialogue::KeepCompany&);
void carry_out(Work&, const dialogue::FallSilent&);
void carry_out(Work&, const dialogue::MarkClosing&);

}  // namespace bot::engine::acts
