// The pushing side of an event stream: text waits here until its connection takes it.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "core/http.hpp"
#include "net/mailbox.hpp"

namespace bot::net {

// One event in the wire format of WHATWG HTML, "server-sent events". Line breaks cannot leave `id` and
// `event`.
void append_event(std::string& out, std::string_view id, std::string_view event, std::string_view data);

class StreamTaker {
public:
    virtual void stream_stirred() = 0;  // io thread: there is something to send, or the end has come

protected:
    ~StreamTaker() = default;
};

class LiveStream final : public EventStream {
public:
    LiveStream(std::weak_ptr<StreamTaker> taker, std::shared_ptr<Mailbox> mailbox)
        : taker_(std::move(taker)), mailbox_(std::move(mailbox)) {}

    void push(std::string_view id, std::string_view event, std::string_view data) override;
    void close() override;
    bool closed() const override;
    void on_closed(std::function<void()> told) override;

    // For the connection, on the io thread.
    enum class Next { text, nothing, end, cut_off };
    Next take(std::string& out);  // `out`, already written, is swapped for what waits
    bool overflowed() const;
    void connection_gone();

private:
    enum class State { open, closing, overflowed, gone };
    void stir_locked();

    const std::weak_ptr<StreamTaker>
        taker_;  // weak: the route may keep the stream longer than the connection lasts
    const std::shared_ptr<Mailbox> mailbox_;
    mutable std::mutex mutex_;
    State state_ = State::open;
    bool stirred_ = false;
    std::string pending_;
    std::size_t in_flight_ = 0;  // taken by the connection, perhaps not written yet
    std::function<void()> told_;
};

}  // namespace bot::net
