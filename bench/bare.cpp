// The smallest Boost.Beast coroutine server that answers 200 to whatever comes, on one thread: what the
// network alone costs. With a second argument it answers that JSON, and so stands in for a platform that
// takes letters.
#include <sys/prctl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

asio::awaitable<void> talk(tcp::socket socket, const std::string& body) {
    boost::beast::flat_buffer buffer;
    socket.set_option(tcp::no_delay(true));
    while (true) {
        http::request<http::string_body> request;
        const auto [unread, in] = co_await http::async_read(socket, buffer, request, quietly);
        if (unread) co_return;
        http::response<http::string_body> response(http::status::ok, request.version());
        if (!body.empty()) response.set(http::field::content_type, "application/json");
        response.keep_alive(request.keep_alive());
        response.body() = body;
        response.prepare_payload();
        const auto [unsent, out] = co_await http::async_write(socket, response, quietly);
        if (unsent || !response.keep_alive()) co_return;
    }
}

asio::awaitable<void> listen(tcp::acceptor& door, const std::string& body) {
    while (true) {
        auto [error, socket] = co_await door.async_accept(quietly);
        if (error) continue;
        asio::co_spawn(door.get_executor(), talk(std::move(socket), body), asio::detached);
    }
}

}  // namespace

int main(int argc, char** argv) {
    // The driver starts this; without the driver nobody would end it.
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    const auto port = static_cast<unsigned short>(argc > 1 ? std::atoi(argv[1]) : 0);
    const std::string body = argc > 2 ? argv[2] : "";
    asio::io_context context(1);
    tcp::acceptor door(context, tcp::endpoint(asio::ip::address_v4::loopback(), port));
    std::printf("listening on http://127.0.0.1:%u\n", door.local_endpoint().port());
    std::fflush(stdout);
    asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&context](auto, auto) { context.stop(); });
    asio::co_spawn(context, listen(door, body), asio::detached);
    context.run();
}
