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
// A topic that nobody has confirmed: it moves the case, and never makes anybody wait longer.
void suggest_topic(Work&, const dialogue::CaseView&, const dialogue::Subcategory&);

// The member (apply_member.cpp)
void carry_out(Work&, const dialogue::RecordConsent&);
void carry_out(Work&, const dialogue::ShowedNotice&);
void carry_out(Work&, const dialogue::SetLanguage&);
void carry_out(Work&, const dialogue::SetBroadcasts&);
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

// Representatives and group leaders (seat_acts.cpp, duties.cpp)
void carry_out(Work&, const dialogue::SeatAnswer&);
void carry_out(Work&, const dialogue::SeatPass&);
void carry_out(Work&, const dialogue::SeatLater&);
void carry_out(Work&, const dialogue::DutyDone&);

// Letters to many (broadcast.cpp)
void carry_out(Work&, const dialogue::ProposeBroadcast&);
void carry_out(Work&, const dialogue::ConfirmBroadcast&);

// What the router may learn from (lessons.cpp)
void carry_out(Work&, const dialogue::ShowCandidate&);
void carry_out(Work&, const dialogue::Learn&);
void carry_out(Work&, const dialogue::LeaveOut&);

// Emergencies (crisis.cpp)
void carry_out(Work&, const dialogue::PageOnCall&);
void carry_out(Work&, const dialogue::KeepCompany&);
void carry_out(Work&, const dialogue::MarkClosing&);

}  // namespace bot::engine::acts
