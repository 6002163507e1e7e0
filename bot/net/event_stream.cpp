// Event streams between routes on any thread and their connection on the io thread.
#include "net/event_stream.hpp"

#include <algorithm>
#include <utility>

namespace bot::net {
namespace {

void append_field(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ");
    std::copy_if(value.begin(), value.end(), std::back_inserter(out),
                 [](char c) { return c != '\r' && c != '\n' && c != '\0'; });
    out += '\n';
}

}  // namespace

void append_event(std::string& out, std::string_view id, std::string_view event, std::string_view data) {
    if (!id.empty()) append_field(out, "id", id);
    if (!event.empty()) append_field(out, "event", event);
    for (;;) {
        const auto end = data.find_first_of("\r\n");
        out.append("data: ").append(data.substr(0, end)) += '\n';
        if (end == std::string_view::npos) break;
        data.remove_prefix(end + (data.substr(end).starts_with("\r\n") ? 2 : 1));
    }
    out += '\n';
}

void LiveStream::push(std::string_view id, std::string_view event, std::string_view data) {
    const std::lock_guard lock(mutex_);
    if (state_ != State::open) return;
    append_event(pending_, id, event, data);
    if (pending_.size() + in_flight_ > max_pending) {
        state_ = State::overflowed;
        pending_ = {};
        stirred_ = false;  // told even to a connection that has been stirred and waits for room
    }
    stir_locked();
}

void LiveStream::close() {
    const std::lock_guard lock(mutex_);
    if (state_ != State::open) return;
    state_ = State::closing;
    stir_locked();
}

bool LiveStream::closed() const {
    const std::lock_guard lock(mutex_);
    return state_ != State::open;
}

bool LiveStream::overflowed() const {
    const std::lock_guard lock(mutex_);
    return state_ == State::overflowed;
}

void LiveStream::on_closed(std::function<void()> told) {
    const std::lock_guard lock(mutex_);
    if (state_ == State::gone) {
        mailbox_->put(std::move(told));
    } else {
        told_ = std::move(told);
    }
}

LiveStream::Next LiveStream::take(std::string& out) {
    const std::lock_guard lock(mutex_);
    stirred_ = false;
    out.clear();
    in_flight_ = 0;
    if (state_ == State::overflowed) return Next::cut_off;
    if (!pending_.empty()) {
        out.swap(pending_);
        in_flight_ = out.size();
        return Next::text;
    }
    return state_ == State::open ? Next::nothing : Next::end;
}

void LiveStream::connection_gone() {
    const std::lock_guard lock(mutex_);
    if (state_ == State::gone) return;
    state_ = State::gone;
    pending_ = {};
    // Posted, not called: the connection may be ending in the middle of somebody else's call.
    if (told_) mailbox_->put(std::exchange(told_, nullptr));
}

// One message to the io thread for any number of pushes until the connection has looked.
void LiveStream::stir_locked() {
    if (stirred_) return;
    stirred_ = true;
    mailbox_->put([taker = taker_] {
        if (const auto there = taker.lock()) there->stream_stirred();
    });
}

}  // namespace bot::net
