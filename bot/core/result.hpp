// Expected failures as values. A broken promise (violated invariant) is an exception instead.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace bot {

enum class Errc {
    bad_signature,      // the sender could not prove who it is
    malformed,          // bytes that do not follow the format
    too_large,          // over a stated limit
    unsupported,        // well formed, but nothing we take
    not_found,
    not_allowed,
    busy,               // a queue is full or a lock is held: try again
    timed_out,
    unavailable,        // a peer, a file or the store does not answer
    storage_full,
    invalid_config,
    conflict,           // somebody else was first, or the state does not allow it
};

struct Error {
    Errc code;
    std::string detail;  // for the log and the administrator, never for a member; holds no member's words
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Errc code, std::string detail) {
    return tl::unexpected<Error>(Error{code, std::move(detail)});
}

}  // namespace bot
