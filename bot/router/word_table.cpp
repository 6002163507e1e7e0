#include "router/word_table.hpp"

#include <array>
#include <utility>

namespace bot::router {
namespace {

using dialogue::Command;
using dialogue::Word;

constexpr auto keys = std::to_array<std::pair<std::string_view, Word>>({
    {"human", Word::human},
    {"progress", Word::progress},
    {"add", Word::add},
    {"urge", Word::urge},
    {"withdraw", Word::withdraw},
    {"reopen", Word::reopen},
    {"rate", Word::rate},
    {"not_this", Word::not_this},
    {"who_can_see", Word::who_can_see},
    {"how_counted", Word::how_counted},
    {"export_data", Word::export_data},
    {"erase_data", Word::erase_data},
    {"withdraw_consent", Word::withdraw_consent},
    {"stop", Word::stop},
    {"subscribe", Word::subscribe},
    {"by_night", Word::by_night},
    {"by_day", Word::by_day},
    {"privacy", Word::privacy},
    {"done", Word::done},
    {"anonymous", Word::anonymous},
    {"confidential", Word::confidential},
    {"named", Word::named},
    {"menu", Word::menu},
    {"cost", Word::cost},
    {"phone", Word::phone},
    {"explain", Word::explain},
    {"greeting", Word::greeting},
    {"thanks", Word::thanks},
    {"fine", Word::fine},
    {"agree", Word::agree},
    {"disagree", Word::disagree},
    {"cancel", Word::cancel},
    {"bind", Word::bind},
    {"skip", Word::skip},
    {"yes", Word::yes},
    {"no", Word::no},
    {"erase_sure", Word::erase_sure},
    {"met", Word::met},
    {"partly", Word::partly},
    {"not_met", Word::not_met},
    {"court", Word::court},
    {"arbitration", Word::arbitration},
    {"hospital", Word::hospital},
    {"authority", Word::authority},
    {"from_member", Word::from_member},
    {"queue", Word::queue},
    {"take", Word::take},
    {"reply", Word::reply},
    {"transfer", Word::transfer},
    {"refuse", Word::refuse},
    {"finish", Word::finish},
    {"note", Word::note},
    {"correct", Word::correct},
    {"release", Word::release},
    {"look", Word::look},
    {"resend", Word::resend},
    {"lessons", Word::lessons},
    {"learn", Word::learn},
    {"leave_out", Word::leave_out},
    {"alike", Word::alike},
    {"due", Word::due},
    {"contacted", Word::contacted},
    {"follow_up", Word::follow_up},
    {"hold", Word::hold},
    {"resume", Word::resume},
    {"extend", Word::extend},
    {"approve", Word::approve},
    {"disapprove", Word::disapprove},
    {"help_wanted", Word::help_wanted},
    {"says_solved", Word::says_solved},
    {"hand_on", Word::hand_on},
    {"later", Word::later},
    {"duties", Word::duties},
    {"duty_done", Word::duty_done},
    {"handed_over", Word::handed_over},
    {"broadcast", Word::broadcast},
    {"send_out", Word::send_out},
    {"joint", Word::joint},
    {"task_done", Word::task_done},
    {"tell", Word::tell},
    {"merge", Word::merge},
    {"unmerge", Word::unmerge},
    {"split", Word::split},
    {"promise", Word::promise},
    {"kept", Word::kept},
    {"promises", Word::promises},
    {"clock", Word::clock},
    {"not_needed", Word::not_needed},
});

}  // namespace

std::optional<Command> word_for(std::string_view key) {
    Command command;
    command.word = Word::language;
    if (key == "zh") return command;
    command.language = Language::en;
    if (key == "en") return command;
    command.language = Language::zh_hans;
    for (const auto& [name, word] : keys) {
        if (name != key) continue;
        command.word = word;
        return command;
    }
    return std::nullopt;
}

bool takes_number(Word word) {
    switch (word) {
        case Word::progress:
        case Word::add:
        case Word::urge:
        case Word::withdraw:
        case Word::reopen:
        case Word::rate:
        case Word::not_this:
        case Word::who_can_see:
        case Word::how_counted:
        case Word::anonymous:
        case Word::confidential:
        case Word::named:
        case Word::human:
            return true;
        default:
            return false;
    }
}

bool takes_rest(Word word) {
    switch (word) {
        case Word::add:
        case Word::take:
        case Word::reply:
        case Word::transfer:
        case Word::refuse:
        case Word::finish:
        case Word::note:
        case Word::correct:
        case Word::release:
        case Word::look:
        case Word::alike:
        case Word::due:
        case Word::contacted:
        case Word::follow_up:
        case Word::hold:
        case Word::resume:
        case Word::extend:
        case Word::approve:
        case Word::disapprove:
        case Word::help_wanted:
        case Word::says_solved:
        case Word::hand_on:
        case Word::later:
        case Word::duty_done:
        case Word::handed_over:
        case Word::send_out:
        case Word::joint:
        case Word::task_done:
        case Word::tell:
        case Word::merge:
        case Word::unmerge:
        case Word::split:
        case Word::promise:
        case Word::clock:
        case Word::kept:
            return true;
        default:
            return false;
    }
}

bool takes_item(Word word) { return word == Word::learn || word == Word::leave_out || word == Word::skip; }

bool stands_alone(Word word) {
    if (word == Word::bind || word == Word::learn || word == Word::leave_out) return false;
    if (word == Word::tell) return true;  // of a member it asks how things stand
    return !takes_rest(word) || takes_number(word);
}

}  // namespace bot::router
