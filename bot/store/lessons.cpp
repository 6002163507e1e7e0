// What the router may learn from: open corrections, and the lessons that two people let stand.
#include "store/sqlite/connection.hpp"
#include "store/transaction.hpp"

namespace bot::store {

std::vector<CorrectionRow> Snapshot::open_corrections(int notice_version, CorrectionId after,
                                                      std::size_t most) const {
    std::vector<CorrectionRow> open;
    auto row = db_.run("corrections_open", after.value, static_cast<std::int64_t>(notice_version),
                       static_cast<std::int64_t>(most));
    while (row->step()) {
        open.push_back({CorrectionId{row->integer(0)}, CaseId{row->integer(1)}, StaffId{row->integer(2)},
                        row->text(3), row->text(4), row->text(5)});
    }
    return open;
}

std::vector<LessonRow> Snapshot::lessons() const {
    std::vector<LessonRow> all;
    auto row = db_.run("lessons_all");
    while (row->step()) {
        all.push_back({LessonId{row->integer(0)}, row->text(1), row->text(2), row->text(3), row->text(4),
                       row->text(5)});
    }
    return all;
}

void Transaction::decide(CorrectionId id, Decided how) {
    db_.change("correction_decide", id, std::string_view(how == Decided::learnt ? "learnt" : "left_out"));
}

LessonId Transaction::teach(const LessonRow& lesson) {
    return LessonId{db_.insert("lesson_add", std::string_view(lesson.text),
                               std::string_view(lesson.subcategory), std::string_view(lesson.urgency),
                               std::string_view(lesson.language), std::string_view(lesson.day))};
}

bool Transaction::remove_lesson(LessonId id) { return db_.change("lesson_remove", id) > 0; }

int Transaction::remove_lessons_of(MemberId member) { return db_.change("lessons_remove_of", member); }

}  // namespace bot::store
