// The handlers' questions, answered from the open transaction.
#pragma once

#include "dialogue/turn.hpp"
#include "engine/tools.hpp"
#include "store/transaction.hpp"

namespace bot::engine {

// Members' words are for the people who handle the matter: own desk, own cases, the duty desk for ordinary matters,
// the on-call list for emergencies. Representatives and group leaders see by their seats, see StoreFacts. Role matrix:
// docs/privacy.md.
bool may_see(const Tools& tools, const dialogue::StaffMember& staff, const dialogue::CaseView& about);

class StoreFacts final : public dialogue::Facts {
public:
    StoreFacts(const Tools& tools, const store::Snapshot& snapshot, Instant now)
        : tools_(tools), snapshot_(snapshot), now_(now) {}

    const dialogue::Catalogue& catalogue() const override { return tools_.settings.catalogue; }
    dialogue::Word word(std::string_view text) const override { return tools_.reader->word(text); }
    std::vector<dialogue::CaseView> cases_of(MemberId member, std::size_t most) const override;
    std::optional<dialogue::CaseView> find_case(CaseId id) const override;
    std::optional<dialogue::CaseView> find_by_code(const std::string& query_code) const override;
    std::vector<dialogue::Answer> answers(CaseId id) const override;
    std::vector<std::string> clocks(CaseId id, Language language, bool to_staff) const override;
    CaseId merged_into(CaseId id) const override { return snapshot_.merged_into(id); }
    std::vector<std::string> considered(CaseId id) const override;
    std::vector<dialogue::Line> history(CaseId id, std::size_t most) const override;
    std::vector<dialogue::CaseView> queue(const dialogue::StaffMember& staff, std::size_t most) const override;
    std::vector<dialogue::PromiseView> promises(const dialogue::StaffMember& staff, std::size_t most) const override;
    dialogue::Constituency constituency(const dialogue::StaffMember& staff) const override;
    std::optional<StaffId> colleague(const dialogue::StaffMember& staff, const dialogue::CaseView& about, const std::string& name) const override;
    std::optional<std::string> leader_for(const dialogue::StaffMember& staff, const dialogue::CaseView& about) const override;
    std::vector<dialogue::DutyTask> duties(const dialogue::StaffMember& staff) const override;
    std::vector<std::pair<std::string, dialogue::Wording>> desks() const override;
    std::vector<std::pair<Instant, std::string>> readers_of(CaseId id) const override;
    std::vector<dialogue::CaseView> same_matter(const dialogue::CaseView& about, std::size_t most) const override;
    bool anyone_on_call() const override;
    std::vector<dialogue::Candidate> candidates(const dialogue::StaffMember& staff, std::size_t most) const override;
    std::optional<dialogue::Candidate> find_candidate(const dialogue::StaffMember& staff, CorrectionId id) const override;
    bool may_see(const dialogue::StaffMember& staff, const dialogue::CaseView& about) const override;

private:
    // Of a matter that representatives may hear of: is it one of this person's constituency now?
    bool speaks_for(const dialogue::StaffMember& staff, const dialogue::CaseView& about) const;
    std::optional<dialogue::Candidate> candidate(const dialogue::StaffMember& staff, const store::CorrectionRow& row) const;
    bool guarded(std::string_view subcategory) const;

    const Tools& tools_;
    const store::Snapshot& snapshot_;
    Instant now_;
};

// SHA-256 of a code a person holds; the store keeps only this.
std::string code_hash(std::string_view code);

}  // namespace bot::engine
