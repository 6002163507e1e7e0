// The catalogue of requests as plain values: what members ask for, who handles it, what is asked back.
// Filled by `config` from config/catalogue/*.toml; read by handlers, router, engine. Never changed while in use:
// a reload makes a new one.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/message.hpp"

namespace bot::dialogue {

// A text in every language the union writes in. Chinese is always there; English may be empty and then
// falls back to Chinese.
struct Wording {
    std::string zh;
    std::string en;
    const std::string& in(Language language) const { return language == Language::en && !en.empty() ? en : zh; }
};

enum class Urgency { p0, p1, p2a, p2b, p2c, p3 };  // workflow levels: emergency, urgent, enquiry, ordinary, coordinated, complex
inline bool is_pressing(Urgency urgency) { return urgency == Urgency::p0 || urgency == Urgency::p1; }  // waits for no morning

enum class IdentityMode { named, confidential, anonymous };  // 实名, 对单位保密, 匿名

enum class FieldType { text, number, money, date, date_or_text, choice, attachment, phone, unit, person_list };

struct Option {
    Wording label;
};

// One thing the bot may ask. Asked in words; answered by words, a digit, a photo, a voice note or a place.
struct Field {
    std::string key;
    FieldType type = FieldType::text;
    bool sensitive = false;  // health, money, family: asked for only after a consent of its own
    Wording label;           // for staff and summaries
    Wording ask;             // the question to the member
    std::vector<Option> options;  // for FieldType::choice
};

// How long a promise may take. Working time uses the desk's calendar, wall time does not.
struct Limits {
    bool wall_clock = false;
    std::int64_t first_contact_minutes = 0;  // 0: use first_contact_working_days
    int first_contact_working_days = 0;
    std::int64_t reply_minutes = 0;          // 0: use reply_working_days
    int reply_working_days = 0;
};

struct Subcategory {
    std::string id;        // "rights.wage"
    std::string category;  // "rights"
    Wording name;
    Wording description;
    Wording heard;         // the first line to somebody in trouble, before any business; may be empty
    Urgency urgency = Urgency::p2b;
    std::string desk;      // key of the desk that handles it
    std::string limits;    // key into Catalogue::limits
    IdentityMode identity = IdentityMode::named;
    bool restricted = false;          // only the restricted team sees it
    bool sensitive = false;           // holds sensitive personal information
    bool auto_close = false;          // may be closed by the no-answer rule
    bool common = true;               // many of them in one place make a common issue; signing up does not
    bool answer_alone = false;        // pure information the bot may give without a person
    std::vector<std::string> questions;  // field keys, in the order to ask; at most two are asked
    std::vector<std::string> fields;     // all field keys, taken when offered
    std::vector<Wording> first_reply;    // points for whoever writes the first reply
    std::vector<Wording> evidence;       // what helps, for member and staff
    std::vector<Wording> next_steps;     // staff checklist
    std::vector<std::string> disclaimers;  // keys into Catalogue::disclaimers
    std::vector<std::string> hotlines;     // numbers worth telling for this matter, keys into Catalogue::hotlines
    std::vector<Wording> escalate_if;
};

struct Category {
    std::string id;
    Wording name;
    Wording description;
    std::vector<std::string> subcategories;
};

struct Hotline {
    std::string number;
    Wording name;
    Wording use;
    Wording hours;
    std::string verified_on;  // YYYY-MM-DD; empty: never. Shown only while younger than 12 months, five lines excepted
};

struct Catalogue {
    std::vector<Category> categories;  // in menu order
    std::map<std::string, Subcategory, std::less<>> subcategories;
    std::map<std::string, Field, std::less<>> fields;
    std::map<std::string, Limits, std::less<>> limits;
    std::map<std::string, Wording, std::less<>> disclaimers;
    std::vector<Hotline> hotlines;

    const Subcategory* find(std::string_view id) const {
        const auto at = subcategories.find(id);
        return at == subcategories.end() ? nullptr : &at->second;
    }
    const Field* field(std::string_view key) const {
        const auto at = fields.find(key);
        return at == fields.end() ? nullptr : &at->second;
    }
};

}  // namespace bot::dialogue
