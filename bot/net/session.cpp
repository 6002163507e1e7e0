// One connection: the coroutine, what it waits for, deadlines, closing. Requests are read in
// session_read.cpp, answers and streams written in session_reply.cpp.
#include "net/session.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

namespace bot::net {
namespace {

constexpr std::size_t read_size = 4 * 1024;  // most requests fit; also the buffer of an idle connection
constexpr std::size_t body_read_size = 16 * 1024;
constexpr std::size_t linger_bytes = 256 * 1024;
constexpr std::chrono::milliseconds linger_time{1000};

}  // namespace

Session::Session(std::shared_ptr<ServerCore> core, Socket socket, asio::ip::address peer, Welcome welcome)
    : core_(std::move(core)), socket_(std::move(socket)), peer_(std::move(peer)), welcome_(welcome) {
    begin_request();
    if (welcome_ == Welcome::turned_away) refuse(503, After::close);
}

Session::~Session() { end(); }

Task<> Session::run(std::shared_ptr<Session> session) {
    error_code failed;
    auto token = asio::redirect_error(use_task, failed);
    auto& socket = session->socket_;
    for (;;) {
        switch (session->next()) {
            case Wait::bytes: {
                const auto space = session->room_for_bytes();
                const std::size_t count = co_await socket.async_read_some(space, token);
                session->bytes_came(failed, count);
                break;
            }
            case Wait::room:
                co_await socket.async_wait(Socket::wait_write, token);
                session->room_came(failed);
                break;
            case Wait::answer:
                co_await session->answered();
                break;
            case Wait::turn:
                co_await asio::post(socket.get_executor(), use_task);
                break;
            case Wait::nothing:
                co_return;
        }
    }
}

Session::Wait Session::next() {
    while (stage_ != Stage::over) {
        const bool due = flush_now_ || !body_.empty() || out_.size() > body_read_size;
        if (has_output() && due && stage_ != Stage::streaming && !flush()) {
            if (stage_ == Stage::over) break;
            return Wait::room;
        }
        if (const auto wait = step()) return *wait;
    }
    return Wait::nothing;
}

// One step forward, or what to wait for. Pipelined answers gather in out_ and leave together before any wait.
std::optional<Session::Wait> Session::step() {
    switch (stage_) {
        case Stage::reading:
            if (resumed_by_answer_ && in_.size() > 0) {
                // Called from inside somebody's Respond: the next request must not run on top of that call.
                resumed_by_answer_ = false;
                return Wait::turn;
            }
            if (advance_parser()) return std::nullopt;
            if (has_output()) {
                flush_now_ = true;
                return std::nullopt;
            }
            limit_reading();
            return Wait::bytes;
        case Stage::serving:
            if (reply_) {
                write_answer();
                return std::nullopt;
            }
            if (has_output()) {
                flush_now_ = true;
                return std::nullopt;
            }
            no_limit();
            return Wait::answer;
        case Stage::opening_stream:
            if (std::exchange(resumed_by_answer_, false)) return Wait::turn;
            open_stream();
            return std::nullopt;
        case Stage::closing:
            finish_closing();
            return std::nullopt;
        case Stage::streaming:
        case Stage::lingering:
            return Wait::bytes;
        case Stage::over:
            return Wait::nothing;
    }
    return Wait::nothing;
}

asio::mutable_buffer Session::room_for_bytes() {
    const bool in_body = stage_ == Stage::reading && parser_->is_header_done();
    return in_.prepare(in_body ? body_read_size : read_size);
}

void Session::bytes_came(error_code failed, std::size_t count) {
    if (stage_ == Stage::over) return;
    resumed_by_answer_ = false;
    if (failed == asio::error::operation_aborted && expired_) {
        expired_ = false;
        if (stage_ != Stage::reading || !head_begun_) return end();
        in_.clear();  // it had its time: no lingering
        return write_reply(WebReply{408, {}, {}, {}}, After::close);
    }
    if (failed) return end();
    expired_ = false;
    if (stage_ == Stage::reading) return in_.commit(count);
    if (stage_ == Stage::lingering && (lingered_ += count) > linger_bytes) end();
}

void Session::room_came(error_code failed) {
    if (failed) end();
}

// After the last answer. What the client still sends is read for a moment: closing with unread bytes would
// reset the connection and could take the answer away from under the client.
void Session::finish_closing() {
    if (!linger_ && in_.size() == 0) return end();
    rest();
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    in_.clear();
    stage_ = Stage::lingering;
    limit(Limit::linger, std::min(linger_time, core_->limits.body_deadline));
}

void Session::end() {
    if (stage_ == Stage::over) return;
    stage_ = Stage::over;
    error_code ignored;
    socket_.close(ignored);
    if (stream_) stream_->connection_gone();
    rest();
    core_->left(*this, welcome_ == Welcome::counted, peer_);
    if (!waiter_) return;
    auto waiter = std::move(*waiter_);
    waiter_.reset();
    asio::post(socket_.get_executor(), std::move(waiter));
}

void Session::rest() {
    if (std::exchange(busy_, false)) core_->rested();
}

void Session::limit(Limit which, std::chrono::milliseconds length) {
    if (limit_ == which) return;  // a deadline is never pushed back by more of the same
    limit_ = which;
    deadline_ = Steady::now() + length;
}

void Session::no_limit() {
    limit_ = Limit::none;
    deadline_ = Steady::time_point::max();
}

void Session::limit_reading() {
    const auto& limits = core_->limits;
    if (parser_->is_header_done()) return limit(Limit::body, limits.body_deadline);
    // A fresh connection owes us a request; a kept one may rest.
    if (head_begun_ || first_request_) return limit(Limit::head, limits.header_deadline);
    limit(Limit::idle, limits.idle);
}

void Session::check_deadline(Steady::time_point now) {
    if (now < deadline_ || stage_ == Stage::over) return;
    if (limit_ == Limit::quiet_stream) {
        out_ = ": ping\n\n";
        no_limit();
        push_stream();
        return;
    }
    if (limit_ != Limit::head && limit_ != Limit::body) return end();
    expired_ = true;  // wakes the coroutine, which answers 408
    error_code ignored;
    socket_.cancel(ignored);
}

}  // namespace bot::net
