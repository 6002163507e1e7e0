// What happens to an exception that reaches the top of the loop, a session or a callback: one log line, one
// count.
#pragma once

#include <exception>
#include <string_view>

namespace bot::net {

// `where` is a word of the program's own, like "posted_work".
void report_escaped(std::string_view where, const std::exception_ptr& thrown) noexcept;

// Runs `work`; true when it returned normally.
template <class Work>
bool run_guarded(std::string_view where, Work&& work) noexcept {
    try {
        work();
        return true;
    } catch (...) {
        report_escaped(where, std::current_exception());
        return false;
    }
}

}  // namespace bot::net
