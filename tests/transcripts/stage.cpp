#include "stage.hpp"

#include <condition_variable>
#include <fmt/format.h>
#include <mutex>

#include "engine/wording.hpp"
#include "store/sqlite/connection.hpp"

namespace transcripts {

using namespace bot;

namespace {

constexpr const char* account = "web";

std::string indented(const std::string& text) {
    std::string out;
    for (const char c : text) {
        out += c;
        if (c == '\n') out += "      ";
    }
    return out;
}

template <class T>
T value(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().detail);
    return std::move(*result);
}

}  // namespace

Stage::Stage(std::shared_ptr<const engine::Tools> tools, std::string folder)
    : tools_(std::move(tools)),
      clock_(from_ms(1772413200000)),  // Monday 2026-03-02 09:00 in China
      store_(value(store::open_sqlite(folder))),
      engine_(tools_, clock_),
      gate_(engine_, *store_, [](const engine::Effects&) {}) {
    if (const auto prepared = store_->submit_and_wait(engine_.prepare()); !prepared) {
        throw std::runtime_error(prepared.error().detail);
    }
}

std::string Stage::play(const std::vector<Line>& lines) {
    std::string out;
    for (const auto& line : lines) {
        out += line.raw + "\n";
        happen(line, out);
        write_news(out);
    }
    return out;
}

void Stage::happen(const Line& line, std::string& out) {
    switch (line.kind) {
        case Line::Kind::comment:
        case Line::Kind::empty: return;
        case Line::Kind::at: return wait_until(calendar::to_utc(tools_->settings.calendar, line.at), out);
        case Line::Kind::wait: return wait_until(clock_.now() + line.amount, out);
        case Line::Kind::staff: return add_staff(line);
        case Line::Kind::unit:
        case Line::Kind::roster:
        case Line::Kind::seat:
        case Line::Kind::suspend:
        case Line::Kind::code: return add_to_lists(line);
        case Line::Kind::on_call:
            (void)store_->submit_and_wait([&](store::Transaction& tx) {
                std::vector<StaffId> order;
                for (const auto& name : line.names) {
                    for (const auto& one : tx.staff()) {
                        if (one.who.name == name) order.push_back(one.who.id);
                    }
                }
                tx.set_on_call(order);
            });
            return;
        case Line::Kind::says: return say(line);
        case Line::Kind::blocked: {
            Inbound message;
            message.sender = line.who;
            message.kind = InboundKind::blocked;
            return take(std::move(message));
        }
    }
}

void Stage::say(const Line& line) {
    Inbound message;
    message.sender = line.who;
    message.text = line.words;
    // "[photo] caption", "[voice]", "[location]" stand for what is not text.
    const auto cut = [&](std::string_view mark) {
        if (!message.text.starts_with(mark)) return false;
        message.text.erase(0, std::min(mark.size() + 1, message.text.size()));
        return true;
    };
    if (cut("[photo]")) message.media.push_back({MediaKind::photo, "file-1", {}, "image/jpeg", 1000});
    if (cut("[voice]")) message.media.push_back({MediaKind::voice, "file-2", {}, "audio/ogg", 1000});
    if (cut("[location]")) message.location = Location{31.2, 121.5};
    take(std::move(message));
}

void Stage::take(Inbound message) {
    message.account = account;
    message.message_id = fmt::format("{}", ++messages_);
    message.raw = message.text;
    clock_.advance(std::chrono::seconds{5});  // people need a moment to type
    std::mutex mutex;
    std::condition_variable wake;
    bool done = false;
    std::optional<Error> failed;
    std::vector<Inbound> one;
    one.push_back(std::move(message));
    gate_.take(std::move(one), [&](Result<std::vector<engine::Taken>> taken) {
        const std::lock_guard lock(mutex);
        if (!taken) failed = taken.error();
        done = true;
        wake.notify_one();
    });
    std::unique_lock lock(mutex);
    wake.wait(lock, [&] { return done; });
    if (failed) throw std::runtime_error(failed->detail);
}

void Stage::wait_until(Instant until, std::string& out) {
    while (true) {
        std::optional<Instant> next;
        (void)store_->read_and_wait([&](store::Snapshot& snapshot) { next = snapshot.next_reminder_at(); });
        const bool timer = next && *next <= until;
        if (timer && *next > clock_.now()) clock_.set(*next);
        if (!timer) clock_.set(until);
        auto effects = std::make_shared<engine::Effects>();
        (void)store_->submit_and_wait(engine_.tick(effects));
        if (!timer) return;
        const auto local = calendar::to_local(tools_->settings.calendar, clock_.now());
        const auto time = std::chrono::hh_mm_ss{std::chrono::floor<std::chrono::seconds>(
            local - std::chrono::floor<std::chrono::days>(local))};
        const auto before = out.size();
        write_news(out);
        if (out.size() > before) {
            out.insert(before, fmt::format("  ({:02}:{:02}:{:02})\n", time.hours().count(), time.minutes().count(),
                                           time.seconds().count()));
        }
    }
}

void Stage::add_staff(const Line& line) {
    (void)store_->submit_and_wait([&](store::Transaction& tx) {
        const auto id = tx.add_staff(line.who, dialogue::role_of(line.role).value(), line.desk, clock_.now());
        const auto in = tx.welcome(tx.account(account).value(), line.who, Language::zh_hans, clock_.now());
        tx.invite(id, engine::code_hash(line.who), clock_.now() + Millis{1000});
        tx.use_invitation(engine::code_hash(line.who), in.conversation, clock_.now());
    });
}

// unit CODE [PARENT], roster NUMBER UNIT, code NUMBER CODE, seat STAFF UNIT DAYS [KIND [STATE AFTER]]: for so many
// days, from now or so many days later; suspend STAFF: all seats.
void Stage::add_to_lists(const Line& line) {
    const auto& words = line.names;
    const auto done = store_->submit_and_wait([&](store::Transaction& tx) {
        const auto unit = [&](const std::string& code) { return tx.unit_named(code).value().id; };
        if (line.kind == Line::Kind::unit) {
            tx.put(store::UnitRow{{}, words[0], words[0], store::UnitKind::other, words.size() > 1 ? unit(words[1]) : UnitId{}, true});
        } else if (line.kind == Line::Kind::roster) {
            store::RosterRow person;
            person.number = words.at(0);
            person.name = words.at(0);
            person.unit = unit(words.at(1));
            tx.put(person);
        } else if (line.kind == Line::Kind::code) {
            tx.set_member_code(tx.roster_person(words.at(0)).value().id, engine::code_hash(words.at(1)),
                               clock_.now() + std::chrono::hours{30 * 24});
        } else if (line.kind == Line::Kind::suspend) {
            for (const auto& one : tx.staff()) {
                if (one.who.name != words.at(0)) continue;
                for (const auto& seat : tx.seats_of(one.who.id, clock_.now())) tx.set_seat(seat.id, seat.until, store::SeatState::suspended);
            }
        } else {
            store::SeatRow seat;
            for (const auto& one : tx.staff()) {
                if (one.who.name == words.at(0)) seat.staff = one.who.id;
            }
            seat.constituency = unit(words.at(1));
            seat.from = clock_.now();
            seat.until = clock_.now() + std::chrono::hours{24} * std::stoi(words.at(2));
            if (words.size() > 3) seat.kind = store::seat_kind_of(words[3]).value();
            if (words.size() > 4) seat.state = store::seat_state_of(words[4]).value();
            if (words.size() > 5) {
                const auto later = std::chrono::hours{24} * std::stoi(words[5]);
                seat.from += later;
                seat.until += later;
            }
            tx.put(seat);
        }
    });
    if (!done) throw std::runtime_error(done.error().detail);
}

std::string Stage::name_of(ConversationId conversation) {
    std::string name;
    (void)store_->read_and_wait([&](store::Snapshot& snapshot) {
        if (const auto person = snapshot.person_in(conversation)) name = person->external_id;
    });
    return name;
}

void Stage::write_news(std::string& out) {
    struct News {
        ConversationId to;
        std::string key, body, choices;
    };
    std::vector<News> letters;
    std::vector<std::pair<std::int64_t, std::string>> cases;
    (void)store_->read_and_wait([&](store::Snapshot& snapshot) {
        auto row = snapshot.connection().run("letters_after", last_letter_);
        while (row->step()) {
            last_letter_ = row->integer(0);
            letters.push_back({ConversationId{row->integer(1)}, row->text(2), row->text(3), row->text(4)});
        }
        auto one = snapshot.connection().run("cases_all");
        while (one->step()) {
            const auto due = one->maybe_integer(5);
            cases.emplace_back(one->integer(0),
                               fmt::format("{} {} {} desk={} {} due={}", with_check_digit(one->integer(0)), one->text(1),
                                           one->text(2), one->text(3), one->text(4),
                                           due ? engine::moment(*tools_, Language::en, from_ms(*due)) : "-"));
        }
    });
    for (const auto& letter : letters) {
        out += fmt::format("  → {} [{}] {}\n", name_of(letter.to), letter.key, indented(letter.body));
        std::string buttons;
        for (const auto& choice : store::unpack_choices(letter.choices)) buttons += fmt::format(" ({})", choice.label);
        if (!buttons.empty()) out += fmt::format("     {}\n", buttons);
    }
    for (const auto& [id, line] : cases) {
        if (cases_[id] == line) continue;
        cases_[id] = line;
        out += fmt::format("  = case {}\n", line);
    }
}

}  // namespace transcripts
