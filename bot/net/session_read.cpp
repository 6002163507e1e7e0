// One connection: reading requests, refusing what must not be read, handing the rest to routes.
#include <utility>

#include "net/escaped.hpp"
#include "net/session.hpp"
#include "net/target.hpp"

namespace bot::net {
namespace {

constexpr std::size_t kept_buffer = 32 * 1024;  // a larger one is given back after the request

int status_of(const error_code& failed) {
    if (failed == beast::http::error::header_limit) return 431;
    if (failed == beast::http::error::body_limit) return 413;
    return 400;
}

}  // namespace

void Session::begin_request() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(core_->limits.header_bytes));
    parser_->body_limit(boost::none);  // the route's limit follows once the route is known
    head_bytes_ = 0;
    head_begun_ = false;
    route_ = nullptr;
    no_limit();
    stage_ = Stage::reading;
    if (in_.size() == 0 && in_.capacity() > kept_buffer) in_.shrink_to_fit();
}

// RFC 9112 section 2.2: empty lines before a request line are ignored.
void Session::skip_blank_lines() {
    while (in_.size() >= 2) {
        const auto* text = static_cast<const char*>(in_.data().data());
        if (text[0] != '\r' || text[1] != '\n') return;
        in_.consume(2);
        head_begun_ = true;
    }
}

bool Session::head_too_long() const { return head_bytes_ + in_.size() > core_->limits.header_bytes; }

// Parses one piece of what has arrived; false when more must arrive first.
bool Session::advance_parser() {
    if (!parser_->got_some()) skip_blank_lines();
    if (in_.size() == 0) return false;
    head_begun_ = true;
    const bool had_head = parser_->is_header_done();
    error_code failed;
    const auto used = parser_->put(in_.data(), failed);
    in_.consume(used);
    if (failed && failed != beast::http::error::need_more) {
        refuse(status_of(failed), After::close);
        return true;
    }
    if (!had_head) head_bytes_ += used;
    if (!parser_->is_header_done()) {
        // The parser limits each piece only; a head that trickles in must not grow for ever.
        if (!head_too_long()) return false;
        refuse(431, After::close);
        return true;
    }
    if (!had_head) head_came();
    if (stage_ != Stage::reading) return true;
    if (parser_->is_done()) {
        serve();
        return true;
    }
    if (failed && in_.size() > core_->limits.header_bytes) {  // an endless chunk extension or trailer
        refuse(400, After::close);
        return true;
    }
    return !failed;
}

void Session::head_came() {
    if (core_->draining) return refuse(503, After::close);
    if (head_bytes_ > core_->limits.header_bytes) return refuse(431, After::close);
    const bool host_wanted = parser_->http_minor > 0;
    if (parser_->hosts > 1 || (host_wanted && parser_->hosts == 0)) return refuse(400, After::close);
    // Beast takes an unknown coding as "no body", which is how smuggled requests begin.
    if (parser_->transfer_coded &&
        (!parser_->chunked() || !parser_->only_chunked || parser_->http_minor == 0)) {
        return refuse(400, After::close);
    }
    auto target = parse_target(parser_->target);
    if (!target) return refuse(400, After::close);
    const auto after = parser_->is_done() ? After::keep : After::close;
    const auto found = core_->routes.find(parser_->request.method, target->path);
    if (found.allow != nullptr) return refuse(405, after, found.allow);
    if (found.route == nullptr) return refuse(404, after);
    route_ = found.route;
    parser_->request.path = std::move(target->path);
    parser_->request.query = std::move(target->query);
    decide_body();
}

// Before a byte of the body is read.
void Session::decide_body() {
    if (parser_->is_done()) return;
    if (parser_->content_length().value_or(0) > route_->body_limit) return refuse(413, After::close);
    parser_->body_limit(route_->body_limit);
    if (parser_->http_minor == 0 || parser_->expect == RequestParser::Expect::nothing) return;
    if (parser_->expect == RequestParser::Expect::unknown) return refuse(417, After::close);
    if (in_.size() > 0) return;  // it did not wait
    out_ += "HTTP/1.1 100 Continue\r\n\r\n";
    flush_now_ = true;
}

void Session::serve() {
    stage_ = Stage::serving;
    if (!std::exchange(busy_, true)) core_->busy();
    const auto answer =
        std::make_shared<Answer>(std::weak_ptr<AnswerTaker>(weak_from_this()), core_->mailbox);
    const bool returned = run_guarded("serve", [&] {
        route_->serve(std::move(parser_->request),
                      [answer](WebReply reply) { answer->give(std::move(reply)); });
    });
    if (!returned) answer->give(WebReply{500, {}, {}, {}});
}

}  // namespace bot::net
