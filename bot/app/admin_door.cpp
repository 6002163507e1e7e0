#include "app/admin_door.hpp"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <unistd.h>

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <optional>

#include "app/incoming.hpp"
#include "net/client.hpp"

namespace bot::app {
namespace {

constexpr std::string_view token_header = "X-Niangjia-Token";
constexpr std::size_t longest_command = 64 * 1024;
// A long list takes seconds, on a slow disk minutes.
constexpr std::chrono::minutes longest_wait{10};

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

WebReply reply_of(Result<std::string> answer) {
    if (answer) return {200, {}, std::move(*answer), {}};
    return {answer.error().code == Errc::malformed ? 400 : 409, {}, answer.error().detail, {}};
}

// A route behind the token; the work is done on the worker, never on the io thread.
net::Route guarded(std::string path, std::size_t body_limit, const std::string& token, Worker& worker,
                   std::function<Result<std::string>(const WebRequest&)> work) {
    return {HttpMethod::post, std::move(path), body_limit,
            [token, &worker, work = std::move(work)](WebRequest request, net::Respond respond) {
                if (!same(header(request.headers, token_header), token)) return respond({401, {}, "", {}});
                auto shared = std::make_shared<net::Respond>(std::move(respond));
                const bool queued = worker.add(
                    [work, request = std::move(request), shared] { (*shared)(reply_of(work(request))); });
                if (!queued) (*shared)({503, {}, "busy", {}});
            }};
}

// The first piece has no id yet and gets one.
Result<std::string> take_piece(const AdminServices& services, const WebRequest& request) {
    const Incoming incoming(services.data);
    const auto id = query_value(request.query, "id");
    if (!id) return incoming.begin(services.random);
    if (const auto added = incoming.append(*id, request.body); !added) {
        incoming.remove(*id);
        return tl::unexpected(added.error());
    }
    return *id;
}

// The way to the running program's door.
struct Door {
    std::uint16_t port = 0;
    std::string token;
};

Result<Door> find_door(const std::string& data) {
    std::ifstream file(door_file(data));
    Door door;
    if (!(file >> door.port >> door.token)) return fail(Errc::not_found, "no running niangjia left its door on this folder");
    return door;
}

Result<std::string> knock(const Door& door, const std::string& path, std::string body) {
    net::Loop loop;
    const auto client = net::Client::create(loop);
    HttpRequest request;
    request.url = fmt::format("http://127.0.0.1:{}{}", door.port, path);
    request.headers = {{std::string(token_header), door.token}};
    request.body = std::move(body);
    std::optional<Result<HttpResponse>> answer;
    client->send(std::move(request), longest_wait, [&](Result<HttpResponse> response) {
        answer = std::move(response);
        loop.stop();
    });
    loop.run();
    if (!*answer) return fail((*answer).error().code, "the running program does not answer");
    if ((*answer)->status == 400) return fail(Errc::malformed, (*answer)->body);
    if ((*answer)->status != 200) return fail(Errc::conflict, (*answer)->body);
    return (*answer)->body;
}

}  // namespace

Result<std::unique_ptr<net::Server>> open_admin_door(net::Loop& loop, const std::string& data, AdminServices services,
                                                     Worker& worker) {
    const auto token = random_code(services.random, 40);
    Incoming(data).clear();
    auto command = guarded("/admin", longest_command, token, worker,
                           [services](const WebRequest& request) { return run_admin(services, unpacked(request.body)); });
    auto piece = guarded("/admin/file", Incoming::piece, token, worker,
                         [services](const WebRequest& request) { return take_piece(services, request); });
    auto server = net::Server::listen(loop, "127.0.0.1:0", {std::move(command), std::move(piece)});
    if (!server) return server;
    if (const auto written = write_door(data, (*server)->port(), token); !written) {
        return tl::unexpected(written.error());
    }
    return server;
}

Result<std::string> ask_running(const std::string& data, const std::vector<std::string>& words) {
    const auto door = find_door(data);
    if (!door) return tl::unexpected(door.error());
    return knock(*door, "/admin", packed(words));
}

Result<std::string> hand_to_running(const std::string& data, std::istream& file) {
    const auto door = find_door(data);
    if (!door) return tl::unexpected(door.error());
    auto id = knock(*door, "/admin/file", {});
    std::string bytes(Incoming::piece, '\0');
    while (id && file) {
        file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        const auto got = static_cast<std::size_t>(file.gcount());
        const auto taken = knock(*door, "/admin/file?id=" + *id, bytes.substr(0, got));
        if (!taken) return fail(Errc::conflict, taken.error().detail);
    }
    return id;
}

}  // namespace bot::app
