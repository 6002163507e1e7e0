#include "app/admin_door.hpp"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <unistd.h>

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <optional>

#include "net/client.hpp"

namespace bot::app {
namespace {

constexpr std::string_view token_header = "X-Niangjia-Token";
constexpr std::size_t longest_command = 64 * 1024;

std::string door_file(const std::string& data) { return data + "/admin.door"; }

bool same(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

// Words travel one a line, percent-encoded.
std::string packed(const std::vector<std::string>& words) {
    std::string body;
    for (const auto& word : words) body += percent_encode(word) + "\n";
    return body;
}

std::vector<std::string> unpacked(std::string_view body) {
    std::vector<std::string> words;
    while (!body.empty()) {
        const auto end = std::min(body.find('\n'), body.size());
        words.push_back(percent_decode(body.substr(0, end)));
        body.remove_prefix(std::min(end + 1, body.size()));
    }
    return words;
}

Result<void> write_door(const std::string& data, std::uint16_t port, const std::string& token) {
    const auto file = door_file(data);
    ::unlink(file.c_str());
    const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const auto text = fmt::format("{} {}\n", port, token);
    const bool written = handle >= 0 && ::write(handle, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (handle >= 0) ::close(handle);
    if (!written) return fail(Errc::unavailable, fmt::format("cannot write {}", file));
    return {};
}

}  // namespace

Result<std::unique_ptr<net::Server>> open_admin_door(net::Loop& loop, const std::string& data, AdminServices services,
                                                     Worker& worker) {
    const auto token = random_code(services.random, 40);
    net::Route route{HttpMethod::post, "/admin", longest_command,
                     [services, token, &worker](WebRequest request, net::Respond respond) {
                         if (!same(header(request.headers, token_header), token)) return respond({401, {}, "", {}});
                         auto shared = std::make_shared<net::Respond>(std::move(respond));
                         const bool queued = worker.add([services, words = unpacked(request.body), shared] {
                             auto answer = run_admin(services, words);
                             (*shared)(answer ? WebReply{200, {}, std::move(*answer), {}}
                                              : WebReply{409, {}, answer.error().detail, {}});
                         });
                         if (!queued) (*shared)({503, {}, "busy", {}});
                     }};
    auto server = net::Server::listen(loop, "127.0.0.1:0", {std::move(route)});
    if (!server) return server;
    if (const auto written = write_door(data, (*server)->port(), token); !written) {
        return tl::unexpected(written.error());
    }
    return server;
}

Result<std::string> ask_running(const std::string& data, const std::vector<std::string>& words) {
    std::ifstream file(door_file(data));
    std::uint16_t port = 0;
    std::string token;
    if (!(file >> port >> token)) return fail(Errc::not_found, "no running niangjia left its door on this folder");
    net::Loop loop;
    const auto client = net::Client::create(loop);
    HttpRequest request;
    request.url = fmt::format("http://127.0.0.1:{}/admin", port);
    request.headers = {{std::string(token_header), token}};
    request.body = packed(words);
    std::optional<Result<HttpResponse>> answer;
    client->send(std::move(request), std::chrono::seconds{60}, [&](Result<HttpResponse> response) {
        answer = std::move(response);
        loop.stop();
    });
    loop.run();
    if (!*answer) return fail((*answer).error().code, "the running program does not answer");
    if ((*answer)->status != 200) return fail(Errc::conflict, (*answer)->body);
    return (*answer)->body;
}

}  // namespace bot::app
