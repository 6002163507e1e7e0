// The same thing said by many: what an open matter is alike to is remembered with it, and enough of them become an issue
// that the desk is told of. Members are never shown one another. Why it is built this way: docs/decisions/013.
#pragma once

#include <vector>

#include "engine/work.hpp"

namespace bot::engine::alike {

// Brings up to date what is known of a matter whose words, answers, topic or state changed, and looks for others like it.
// A matter that is held, closed, an emergency, or of a topic that makes no common issue is forgotten here.
void remember(Work& work, CaseId id);

// Its topic or its desk is another one now: it leaves the issue it was counted under, and is looked at afresh.
void moved(Work& work, CaseId id);

// The same after more words came: the first words count, so mostly there is nothing to do.
void remember_words(Work& work, CaseId id);

// Open matters about the same topic that say the same: in one unit, or in much the same words. At one desk, restricted
// ones among themselves. The newest, newest first, registered after `since`.
std::vector<store::OtherLikeness> others(const store::Snapshot& snapshot, const dialogue::CaseView& about,
                                         const store::LikenessRow& own, Instant since, Instant until);

// Links a matter and those that say the same to one issue, and once they are enough tells who has to know.
void look_for_issue(Work& work, const dialogue::CaseView& about, const store::LikenessRow& own);

// For a colleague who has one of them open; of the last two months. Includes what is linked to the same issue.
std::vector<dialogue::CaseView> same_matter(const store::Snapshot& snapshot, const dialogue::CaseView& about, Instant now,
                                            std::size_t most);

}  // namespace bot::engine::alike
