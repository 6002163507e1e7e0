// One request of the client: the coroutine from kept or new connection to response.
#include "net/exchange.hpp"

#include <algorithm>
#include <utility>

#include "core/address.hpp"
#include "net/escaped.hpp"

namespace bot::net {
namespace {

constexpr std::chrono::seconds addresses_hold{60};
constexpr std::size_t most_names = 256;  // hosts come from the configuration: a handful
constexpr std::size_t read_size = 16 * 1024;
constexpr std::uint32_t head_limit = 64 * 1024;

Error unavailable(std::string_view step, const error_code& failed) {
    return Error{Errc::unavailable, std::string(step) + ": " + failed.message()};
}

Error response_error(const error_code& failed) {
    if (failed == beast::http::error::body_limit) return Error{Errc::too_large, "response: over the limit"};
    return unavailable("response", failed);
}

}  // namespace

ClientCore::ClientCore(const Executor& io) : executor(io), kept(io) {}

asio::ssl::context& ClientCore::tls() {
    using asio::ssl::context;
    if (!tls_) {
        tls_.emplace(context::tls_client);
        tls_->set_options(context::default_workarounds | context::no_tlsv1 | context::no_tlsv1_1);
        tls_->set_default_verify_paths();
        tls_->set_verify_mode(asio::ssl::verify_peer);
    }
    return *tls_;
}

Exchange::Exchange(std::shared_ptr<ClientCore> core, Url url, std::string text, const HttpRequest& request,
                   Client::Done done)
    : core_(std::move(core)),
      url_(std::move(url)),
      text_(std::move(text)),
      head_only_(request.method == HttpMethod::head),
      response_limit_(request.response_limit),
      own_network_only_(request.own_network_only),
      done_(std::move(done)),
      timer_(core_->executor) {}

Task<> Exchange::run(std::shared_ptr<Exchange> exchange) {
    auto result = co_await exchange->over_kept_wire();
    if (!result && exchange->untouched_ && !exchange->over_) result = co_await exchange->over_new_wire();
    exchange->finish(std::move(result));
}

void Exchange::start_deadline(std::chrono::milliseconds deadline) {
    until_ = Steady::now() + deadline;
    arm(until_);
}

void Exchange::arm(Steady::time_point at) {
    timer_.expires_at(std::min(at, until_));
    timer_.async_wait([self = shared_from_this()](error_code failed) {
        if (!failed && !self->over_) self->time_came();
    });
}

// At the deadline the caller is told at once: a name look-up cannot be interrupted, the rest ends soon by
// itself.
void Exchange::time_came() {
    if (Steady::now() < timer_.expiry()) return;  // it was set anew while this call was already on its way
    const auto wire = wire_;
    if (Steady::now() >= until_) finish(fail(Errc::timed_out, "no answer within the deadline"));
    if (wire) wire->close();
}

void Exchange::finish(Result<HttpResponse> result) {
    if (std::exchange(over_, true)) return;
    timer_.cancel();
    const auto done = std::exchange(done_, nullptr);
    run_guarded("client_done", [&] { done(std::move(result)); });
}

Task<Result<HttpResponse>> Exchange::over_kept_wire() {
    wire_ = core_->kept.take(place());
    if (!wire_) co_return fail(Errc::unavailable, "no kept connection");
    co_return co_await converse();
}

Task<Result<HttpResponse>> Exchange::over_new_wire() {
    const auto connected = co_await connect();
    if (!connected) co_return tl::unexpected(connected.error());
    if (url_.tls) {
        const auto secured = co_await secure();
        if (!secured) co_return tl::unexpected(secured.error());
    }
    co_return co_await converse();
}

Task<Result<Exchange::Addresses>> Exchange::addresses() {
    error_code failed;
    const auto literal = asio::ip::make_address(url_.host, failed);
    if (!failed) co_return Addresses(1, Tcp::endpoint(literal, url_.port));

    const auto key = url_.host + ":" + std::to_string(url_.port);
    const auto found = core_->known.find(key);
    if (found != core_->known.end() && Steady::now() < found->second.until) co_return found->second.list;

    asio::ip::basic_resolver<Tcp, Executor> resolver(core_->executor);
    auto token = asio::redirect_error(use_task, failed);
    const std::string service = std::to_string(url_.port);
    const auto results = co_await resolver.async_resolve(url_.host, service, token);
    if (failed) co_return tl::unexpected(unavailable("resolve", failed));
    Addresses list;
    for (const auto& one : results) list.push_back(one.endpoint());
    if (core_->known.size() >= most_names) core_->known.clear();
    core_->known.insert_or_assign(key, ClientCore::Addresses{list, Steady::now() + addresses_hold});
    co_return list;
}

// One address elsewhere is enough to refuse the name: the next look-up might give that one alone.
bool Exchange::may_connect_to(const Addresses& list) const {
    return !own_network_only_ || std::all_of(list.begin(), list.end(), [](const Tcp::endpoint& one) {
        return in_own_network(one.address().to_string()).value_or(false);
    });
}

// Under what the connection is kept: one that was made without looking at the address serves no request that wants it
// looked at.
std::string Exchange::place() const { return own_network_only_ ? "own " + url_.origin() : url_.origin(); }

// One address after the other; an address that does not answer gets only its share of the time.
Task<Result<bool>> Exchange::connect() {
    const auto candidates = co_await addresses();
    if (!candidates) co_return tl::unexpected(candidates.error());
    if (!may_connect_to(*candidates)) co_return fail(Errc::not_allowed, "connect: outside the own network");
    error_code failed = asio::error::host_not_found;
    auto left = static_cast<int>(candidates->size());
    for (const auto& endpoint : *candidates) {
        if (over_) break;
        const auto now = Steady::now();
        arm(now + (until_ - now) / left--);
        wire_ = std::make_shared<Wire>(core_->executor);
        auto token = asio::redirect_error(use_task, failed);
        co_await wire_->socket.async_connect(endpoint, token);
        if (!failed) break;
    }
    if (over_) co_return fail(Errc::timed_out, "connect");
    arm(until_);
    if (failed) co_return tl::unexpected(unavailable("connect", failed));
    wire_->socket.set_option(Tcp::no_delay(true), failed);
    co_return true;
}

Task<Result<bool>> Exchange::secure() {
    error_code failed;
    co_await wire_->handshake(core_->tls(), url_.host, failed);
    if (failed) co_return tl::unexpected(unavailable("TLS", failed));
    co_return true;
}

Task<Result<HttpResponse>> Exchange::converse() {
    in_.clear();
    const auto failed = co_await write();
    // A peer may answer and hang up before it has read everything, so the answer is looked for anyway.
    if (failed && untouched_) co_return tl::unexpected(unavailable("write", failed));
    co_return co_await read();
}

Task<error_code> Exchange::write() {
    error_code failed;
    std::size_t sent = 0;
    while (sent < text_.size() && !failed) {
        const auto rest = asio::buffer(text_) + sent;
        sent += co_await wire_->write_some(rest, failed);
        if (sent > 0) untouched_ = false;
    }
    co_return failed;
}

Task<Result<HttpResponse>> Exchange::read() {
    for (;;) {
        ResponseParser parser;
        parser.header_limit(head_limit);
        parser.body_limit(response_limit_);
        parser.skip(head_only_);
        const auto failed = co_await read_message(parser);
        if (failed) {
            wire_->close();
            co_return tl::unexpected(response_error(failed));
        }
        if (parser.response.status / 100 == 1) continue;  // 100 Continue and its like come before the answer
        if (parser.keep_alive() && in_.empty() && !over_) {
            core_->kept.keep(place(), std::exchange(wire_, nullptr), core_);
        }
        co_return std::move(parser.response);
    }
}

Task<error_code> Exchange::read_message(ResponseParser& parser) {
    error_code failed;
    std::size_t head_bytes = 0;
    while (!parser.is_done()) {
        if (!in_.empty()) {
            const auto used = parser.put(asio::buffer(in_), failed);
            in_.erase(0, used);
            if (!parser.is_header_done()) head_bytes += used;
            if (failed && failed != beast::http::error::need_more) co_return failed;
            if (head_bytes > head_limit || in_.size() > head_limit)
                co_return beast::http::error::header_limit;
            if (!failed || parser.is_done()) continue;
        }
        const auto old = in_.size();
        in_.resize(old + read_size);
        const auto space = asio::buffer(in_) + old;
        const auto count = co_await wire_->read_some(space, failed);
        in_.resize(old + count);
        if (failed == asio::error::eof && count == 0 && parser.got_some()) {
            parser.put_eof(failed);
            co_return failed;
        }
        if (failed) co_return failed;
    }
    co_return error_code();
}

}  // namespace bot::net
