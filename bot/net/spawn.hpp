// Starts background coroutines so that an exception which leaves one is logged and counted, never dropped.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <string_view>
#include <utility>

#include "net/asio.hpp"
#include "net/escaped.hpp"

namespace bot::net {

// `name` is a literal like "accept".
inline void spawn(const Executor& executor, std::string_view name, Task<> work) {
    asio::co_spawn(executor, std::move(work), [name](std::exception_ptr thrown) {
        if (thrown) report_escaped(name, thrown);
    });
}

}  // namespace bot::net
