#include "webchat/chat.hpp"

#include <charconv>
#include <fmt/format.h>

#include "observe/metrics.hpp"
#include "platforms/webchat/wire.hpp"
#include "text/normalize.hpp"
#include "templates/pages.hpp"
#include "webchat/visitor.hpp"

namespace bot::webchat {
namespace {

constexpr std::size_t longest_text = 4'000;                // characters of one message
constexpr std::size_t largest_photo = 8 * 1024 * 1024;     // bytes
constexpr std::size_t longest_history = 100;

WebReply json(int status, std::string body) {
    return {status, {{"Content-Type", "application/json; charset=utf-8"}, {"Cache-Control", "no-store"}}, std::move(body), {}};
}

WebReply problem(int status, std::string_view code) {
    auto reply = json(status, fmt::format("{{\"error\":\"{}\"}}", code));
    if (status == 429 || status == 503) reply.headers.push_back({"Retry-After", "2"});
    return reply;
}

std::int64_t number_in(std::string_view text, std::int64_t otherwise) {
    std::int64_t value = otherwise;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && value >= 0 ? value : otherwise;
}

bool is_client_id(std::string_view id) {
    return id.size() >= 8 && id.size() <= 64 &&
           id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == std::string_view::npos;
}

// The routes and what they share; kept alive by the routes themselves.
class Chat : public std::enable_shared_from_this<Chat> {
public:
    explicit Chat(Services services)
        : services_(std::move(services)), files_(embedded::webchat()), version_(templates::asset_version(files_)) {
        for (const auto& file : files_) {
            if (file.name == "chat.html") html_ = file.content;
        }
        auto account = AccountId{};
        (void)services_.store.read_and_wait([&](store::Snapshot& snapshot) {
            account = snapshot.account(services_.account).value_or(AccountId{});
        });
        account_ = account;
    }

    std::vector<net::Route> routes() {
        const auto self = shared_from_this();
        return {
            {HttpMethod::get, "/chat", 0, [self](WebRequest request, net::Respond respond) { respond(self->page_for(request)); }},
            {HttpMethod::get, "/chat/assets/", 0,
             [self](WebRequest request, net::Respond respond) { respond(templates::asset(self->files_, request)); }},
            {HttpMethod::post, "/chat/messages", platforms::webchat::longest_body,
             [self](WebRequest request, net::Respond respond) { self->message(request, std::move(respond)); }},
            {HttpMethod::post, "/chat/photos", largest_photo,
             [self](WebRequest request, net::Respond respond) { self->photo(std::move(request), std::move(respond)); }},
            {HttpMethod::get, "/chat/photos/", 0,
             [self](WebRequest request, net::Respond respond) { self->show_photo(request, std::move(respond)); }},
            {HttpMethod::get, "/chat/history", 0,
             [self](WebRequest request, net::Respond respond) { self->history(request, std::move(respond)); }},
            {HttpMethod::get, "/chat/events", 0,
             [self](WebRequest request, net::Respond respond) { self->events(request, std::move(respond)); }},
        };
    }

private:
    WebReply page_for(const WebRequest& request) const {
        const auto visitor = visitor_of(request, services_.random);
        auto html = html_;
        const auto fill = [&](std::string_view name, const std::string& value) {
            for (auto at = html.find(name); at != std::string::npos; at = html.find(name, at + value.size())) {
                html.replace(at, name.size(), value);
            }
        };
        fill("{{union_name}}", templates::html_escaped(services_.engine.tools()->settings.about.name));
        fill("{{asset_version}}", version_);
        auto reply = templates::page(std::move(html));
        if (visitor.set_cookie) reply.headers.push_back(*visitor.set_cookie);
        return reply;
    }

    // Whose message, or the answer that refuses it.
    std::optional<std::string> sender(const WebRequest& request, net::Respond& respond) {
        const auto refuse = [&](int status, std::string_view code) {
            observe::count("inbound_refused_total", code);
            respond(problem(status, code));
            return std::nullopt;
        };
        if (!from_own_page(request)) return refuse(403, "other_site");
        auto known = known_visitor(request);
        if (!known) return refuse(401, "no_cookie");
        if (!allowance_.take(*known, services_.clock.now())) return refuse(429, "too_many");
        return known;
    }

    void message(const WebRequest& request, net::Respond respond) {
        const auto from = sender(request, respond);
        if (!from) return;
        auto decoded = platforms::webchat::decode_message(request.body);
        if (!decoded) {
            const bool large = decoded.error().code == Errc::too_large;
            return respond(problem(large ? 413 : 400, large ? "too_long" : "malformed"));
        }
        if (text::characters(decoded->text) > longest_text) return respond(problem(413, "too_long"));
        Inbound inbound;
        inbound.kind = decoded->button ? InboundKind::button : InboundKind::message;
        inbound.text = std::move(decoded->text);
        inbound.language_hint = decoded->lang;
        inbound.raw = request.body;
        take(std::move(inbound), *from, decoded->id, std::move(respond));
    }

    void photo(WebRequest request, net::Respond respond) {
        const auto from = sender(request, respond);
        if (!from) return;
        const auto id = query_value(request.query, "id").value_or("");
        if (!is_client_id(id)) return respond(problem(400, "malformed"));
        const auto mime = store::sniff_mime(request.body);
        if (!mime.starts_with("image/")) return respond(problem(415, "not_a_picture"));
        auto shared = std::make_shared<net::Respond>(std::move(respond));
        const bool queued = services_.worker.add(
            [self = shared_from_this(), body = std::move(request.body), from = *from, id, shared] {
                const auto kept = self->services_.files.keep(body);
                if (!kept) {
                    const bool unsupported = kept.error().code == Errc::unsupported;
                    return (*shared)(unsupported ? problem(415, "not_a_picture") : problem(503, "busy"));
                }
                Inbound inbound;
                inbound.media.push_back({MediaKind::photo, {}, kept->sha256, kept->mime, kept->bytes});
                self->take(std::move(inbound), from, id, *shared);
            });
        if (!queued) (*shared)(problem(503, "busy"));
    }

    void take(Inbound inbound, const std::string& from, const std::string& id, net::Respond respond) {
        inbound.account = services_.account;
        inbound.sender = from;
        // Within the account ids must be unique, and the page only knows its own.
        inbound.message_id = fmt::format("{}.{}", from, id);
        std::vector<Inbound> one;
        one.push_back(std::move(inbound));
        services_.gate.take(std::move(one), [respond = std::move(respond), id](Result<std::vector<engine::Taken>> taken) {
            if (!taken) return respond(problem(503, "busy"));
            respond(json(200, fmt::format("{{\"id\":\"{}\",\"entry\":{},\"at\":{}}}", id, taken->front().id.value,
                                          to_ms(taken->front().at))));
        });
    }

    // Reads as this browser's member; a browser without messages has an empty history.
    void read(const WebRequest& request, net::Respond respond,
              std::function<WebReply(store::Snapshot&, const store::Person&)> answer, WebReply otherwise) {
        const auto from = known_visitor(request);
        if (!from || !account_) return respond(std::move(otherwise));
        auto shared = std::make_shared<net::Respond>(std::move(respond));
        const auto submitted = services_.store.read(
            [account = account_, from = *from, answer = std::move(answer), otherwise, shared](Result<store::Snapshot*> snapshot) {
                if (!snapshot) return (*shared)(problem(503, "busy"));
                const auto person = (*snapshot)->person(account, from);
                (*shared)(person ? answer(**snapshot, *person) : otherwise);
            });
        if (!submitted) (*shared)(problem(503, "busy"));
    }

    void history(const WebRequest& request, net::Respond respond) {
        const auto before = number_in(query_value(request.query, "before").value_or(""), INT64_MAX);
        const auto limit = std::min<std::size_t>(
            static_cast<std::size_t>(number_in(query_value(request.query, "limit").value_or(""), 50)), longest_history);
        read(request, std::move(respond),
             [before, limit](store::Snapshot& snapshot, const store::Person& person) {
                 auto entries = snapshot.entries_before(person.conversation, before, limit + 1);
                 const bool more = entries.size() > limit;
                 if (more) entries.erase(entries.begin());
                 std::vector<platforms::webchat::ChatEntry> lines;
                 for (const auto& entry : entries) lines.push_back(shown(entry));
                 return json(200, platforms::webchat::encode_history(lines, more));
             },
             json(200, platforms::webchat::encode_history({}, false)));
    }

    void show_photo(const WebRequest& request, net::Respond respond) {
        const auto hash = request.path.substr(request.path.rfind('/') + 1);
        read(request, std::move(respond),
             [hash, &files = services_.files](store::Snapshot& snapshot, const store::Person& person) -> WebReply {
                 const auto media = snapshot.kept_photo(person.conversation, hash);
                 if (!media) return {404, {}, "", {}};
                 auto bytes = files.read(hash);
                 if (!bytes) return {404, {}, "", {}};
                 return {200,
                         {{"Content-Type", media->mime},
                          {"Cache-Control", "private, max-age=86400"},
                          {"Content-Security-Policy", "default-src 'none'; sandbox"}},
                         std::move(*bytes),
                         {}};
             },
             WebReply{404, {}, "", {}});
    }

    void events(const WebRequest& request, net::Respond respond) {
        const auto from = known_visitor(request);
        if (!from || !account_) return respond(problem(401, "no_cookie"));
        const auto last_known = header(request.headers, "Last-Event-ID");
        const auto asked = query_value(request.query, "after").value_or("");
        const auto after = number_in(last_known.empty() ? std::string_view(asked) : last_known, 0);
        WebReply reply;
        reply.stream = [hub = services_.hub, account = account_, from = *from, after](std::shared_ptr<EventStream> stream) {
            hub->open(account, from, after, std::move(stream));
        };
        respond(std::move(reply));
    }

    Services services_;
    std::vector<embedded::File> files_;
    std::string version_;
    std::string html_;
    AccountId account_;
    Allowance allowance_;
};

}  // namespace

std::vector<net::Route> routes(Services services) { return std::make_shared<Chat>(std::move(services))->routes(); }

}  // namespace bot::webchat
