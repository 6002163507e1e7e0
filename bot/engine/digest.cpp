// The digest of the week: the one matter to see to first, numbers, duties. Numbers, topics and days, never words or names.
#include <algorithm>
#include <fmt/format.h>

#include "engine/constituency.hpp"
#include "engine/duties.hpp"
#include "engine/week.hpp"
#include "engine/wording.hpp"
#include "observe/log.hpp"
#include "observe/metrics.hpp"
#include "store/week.hpp"
#include "text/normalize.hpp"

namespace bot::engine {
namespace {

using dialogue::CaseView;
using dialogue::Draft;

constexpr std::size_t longest = 600;           // characters of the whole letter
constexpr std::size_t kept_for_digits = 80;   // of them for the line that says what digits mean

Draft line(std::string key, dialogue::Values values = {}) { return {std::move(key), std::move(values), {}, std::nullopt, dialogue::To::sender, {}}; }

// What somebody still has to do something about. What waits for the member's yes does not call for the first place.
const CaseView* first_of(const dialogue::Constituency& constituency) {
    const auto& open = constituency.open;
    const auto at = std::find_if(open.begin(), open.end(), [](const auto& one) {
        return is_unanswered(one.status) && one.status != CaseStatus::on_hold && one.due;
    });
    return at == open.end() ? nullptr : &*at;
}

std::string number(std::size_t count) { return count > 0 ? fmt::format("{}", count) : std::string(); }

// Nothing is said by leaving it out: a number that is nought has no words.
Draft counts(const Work& work, const store::SeatRow& seat, const dialogue::Constituency& constituency) {
    const auto unit = work.tx.unit(seat.constituency);
    const auto turnover = turnover_of(work.tools, work.tx, seat, work.now - std::chrono::days{7}, work.now);
    const auto late = std::count_if(constituency.open.begin(), constituency.open.end(),
                                    [&](const auto& one) { return is_unanswered(one.status) && one.due && *one.due < work.now; });
    return line("digest.counts", {{"unit", unit ? unit->name : std::string()},
                                  {"open", fmt::format("{}", constituency.open.size())},
                                  {"late", number(static_cast<std::size_t>(late))},
                                  {"fresh", number(static_cast<std::size_t>(turnover.fresh))},
                                  {"solved", number(static_cast<std::size_t>(turnover.solved))},
                                  {"sealed", number(static_cast<std::size_t>(constituency.sealed.value_or(0)))}});
}

std::size_t length_of(const Work& work, const Draft& letter, Language language) {
    std::size_t sum = 0;
    for (const auto& one : letter.lines) {
        auto values = one.values;
        if (one.about) {
            for (auto& value : case_values(work.tools, language, work.view(*one.about), work.tools.messages.values_of(language, one.key))) {
                values.push_back(std::move(value));
            }
        }
        sum += text::characters(work.tools.messages.render(language, one.key, values).text) + 1;
    }
    return sum;
}

// Whatever is too much is only counted, from the end.
void shorten(const Work& work, Draft& letter, std::size_t kept_lines, Language language) {
    std::size_t cut = 0;
    while (length_of(work, letter, language) > longest - kept_for_digits && letter.lines.size() > kept_lines + (cut > 0 ? 1 : 0)) {
        if (cut > 0) letter.lines.pop_back();
        letter.lines.pop_back();
        ++cut;
        letter.lines.push_back(line("digest.more", {{"count", fmt::format("{}", cut)}}));
    }
}

Draft letter_for(const Work& work, const store::SeatRow& seat, const Holder& holder) {
    const auto constituency = constituency_of(work.tools, work.tx, seat, work.now);
    const auto* first = first_of(constituency);
    const bool asks = first != nullptr && holder.answers;
    Draft letter{asks ? "digest.letter" : "digest.letter_only", {}, {}, std::nullopt, dialogue::To::sender, {}};
    if (first != nullptr) letter.about = dialogue::CaseRef{first->id};
    letter.lines.push_back(first != nullptr ? line_with_days("digest.first", *first, work.now) : line("digest.nothing_first"));
    letter.lines.push_back(counts(work, seat, constituency));
    const auto kept = letter.lines.size();
    for (const auto& task : duties_of(work.tools, work.tx, seat.id, work.now)) {
        if (task.due <= work.now + std::chrono::days{7}) letter.lines.push_back(duty_line(task, holder.person.language, work.now));
    }
    shorten(work, letter, kept, holder.person.language);
    return letter;
}

}  // namespace

void plan_digests(Work& work, Instant last_watch) {
    const auto week = week_of(work.tools.settings.calendar, work.now);
    // A week that was slept through is planned all the same, so that it can be seen that nobody heard anything.
    if (!week || work.now < week->opens || (work.now >= week->stale && last_watch > week->opens)) return;
    for (const auto& seat : work.tx.seats_at(work.now)) {
        if (seat.from > week->opens) continue;
        const auto key = fmt::format("{}/{}/{}", digest_kind, seat.id.value, day_code(week->monday));
        work.tx.remind(key, digest_kind, CaseId{}, static_cast<int>(seat.id.value), week->opens);
    }
}

void send_digest(Work& work, const store::ReminderRow& reminder) {
    const auto seat = work.tx.seat(SeatId{reminder.occurrence});
    const auto week = week_of(work.tools.settings.calendar, reminder.due);
    if (!seat || !week || !lasts(work, *seat)) return work.tx.reminder_done(reminder.id, "cancelled");
    const auto holder = holder_of(work.tx, *seat);
    if (!holder || work.now >= week->stale) {
        observe::log(observe::Level::warning, holder ? "digest_too_late" : "digest_to_nobody", {observe::Field("reminder", reminder.id)});
        observe::count("reminders_total", "lapsed");
        return work.tx.reminder_done(reminder.id, "lapsed");
    }
    if (puts_off(work, reminder, holder->person)) return;
    work.tx.reminder_done(reminder.id, "done");
    observe::count("reminders_total", digest_kind);
    auto letter = letter_for(work, *seat, *holder);
    const auto first = letter.about ? letter.about->id : CaseId{};
    if (first && holder->answers) return say_with_answers(work, *holder, std::move(letter), first);
    work.say_to(holder->person.conversation, letter);
}

}  // namespace bot::engine
