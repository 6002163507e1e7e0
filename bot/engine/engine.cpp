#include "engine/engine.hpp"

#include <fmt/format.h>

#include <atomic>

#include "engine/reminders.hpp"
#include "engine/second_look.hpp"
#include "engine/wording.hpp"
#include "observe/log.hpp"
#include "observe/metrics.hpp"
#include "router/order.hpp"
#include "store/sqlite/connection.hpp"

namespace bot::engine {
namespace {

using dialogue::Decision;
using dialogue::Turn;

std::string_view kind_code(const Inbound& message) {
    switch (message.kind) {
        case InboundKind::message: return "message";
        case InboundKind::button: return "button";
        case InboundKind::started: return "started";
        case InboundKind::blocked: return "blocked";
        case InboundKind::edited: return "edited";
    }
    return "message";
}

// Everything one message needs while its unit runs.
class Turnover {
public:
    Turnover(store::Transaction& tx, const Tools& tools, Instant now, const Inbound& message,
             const dialogue::Reading& reading, Taken& taken)
        : tx_(tx), tools_(tools), now_(now), message_(message), reading_(reading), taken_(taken) {}

    void run() {
        if (!remember()) return;
        try {
            act();
        } catch (const store::sqlite::SqlError& error) {
            if (!error.broken_rule()) throw;  // the disk, not the talk: the sender must hear "not taken"
            failed(error);
        } catch (const Refused& refused) {
            start_over();
            refuse(refused);
        } catch (const std::exception& error) {
            failed(error);
        }
    }

private:
    // The sender, their conversation and the message. False: this message was here before.
    bool remember() {
        const auto account = tx_.account(message_.account);
        if (!account) throw std::runtime_error("an account that was never prepared");
        person_ = tx_.person(*account, message_.sender);
        first_contact_ = !person_;
        if (!person_) person_ = tx_.welcome(*account, message_.sender, reading_.language, now_);
        store::NewInbound row;
        row.account = *account;
        row.platform_message_id = message_.message_id;
        row.conversation = person_->conversation;
        row.previous = person_->at.previous_words;
        row.at = now_;
        row.kind = kind_code(message_);
        row.text = message_.text;
        const auto id = tx_.remember_inbound(row);
        if (!id) {
            taken_.repeated = true;
            if (const auto before = tx_.find_inbound(*account, message_.message_id)) {
                taken_.id = before->first;
                taken_.at = before->second;
            }
            return false;
        }
        words_ = *id;
        taken_.id = *id;
        taken_.at = now_;
        for (const auto& media : message_.media) {
            tx_.want_attachment(words_, *account, person_->conversation, media, now_);
            taken_.effects.to_fetch |= media.sha256.empty();
        }
        return true;
    }

    void failed(const std::exception& error) {
        observe::log(observe::Level::error, "turn_failed",
                     {observe::Field::operator_detail("detail", error.what()), observe::Field("message", words_)});
        start_over();
        keep_stuck();
    }

    void start_over() {
        tx_.restart();
        taken_ = Taken{};
        remember();
    }

    Turn turn() const {
        Turn turn{{}, person_->staff, person_->at, message_, reading_, now_};
        turn.member.id = person_->member;
        turn.member.language = person_->language;
        turn.member.consented = person_->consent_version >= notice_version;
        turn.member.ask_only = person_->ask_only;
        turn.member.notice_shown = person_->notice_version >= notice_version;
        turn.member.first_contact = first_contact_;
        turn.member.preferred_name = person_->preferred_name;
        turn.local_hour = local_hour(tools_, now_);
        turn.quiet_window = tools_.settings.timing.quiet_window;
        const auto limits = tools_.reader->thresholds();
        turn.sure_threshold = tools_.settings.timing.sure_threshold.value_or(limits.sure);
        turn.likely_threshold = std::min(turn.sure_threshold, static_cast<double>(limits.likely));
        return turn;
    }

    Work work() {
        Work work(tx_, tools_, now_, taken_.effects);
        work.person = person_;
        work.words = words_;
        work.relayed_text = message_.text;
        taken_.effects.wrote_to.push_back(person_->conversation);  // their own words show in their other windows
        return work;
    }

    void act() {
        if (message_.kind == InboundKind::blocked) return left();
        if (!person_->reachable) {
            taken_.effects.to_push |= tx_.found_again(person_->conversation, now_);
            person_->reachable = true;  // the answer to this very message must go out
        }
        auto doing = work();
        if (message_.kind == InboundKind::edited) return changed_words(doing);
        const auto now_turn = turn();
        const auto name = router::choose(now_turn);
        const auto decision = tools_.handlers.at(std::string(name))->handle(now_turn, doing.facts);
        for (const auto& effect : decision.effects) apply(doing, effect);
        page_unpaged(doing);
        for (const auto& draft : decision.drafts) doing.say(draft);
        send_nudges(doing);
        if (auto look = second_look(now_turn, decision, doing)) taken_.effects.to_judge.push_back(std::move(*look));
        finish(doing, decision, name);
    }

    void finish(Work& doing, const Decision& decision, std::string_view handler) {
        auto at = doing.person->at;
        if (decision.next) {
            at.step = decision.next->step;
            at.about = decision.next->about ? doing.resolve(*decision.next->about) : CaseId{};
            at.expecting = decision.next->expecting;
            at.asked = decision.next->asked;
        }
        tx_.save_conversation(at, words_, now_, doing.person->last_letter);
        const auto actor = fmt::format("{}{}", doing.person->staff ? 's' : 'm',
                                       doing.person->staff ? doing.person->staff->id.value : doing.person->member.value);
        tx_.audit(now_, actor, handler, at.about,
                  fmt::format("{} {} {}", words_.value, static_cast<int>(reading_.command.word), reading_.safety.signal));
    }

    // The platform says the member went away: nothing can be sent until they write again.
    void left() {
        tx_.lost(person_->conversation);
        tx_.save_conversation(person_->at, words_, now_, person_->last_letter);
        tx_.audit(now_, fmt::format("m{}", person_->member.value), "blocked", CaseId{}, "");
    }

    // A changed message is an addition to the matter, never an overwrite, and starts nothing new.
    void changed_words(Work& doing) {
        if (const auto about = doing.facts.find_case(person_->at.about); about && is_open(about->status)) {
            apply(doing, dialogue::AddWords{dialogue::CaseRef{about->id}});
        }
        finish(doing, {}, "edited");
    }

    void refuse(const Refused& refused) {
        auto doing = work();
        std::optional<dialogue::CaseRef> about;
        if (refused.about()) about = dialogue::CaseRef{refused.about()};
        doing.say({refused.key(), {}, {}, about, dialogue::To::sender, {}});
        finish(doing, {}, "refused");
    }

    // Nothing is lost: the words stay, the member gets an honest line, a person is told.
    void keep_stuck() {
        observe::count("stuck_total");
        taken_.stuck = true;
        auto doing = work();
        tx_.mark_stuck(words_, message_.raw);
        doing.say({"stuck.holding", {}, {}, std::nullopt, dialogue::To::sender, {}});
        for (const auto& one : tx_.staff_of_desk("duty")) {
            if (one.conversation == person_->conversation) continue;
            doing.write(one.conversation, "staff.stuck", std::nullopt, {{"message", fmt::format("{}", words_.value)}});
        }
        tx_.save_conversation(person_->at, words_, now_, doing.person->last_letter);
        tx_.audit(now_, "bot", "stuck", CaseId{}, fmt::format("{}", words_.value));
    }

    store::Transaction& tx_;
    const Tools& tools_;
    const Instant now_;
    const Inbound& message_;
    const dialogue::Reading& reading_;
    Taken& taken_;
    std::optional<store::Person> person_;
    InboxId words_;
    bool first_contact_ = false;
};

// One timer that cannot be carried out must not hold up all others for ever: it is set aside and shown.
void fire_safely(Work& work, const store::ReminderRow& reminder) {
    try {
        fire(work, reminder);
    } catch (const store::sqlite::SqlError&) {
        throw;
    } catch (const std::exception& error) {
        observe::log(observe::Level::error, "timer_failed",
                     {observe::Field::operator_detail("detail", error.what()), observe::Field("reminder", reminder.id)});
        work.tx.reminder_done(reminder.id, "lapsed");
    }
}

constexpr std::size_t timers_a_unit = 100;
constexpr std::size_t forgotten_a_unit = 100;
constexpr std::size_t planned_at_once = 1'000;

}  // namespace

Engine::Engine(std::shared_ptr<const Tools> tools, Clock& clock) : tools_(std::move(tools)), clock_(clock) {}

void Engine::replace_tools(std::shared_ptr<const Tools> tools) { std::atomic_store(&tools_, std::move(tools)); }

std::shared_ptr<const Tools> Engine::tools() const { return std::atomic_load(&tools_); }

dialogue::Reading Engine::read(const Inbound& message) const {
    const auto with = tools();
    auto reading = with->reader->read(message.text, message.language_hint);
    // An invitation code or an empty "start" says nothing about the language.
    if (message.kind == InboundKind::started) reading.language = message.language_hint.value_or(Language::zh_hans);
    return reading;
}

store::Store::Unit Engine::receive(Inbound message, dialogue::Reading reading, std::shared_ptr<Taken> taken) const {
    return [this, tools = tools(), message = std::move(message), reading = std::move(reading),
            taken = std::move(taken)](store::Transaction& tx) {
        *taken = Taken{};
        Turnover(tx, *tools, clock_.now(), message, reading, *taken).run();
    };
}

store::Store::Unit Engine::tick(std::shared_ptr<Effects> effects) const {
    return [this, tools = tools(), effects = std::move(effects)](store::Transaction& tx) {
        *effects = Effects{};
        const auto now = clock_.now();
        Work work(tx, *tools, now, *effects);
        for (const auto& reminder : tx.due_reminders(now, timers_a_unit)) fire_safely(work, reminder);
        send_nudges(work);
        for (const auto held : tx.held_before(now - tools->settings.timing.held_keep, forgotten_a_unit)) {
            for (auto& file : tx.forget_held(held, now)) effects->to_remove.push_back(std::move(file));
            work.event(held, "forgotten", CaseStatus::held, CaseStatus::withdrawn);
            tx.audit(now, "timer", "forgotten", held, "");
        }
    };
}

store::Store::Unit Engine::suggest(SecondLook look, std::string subcategory, std::shared_ptr<Suggested> suggested) const {
    return [this, tools = tools(), look = std::move(look), subcategory = std::move(subcategory),
            suggested = std::move(suggested)](store::Transaction& tx) {
        *suggested = Suggested{};
        Work work(tx, *tools, clock_.now(), suggested->effects);
        suggested->taken = take_suggestion(work, look, subcategory);
    };
}

store::Store::Unit Engine::prepare() const {
    return [this, tools = tools()](store::Transaction& tx) {
        for (const auto& account : tools->settings.accounts) tx.remember_account(account.key, account.platform);
        Effects effects;
        Work work(tx, *tools, clock_.now(), effects);
        // Of an older program's data.
        for (auto open = tx.cases_unplanned(planned_at_once); !open.empty(); open = tx.cases_unplanned(planned_at_once)) {
            for (const auto id : open) {
                plan_ladder(work, id);
                if (work.view(dialogue::CaseRef{id}).status == CaseStatus::awaiting_confirmation) plan_questions(work, id);
            }
        }
    };
}

}  // namespace bot::engine
