// The client's TLS against `openssl s_server` with an authority made for the test.
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "core/http.hpp"
#include "loopback.hpp"
#include "net/client.hpp"

using namespace loopback;
namespace fs = std::filesystem;

namespace {

class Folder {
public:
    Folder() {
        std::string pattern = (fs::temp_directory_path() / "niangjia-tls-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path = pattern;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    fs::path path;
};

pid_t start(const fs::path& folder, std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    const auto log = (folder / "openssl.log").string();
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&files, 2, log.c_str(), O_WRONLY | O_APPEND, 0600);
    pid_t child = -1;
    const int failed = ::posix_spawnp(&child, words[0].c_str(), &files, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    REQUIRE(failed == 0);
    return child;
}

void openssl(const fs::path& folder, std::vector<std::string> words) {
    words.insert(words.begin(), "openssl");
    int status = -1;
    const auto child = start(folder, words);
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
}

// A certificate for `name`, signed by an authority of its own in ca.pem.
void make_certificates(const fs::path& at, const std::string& name) {
    const auto in = [&](const char* file) { return (at / file).string(); };
    openssl(at, {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                 "2", "-subj", "/CN=test authority", "-addext", "basicConstraints=critical,CA:TRUE",
                 "-keyout", in("ca.key"), "-out", in("ca.pem")});
    openssl(at, {"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                 "/CN=server", "-keyout", in("server.key"), "-out", in("server.csr")});
    std::ofstream(at / "names") << "subjectAltName=" << name << "\n";
    openssl(at, {"x509", "-req", "-in", in("server.csr"), "-CA", in("ca.pem"), "-CAkey", in("ca.key"),
                 "-CAcreateserial", "-days", "2", "-extfile", in("names"), "-out", in("server.pem")});
}

// `openssl s_server -www` on a port that was free a moment ago.
class TlsServer {
public:
    explicit TlsServer(const fs::path& at) {
        {
            const Listener probe;
            port_ = probe.port();
        }
        child_ = start(
            at, {"openssl", "s_server", "-quiet", "-www", "-accept", "127.0.0.1:" + std::to_string(port_),
                 "-cert", (at / "server.pem").string(), "-key", (at / "server.key").string()});
    }
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;
    ~TlsServer() {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
    }
    std::string url(const std::string& host) const {
        return "https://" + host + ":" + std::to_string(port_) + "/";
    }

private:
    std::uint16_t port_ = 0;
    pid_t child_ = -1;
};

bot::Result<bot::HttpResponse> fetch_once(bot::net::Client& client, const std::string& url) {
    bot::HttpRequest request;
    request.method = bot::HttpMethod::get;
    request.url = url;
    Signal done;
    bot::Result<bot::HttpResponse> result = bot::fail(bot::Errc::busy, "not called");
    client.send(request, 5s, [&](bot::Result<bot::HttpResponse> got) {
        result = std::move(got);
        done.give();
    });
    REQUIRE(done.wait(8s));
    return result;
}

// Again while the server is not listening yet.
bot::Result<bot::HttpResponse> fetch(const std::string& url, const fs::path& trusted) {
    ::setenv("SSL_CERT_FILE", trusted.c_str(), 1);
    RunningLoop running;
    const auto client = bot::net::Client::create(running.loop);
    auto result = fetch_once(*client, url);
    for (int i = 0; i < 500 && !result && result.error().detail.starts_with("connect"); ++i) {
        std::this_thread::sleep_for(10ms);
        result = fetch_once(*client, url);
    }
    running.halt();
    ::unsetenv("SSL_CERT_FILE");
    return result;
}

}  // namespace

TEST_CASE("TLS is spoken with a server whose authority and name are right, and with no other") {
    const Folder folder;
    make_certificates(folder.path, "DNS:localhost");
    const TlsServer server(folder.path);

    const auto right = fetch(server.url("localhost"), folder.path / "ca.pem");
    INFO((right ? "" : right.error().detail));
    REQUIRE(right);
    CHECK(right->status == 200);
    CHECK(right->body.find("TLS") != std::string::npos);

    const auto wrong_name = fetch(server.url("127.0.0.1"), folder.path / "ca.pem");
    REQUIRE_FALSE(wrong_name);
    CHECK(wrong_name.error().code == bot::Errc::unavailable);
    CHECK(wrong_name.error().detail.starts_with("TLS"));

    const Folder strangers;
    make_certificates(strangers.path, "DNS:localhost");
    const auto untrusted = fetch(server.url("localhost"), strangers.path / "ca.pem");
    REQUIRE_FALSE(untrusted);
    CHECK(untrusted.error().code == bot::Errc::unavailable);
    CHECK(untrusted.error().detail.starts_with("TLS"));
}

TEST_CASE("a certificate for an address is good for that address") {
    const Folder folder;
    make_certificates(folder.path, "IP:127.0.0.1");
    const TlsServer server(folder.path);
    const auto result = fetch(server.url("127.0.0.1"), folder.path / "ca.pem");
    INFO((result ? "" : result.error().detail));
    CHECK(result);
}

TEST_CASE("TLS to a peer that speaks plain HTTP fails, and one that is silent runs into the deadline") {
    Listener plain;
    RunningLoop running;
    const auto client = bot::net::Client::create(running.loop);
    const auto ask = [&](std::chrono::milliseconds deadline, Signal& done, std::optional<bot::Errc>& code) {
        bot::HttpRequest request;
        request.url = "https://127.0.0.1:" + std::to_string(plain.port()) + "/";
        client->send(request, deadline, [&](bot::Result<bot::HttpResponse> got) {
            if (!got) code = got.error().code;
            done.give();
        });
    };
    Signal first;
    std::optional<bot::Errc> code;
    ask(5s, first, code);
    auto peer = plain.accept();
    peer.read_exactly(1);
    peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
    REQUIRE(first.wait());
    CHECK(code == bot::Errc::unavailable);

    Signal second;
    code = std::nullopt;
    ask(100ms, second, code);
    auto silent = plain.accept();
    REQUIRE(second.wait());
    CHECK(code == bot::Errc::timed_out);
    running.halt();
}
