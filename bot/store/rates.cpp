// The limits that were promised, how they were kept, and the sums of both.
#include "store/sqlite/connection.hpp"
#include "store/transaction.hpp"

namespace bot::store {

RateCounts& RateCounts::operator+=(const RateCounts& other) {
    cases += other.cases;
    contacted += other.contacted;
    replied += other.replied;
    extended += other.extended;
    answered += other.answered;
    solved += other.solved;
    partly += other.partly;
    asked += other.asked;
    rated += other.rated;
    pleased += other.pleased;
    return *this;
}

std::vector<RateRow> Snapshot::rates(Instant from, Instant to, RatesBy by) const {
    std::vector<RateRow> rows;
    auto row = db_.run("rates_by", from, to, to_code(by));
    while (row->step()) {
        RateRow one;
        one.sealed = row->integer(0) != 0;
        one.group = row->text(1);
        int column = 1;
        for (auto* sum : {&one.counts.cases, &one.counts.contacted, &one.counts.replied, &one.counts.extended, &one.counts.answered, &one.counts.solved,
                          &one.counts.partly, &one.counts.asked, &one.counts.rated, &one.counts.pleased}) {
            *sum = row->integer(++column);
        }
        rows.push_back(std::move(one));
    }
    return rows;
}

bool Transaction::set_limit(CaseId id, int nth, Instant due, Instant contact_due) {
    return db_.change("limit_set", id, static_cast<std::int64_t>(nth), due, contact_due) == 1;
}

void Transaction::limit_accepted(CaseId id, StaffId handler) { db_.change("limit_handler", id, handler); }
void Transaction::limit_contacted(CaseId id, Instant at) { db_.change("limit_contacted", id, at); }
void Transaction::limit_replied(CaseId id, Instant at, std::string_view outcome) { db_.change("limit_replied", id, at, outcome); }
void Transaction::limit_solved(CaseId id, bool solved) { db_.change("limit_solved", id, std::int64_t{solved}); }
void Transaction::limit_satisfied(CaseId id, int points) { db_.change("limit_satisfied", id, std::int64_t{points}); }
void Transaction::limit_extended(CaseId id) { db_.change("limit_extended", id); }
void Transaction::limit_withdrawn(CaseId id) { db_.change("limit_withdrawn", id); }
void Transaction::limit_left_out(CaseId id, bool out) { db_.change("limit_left_out", id, std::int64_t{out}); }

}  // namespace bot::store
