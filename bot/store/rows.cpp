#include "store/rows.hpp"

#include <array>
#include <stdexcept>
#include <utility>

namespace bot::store {
namespace {

using dialogue::IdentityMode;
using dialogue::Urgency;

constexpr char unit_separator = '\x1f';
constexpr char record_separator = '\x1e';

template <class E, std::size_t N>
using Codes = std::array<std::pair<E, std::string_view>, N>;

constexpr Codes<LetterState, 6> letter_states{{{LetterState::kept, "kept"},
                                               {LetterState::pending, "pending"},
                                               {LetterState::sent, "sent"},
                                               {LetterState::dead, "dead"},
                                               {LetterState::unreachable, "unreachable"},
                                               {LetterState::dropped, "dropped"}}};
constexpr Codes<Urgency, 6> urgencies{{{Urgency::p0, "P0"},
                                       {Urgency::p1, "P1"},
                                       {Urgency::p2a, "P2a"},
                                       {Urgency::p2b, "P2b"},
                                       {Urgency::p2c, "P2c"},
                                       {Urgency::p3, "P3"}}};
constexpr Codes<IdentityMode, 3> identities{{{IdentityMode::named, "named"},
                                             {IdentityMode::confidential, "confidential"},
                                             {IdentityMode::anonymous, "anonymous"}}};
constexpr Codes<Language, 2> languages{{{Language::zh_hans, "zh-Hans"}, {Language::en, "en"}}};

template <class E, std::size_t N>
std::string_view code_of(const Codes<E, N>& table, E value) {
    for (const auto& [one, code] : table) {
        if (one == value) return code;
    }
    throw std::logic_error("a value without a code");
}

template <class E, std::size_t N>
E value_of(const Codes<E, N>& table, std::string_view code) {
    for (const auto& [one, name] : table) {
        if (name == code) return one;
    }
    throw std::runtime_error("the data file holds an unknown code");
}

}  // namespace

std::string_view to_code(LetterState state) { return code_of(letter_states, state); }
std::string_view to_code(Urgency urgency) { return code_of(urgencies, urgency); }
Urgency urgency_of(std::string_view code) { return value_of(urgencies, code); }
std::string_view to_code(IdentityMode mode) { return code_of(identities, mode); }
IdentityMode identity_of(std::string_view code) { return value_of(identities, code); }
std::string_view to_code(Language language) { return code_of(languages, language); }
Language language_of(std::string_view code) { return value_of(languages, code); }

std::string pack_choices(const std::vector<Choice>& choices) {
    std::string packed;
    for (const auto& choice : choices) {
        if (!packed.empty()) packed += record_separator;
        packed += choice.label;
        packed += unit_separator;
        packed += choice.say;
    }
    return packed;
}

std::vector<Choice> unpack_choices(std::string_view packed) {
    std::vector<Choice> choices;
    while (!packed.empty()) {
        const auto end = std::min(packed.find(record_separator), packed.size());
        const auto one = packed.substr(0, end);
        const auto middle = std::min(one.find(unit_separator), one.size());
        choices.push_back({std::string(one.substr(0, middle)),
                           std::string(middle < one.size() ? one.substr(middle + 1) : std::string_view{})});
        packed.remove_prefix(std::min(end + 1, packed.size()));
    }
    return choices;
}

}  // namespace bot::store
