// One connection to our server: reads requests, has routes answer them, writes answers, carries an event
// stream. All decisions are in plain functions; one small coroutine does nothing but wait for what they ask
// for.
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <memory>
#include <optional>
#include <string>

#include "net/answer.hpp"
#include "net/asio.hpp"
#include "net/event_stream.hpp"
#include "net/request_parser.hpp"
#include "net/server_core.hpp"

namespace bot::net {

class Session final : public AnswerTaker, public StreamTaker, public std::enable_shared_from_this<Session> {
public:
    enum class Welcome { counted, turned_away };  // turned away: 503, and does not count as open
    Session(std::shared_ptr<ServerCore> core, Socket socket, asio::ip::address peer, Welcome welcome);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    static Task<> run(std::shared_ptr<Session> session);

    void take_answer(WebReply reply) override;
    void stream_stirred() override;

    // For the core, on the io thread.
    void check_deadline(Steady::time_point now);
    void end_stream();
    void end();             // at once
    std::size_t index = 0;  // in the core's list

private:
    enum class Stage { reading, serving, opening_stream, streaming, closing, lingering, over };
    enum class Wait { bytes, room, answer, turn, nothing };
    enum class Limit { none, idle, head, body, write, quiet_stream, linger };

    // What to wait for next; everything that needs no waiting is done before it returns.
    Wait next();
    std::optional<Wait> step();
    Task<> answered();
    asio::mutable_buffer room_for_bytes();
    void bytes_came(error_code failed, std::size_t count);
    void room_came(error_code failed);

    void begin_request();
    bool advance_parser();
    bool head_too_long() const;
    void skip_blank_lines();
    void head_came();
    void decide_body();
    void serve();
    void write_answer();
    void open_stream();
    void push_stream();
    void finish_closing();

    enum class After { keep, close };
    void refuse(int status, After after, const std::string* allow = nullptr);
    void write_reply(WebReply reply, After after);
    bool flush();
    bool has_output() const { return !out_.empty(); }
    void limit(Limit which, std::chrono::milliseconds length);
    void no_limit();
    void limit_reading();
    void rest();

    const std::shared_ptr<ServerCore> core_;
    Socket socket_;
    const asio::ip::address peer_;
    const Welcome welcome_;
    Stage stage_ = Stage::reading;

    beast::flat_buffer in_;
    std::optional<RequestParser> parser_;
    const Route* route_ = nullptr;
    std::size_t head_bytes_ = 0;
    bool first_request_ = true;
    bool head_begun_ = false;

    std::optional<WebReply> reply_;
    // The coroutine, while it waits for the answer. By its own type: moving an any_completion_handler into
    // another recurses without end in Boost 1.81.
    using Waiter = asio::async_result<asio::use_awaitable_t<Executor>, void()>::handler_type;
    std::optional<Waiter> waiter_;
    bool resumed_by_answer_ = false;
    bool busy_ = false;
    bool linger_ = false;

    std::string out_;   // heads and small bodies; kept for its capacity
    std::string body_;  // one large body, sent after out_ without copying it
    std::size_t sent_ = 0;
    bool flush_now_ = false;
    bool stalled_ = false;  // a stream waits for room in the socket

    Limit limit_ = Limit::none;
    Steady::time_point deadline_ = Steady::time_point::max();
    bool expired_ = false;
    std::size_t lingered_ = 0;
    std::shared_ptr<LiveStream> stream_;
};

}  // namespace bot::net
