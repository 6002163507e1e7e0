#include "delivery/fetch.hpp"

#include <unordered_set>
#include <utility>

#include "delivery/delivery.hpp"
#include "delivery/pace.hpp"
#include "observe/log.hpp"
#include "observe/metrics.hpp"

namespace bot::delivery {
namespace {

constexpr std::size_t files_a_round = 4;
constexpr int most_fetch_tries = 8;
constexpr std::chrono::seconds fetch_deadline{60};
constexpr std::chrono::seconds after_trouble{30};

}  // namespace

struct Fetch::Impl : std::enable_shared_from_this<Fetch::Impl> {
    explicit Impl(const Services& with) : services(with) {}

    const Services services;
    std::unordered_set<std::int64_t> busy;
    std::unique_ptr<net::Loop::Timer> timer;
    std::unordered_set<std::int64_t> done_meanwhile;  // settled while the list of wanted files was being read
    bool looking = false;
    bool stopped = false;

    void look() {
        if (stopped || looking || busy.size() >= files_a_round) return;
        looking = true;
        const auto now = services.clock.now();
        const auto submitted = services.store.read([self = shared_from_this(), now](Result<store::Snapshot*> snapshot) {
            std::vector<store::AttachmentRow> wanted;
            std::optional<Instant> next;
            if (snapshot) {
                wanted = (*snapshot)->wanted_attachments(now, files_a_round);
                next = (*snapshot)->next_attachment_at();
            }
            self->services.loop.post([self, wanted = std::move(wanted), next, now] {
                self->looking = false;
                const auto settled = std::exchange(self->done_meanwhile, {});
                for (const auto& one : wanted) {
                    if (!settled.contains(one.id.value)) self->start(one);
                }
                if (next && *next > now && !self->stopped) {
                    self->timer = self->services.loop.after(*next - now, [self] { self->look(); });
                }
            });
        });
        if (!submitted) looking = false;
    }

    void start(const store::AttachmentRow& one) {
        if (stopped || !busy.insert(one.id.value).second) return;
        const auto platform = services.platforms.find(one.account_key);
        if (platform == services.platforms.end()) return give_up(one, "account_not_enabled");
        if (one.media.bytes > platform->second->limits().media_bytes) return give_up(one, "too_large");
        auto request = platform->second->media_request(one.media);
        if (!request) return give_up(one, "no_address");
        services.client.send(std::move(*request), fetch_deadline,
                             [self = shared_from_this(), one](Result<HttpResponse> answer) { self->located(one, answer); });
    }

    void located(const store::AttachmentRow& one, const Result<HttpResponse>& answer) {
        if (!answer) return again(one);
        const auto& platform = *services.platforms.find(one.account_key)->second;
        auto where = platform.media_location(*answer);
        if (!where) return lasts(where.error().code) ? give_up(one, "refused") : again(one);
        if (!*where) return keep(one, answer->body);
        (*where)->response_limit = static_cast<std::size_t>(platform.limits().media_bytes);
        services.client.send(std::move(**where), fetch_deadline,
                             [self = shared_from_this(), one](Result<HttpResponse> file) {
                                 if (!file && file.error().code == Errc::too_large) return self->give_up(one, "too_large");
                                 if (!file || file->status != 200) return self->again(one);
                                 self->keep(one, file->body);
                             });
    }

    // What the platform says once about a file, it will say again.
    static bool lasts(Errc code) {
        return code == Errc::not_found || code == Errc::not_allowed || code == Errc::too_large;
    }

    void keep(const store::AttachmentRow& one, std::string bytes) {
        const bool queued = services.worker.add([self = shared_from_this(), one, bytes = std::move(bytes)] {
            const auto kept = self->services.files.keep(bytes);
            if (!kept) {
                self->services.loop.post([self, one, final = kept.error().code == Errc::unsupported] {
                    final ? self->give_up(one, "unsupported") : self->again(one);
                });
                return;
            }
            observe::count("media_total", "kept");
            self->write(one, [file = *kept, id = one.id](store::Transaction& tx) {
                tx.attachment_kept(id, file.sha256, file.mime, file.bytes);
            });
        });
        if (!queued) again(one);
    }

    void again(const store::AttachmentRow& one) {
        if (one.tries + 1 >= most_fetch_tries) return give_up(one, "unreachable");
        const auto at = services.clock.now() + retry_delay(one.tries + 1, std::nullopt, services.random);
        observe::count("media_total", "retry");
        write(one, [id = one.id, at](store::Transaction& tx) { tx.attachment_retry(id, at); });
    }

    // The message itself stays; staff see that a file could not be had.
    void give_up(const store::AttachmentRow& one, std::string_view why) {
        observe::count("media_total", "failed");
        observe::log(observe::Level::warning, "media_failed",
                     {observe::Field("attachment", one.id), observe::Field::code("reason", why)});
        write(one, [id = one.id](store::Transaction& tx) { tx.attachment_failed(id); });
    }

    void write(const store::AttachmentRow& one, store::Store::Unit unit) {
        const auto free = [self = shared_from_this(), id = one.id](std::optional<Error> error) {
            self->services.loop.post([self, id, failed = error.has_value()] {
                self->busy.erase(id.value);
                if (self->looking) self->done_meanwhile.insert(id.value);
                if (!failed) return self->look();
                // The store is in trouble: the file is fetched again, but not at once.
                if (!self->stopped) self->timer = self->services.loop.after(after_trouble, [self] { self->look(); });
            });
        };
        if (const auto submitted = services.store.submit(std::move(unit), free); !submitted) free(submitted.error());
    }
};

Fetch::Fetch(const Services& services) : impl_(std::make_shared<Impl>(services)) {}
Fetch::~Fetch() { stop(); }
void Fetch::look() { impl_->look(); }

void Fetch::stop() {
    impl_->stopped = true;
    impl_->timer.reset();
}

bool Fetch::idle() const { return impl_->busy.empty() && !impl_->looking; }

}  // namespace bot::delivery
