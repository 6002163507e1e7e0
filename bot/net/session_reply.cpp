// One connection: writing answers and event streams.
#include <algorithm>
#include <array>
#include <utility>

#include "net/escaped.hpp"
#include "net/session.hpp"
#include "observe/log.hpp"
#include "observe/metrics.hpp"

namespace bot::net {
namespace {

// Copying this much is cheaper than a second buffer in the system call.
constexpr std::size_t small_body = 8 * 1024;
constexpr std::size_t kept_output = 32 * 1024;

void count_status(int status) {
    const char digits[] = {static_cast<char>('0' + status / 100), static_cast<char>('0' + status / 10 % 10),
                           static_cast<char>('0' + status % 10)};
    observe::count("http_requests_total", std::string_view(digits, sizeof digits));
}

}  // namespace

// Completes with the coroutine waiting in waiter_, which take_answer resumes without a detour through the
// queue.
Task<> Session::answered() {
    return asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
        [this](auto handler) { waiter_.emplace(std::move(handler)); }, use_task);
}

void Session::take_answer(WebReply reply) {
    if (stage_ != Stage::serving || reply_) return;
    reply_ = std::move(reply);
    if (!waiter_) return;  // still inside serve
    resumed_by_answer_ = true;
    const auto alive = shared_from_this();
    auto waiter = std::move(*waiter_);
    waiter_.reset();
    waiter();
}

void Session::refuse(int status, After after, const std::string* allow) {
    WebReply reply;
    reply.status = status;
    if (allow != nullptr) reply.headers.push_back(HttpHeader{"Allow", *allow});
    if (after == After::close) linger_ = true;
    write_reply(std::move(reply), after);
}

void Session::write_answer() {
    WebReply reply = std::move(*reply_);
    reply_.reset();
    const auto after = parser_->keep_alive() && !core_->draining ? After::keep : After::close;
    if (reply.status < 200 || reply.status > 599) reply.status = 500;
    if (!reply.stream) return write_reply(std::move(reply), after);

    const bool wanted = parser_->request.method != HttpMethod::head && !core_->draining;
    if (!wanted) {
        reply.status = core_->draining ? 503 : reply.status;
        return write_reply(std::move(reply), After::close);
    }
    const ReplyFacts facts{parser_->http_minor, false, true, core_->date};
    append_head(out_, reply, facts);
    count_status(reply.status);
    flush_now_ = true;
    reply_ = std::move(reply);
    stage_ = Stage::opening_stream;
}

void Session::write_reply(WebReply reply, After after) {
    const bool head_only = parser_->request.method == HttpMethod::head;
    const ReplyFacts facts{parser_->http_minor, after == After::keep, false, core_->date};
    if (!append_head(out_, reply, facts)) {
        observe::log(observe::Level::warning, "reply_header_dropped",
                     {{"status", std::int64_t{reply.status}}});
    }
    const bool with_body = !head_only && reply.status != 204 && reply.status != 304;
    if (with_body && reply.body.size() <= small_body) {
        out_ += reply.body;
    } else if (with_body) {
        body_ = std::move(reply.body);
    }
    count_status(reply.status);
    first_request_ = false;
    if (after == After::keep) return begin_request();
    stage_ = Stage::closing;
    flush_now_ = true;
}

// Writes what there is without waiting; false when the socket is full or the connection broke (stage over).
bool Session::flush() {
    while (sent_ < out_.size() + body_.size()) {
        error_code failed;
        if (body_.empty()) {
            sent_ += socket_.write_some(asio::buffer(out_.data() + sent_, out_.size() - sent_), failed);
        } else {
            const auto first = std::min(sent_, out_.size());
            const std::array<asio::const_buffer, 2> parts{
                asio::buffer(out_.data() + first, out_.size() - first),
                asio::buffer(body_) + (sent_ - first)};
            sent_ += socket_.write_some(parts, failed);
        }
        if (failed == asio::error::would_block) {
            limit(Limit::write, core_->limits.write_deadline);
            return false;
        }
        if (failed) {
            end();
            return false;
        }
    }
    sent_ = 0;
    out_.clear();
    if (out_.capacity() > kept_output) out_.shrink_to_fit();
    body_ = {};
    flush_now_ = false;
    if (limit_ == Limit::write) no_limit();
    if (stage_ == Stage::reading) rest();
    return true;
}

void Session::open_stream() {
    const auto opened = std::move(reply_->stream);
    reply_.reset();
    stage_ = Stage::streaming;
    rest();  // a stream is not a request that a stopping server waits for
    limit(Limit::quiet_stream, core_->limits.event_ping);
    const auto stream = stream_ =
        std::make_shared<LiveStream>(std::weak_ptr<StreamTaker>(weak_from_this()), core_->mailbox);
    if (!run_guarded("stream", [&] { opened(stream); })) end();
}

void Session::stream_stirred() {
    if (stage_ != Stage::streaming) return;
    if (!stalled_) return push_stream();
    if (stream_->overflowed()) end();  // the room it waits for may never come
}

// Writes out_ and then all that waits in the stream. Runs beside the coroutine, which meanwhile reads to
// notice that the browser has gone.
void Session::push_stream() {
    for (;;) {
        if (!flush()) break;
        const auto next = stream_->take(out_);
        if (next == LiveStream::Next::nothing) return limit(Limit::quiet_stream, core_->limits.event_ping);
        if (next != LiveStream::Next::text) return end();
        no_limit();
    }
    if (stage_ == Stage::over) return;
    stalled_ = true;
    socket_.async_wait(Socket::wait_write, [self = shared_from_this()](error_code failed) {
        self->stalled_ = false;
        if (!failed && self->stage_ == Stage::streaming) self->push_stream();
    });
}

void Session::end_stream() {
    if (stage_ == Stage::streaming) stream_->close();
}

}  // namespace bot::net
