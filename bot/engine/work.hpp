// One unit of work in progress: the transaction, who said what, and what has been decided so far.
#pragma once

#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "dialogue/decision.hpp"
#include "engine/facts.hpp"
#include "engine/nudges.hpp"
#include "engine/tools.hpp"
#include "store/transaction.hpp"

namespace bot::engine {

// An act that the state or the role does not allow. The unit starts over and says only this message.
class Refused : public std::exception {
public:
    Refused(std::string key, CaseId about = {}) : key_(std::move(key)), about_(about) {}
    const std::string& key() const { return key_; }
    CaseId about() const { return about_; }
    const char* what() const noexcept override { return key_.c_str(); }

private:
    std::string key_;
    CaseId about_;
};

// A message whose topic stayed unclear, for whoever may look at it again after the commit.
struct SecondLook {
    CaseId about;
    InboxId words;
    Language language = Language::zh_hans;
    std::string opened_as;             // the case's sub-category as it was opened
    std::vector<std::string> offered;  // sub-categories to choose from, best first
};

// What the loops and open pages must be told after the commit.
struct Effects {
    std::vector<ConversationId> wrote_to;  // conversations with a new entry
    bool to_push = false;                  // a letter waits for a platform
    bool to_fetch = false;                 // a file waits at a platform
    bool to_remind = false;                // a timer was set
    std::vector<std::string> to_remove;    // hashes of files that nobody may find any more
    std::vector<SecondLook> to_judge;      // only while the settings ask for it
};

class Work {
public:
    Work(store::Transaction& transaction, const Tools& with, Instant at, Effects& told)
        : tx(transaction), tools(with), now(at), facts(with, transaction, at), effects(told) {}

    store::Transaction& tx;
    const Tools& tools;
    const Instant now;
    const StoreFacts facts;
    Effects& effects;

    std::optional<store::Person> person;  // who wrote; nobody when a timer acts
    InboxId words;                        // the message being handled
    std::vector<CaseId> opened;
    std::vector<CaseId> emergencies;      // that came up in this unit, by whatever way
    std::vector<CaseId> paged;            // for whom people were called in this unit
    std::string relayed_text;             // what the sender wrote, for the person in charge
    std::vector<Nudge> nudges;            // to colleagues, sent together at the end of the unit
    std::string query_code;               // made for an anonymous case in this unit
    struct Written {
        LetterId letter;
        store::LetterState state = store::LetterState::kept;
    };
    std::optional<Written> written;       // the last letter of this unit
    bool step_changed_elsewhere = false;  // an effect has already moved the sender's conversation

    CaseId resolve(const dialogue::CaseRef& ref) const;
    dialogue::CaseView view(const dialogue::CaseRef& ref) const;  // throws Refused when there is no such case

    // Renders and puts a letter to the sender, or to another conversation.
    void say(const dialogue::Draft& draft);
    void say_to(ConversationId to, const dialogue::Draft& draft);
    void write(ConversationId to, const std::string& key, std::optional<CaseId> about,
               const templates::Values& values = {}, bool quotes = false,
               std::optional<std::string> idempotency_key = std::nullopt);
    void write_text(const store::Person& to, std::string_view key, const templates::Rendered& rendered, CaseId about,
                    bool quotes, std::optional<std::string> idempotency_key = std::nullopt);

    void event(CaseId about, std::string_view kind, std::optional<CaseStatus> from = std::nullopt,
               std::optional<CaseStatus> to = std::nullopt, std::string_view detail = {}, InboxId of_words = {});
    // Moves the case and writes it down; throws Refused when core/lifecycle does not let whoever acts do so.
    void move(const dialogue::CaseView& about, CaseStatus to, std::string_view kind, std::string_view detail = {});
    // Throws Refused when the sender is no staff member, or a representative who is not on call: they look, and do nothing.
    StaffId acting_staff() const;
    bool sender_represents() const { return person && person->staff && dialogue::represents(person->staff->role); }

    // Who works at a desk; of the desk that takes over when nobody does.
    std::vector<store::StaffRow> people_of(std::string desk) const;
    // Tells the people of the case's desk; the desk that takes over when nobody works there.
    void notify_desk(const dialogue::CaseView& about, const std::string& key, bool always);
    void set_step_of(ConversationId conversation, dialogue::Step step, CaseId about, std::string_view expecting = {});

    calendar::Due due_for(const dialogue::Subcategory& topic, Instant from) const;

private:
    std::string rendered_lines(const dialogue::Draft& draft, Language language) const;
    templates::Values values_for(const dialogue::Draft& draft, Language language) const;
    templates::Values values_about(const dialogue::CaseView& about, Language language, const std::vector<std::string>& wanted) const;
};

// Carries out one effect of a decision.
void apply(Work& work, const dialogue::Effect& effect);

// First page now; the next ones are timers. `occurrence` counts from 0.
void page_on_call(Work& work, const dialogue::CaseView& about, int occurrence);
// At the end of a unit: nobody had people called for an emergency, because its topic alone shows it.
void page_unpaged(Work& work);

// A due timer of the crisis protocol. True when it did something worth counting.
void fire(Work& work, const store::ReminderRow& reminder);

}  // namespace bot::engine
