// Reports escaped exceptions by type only: what() of a parser may quote a member's words.
#include "net/escaped.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <typeinfo>

#include "observe/log.hpp"
#include "observe/metrics.hpp"

namespace bot::net {
namespace {

// The mangled name as a log word: lower case, at most 64 characters.
std::string type_word(const std::type_info& type) {
    std::string word = type.name();
    word.resize(std::min<std::size_t>(word.size(), 64));
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return word;
}

std::string word_of(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& known) {
        return type_word(typeid(known));
    } catch (...) {
        return "unknown";
    }
}

}  // namespace

void report_escaped(std::string_view where, const std::exception_ptr& thrown) noexcept {
    try {
        observe::count("loop_exceptions_total");
        observe::log(observe::Level::error, "exception_escaped",
                     {observe::Field::code("where", where), observe::Field::code("type", word_of(thrown))});
    } catch (...) {  // out of memory while reporting: the loop still goes on
        return;
    }
}

}  // namespace bot::net
