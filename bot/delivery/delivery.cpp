#include "delivery/delivery.hpp"

#include <fmt/format.h>

#include <atomic>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "delivery/fetch.hpp"
#include "delivery/pace.hpp"
#include "observe/log.hpp"
#include "observe/metrics.hpp"

namespace bot::delivery {
namespace {

constexpr std::size_t letters_a_round = 64;
constexpr std::size_t most_in_flight = 32;
constexpr std::chrono::seconds send_deadline{30};
constexpr std::chrono::milliseconds longest_sleep{30'000};
constexpr std::chrono::milliseconds after_a_full_round{20};
// While an account has used up its pace, new letters do not make the outbox be read again for so long: with a wave of
// letters waiting, each message of a member would read the same head of the queue once more.
constexpr std::chrono::milliseconds rest{25};

}  // namespace

// Held by shared pointer: completions of the client and the store may come after the loop was told to stop.
struct Delivery::Impl : std::enable_shared_from_this<Delivery::Impl> {
    explicit Impl(Services with) : services(with), fetch(with) {
        for (const auto& [account, platform] : services.platforms) {
            pace.emplace(account, Pace(platform->limits().per_second));
        }
    }

    Services services;
    Fetch fetch;
    std::map<std::string, Pace, std::less<>> pace;
    std::unordered_set<std::int64_t> in_flight;      // letters being sent or whose outcome is being written
    std::unordered_set<std::int64_t> conversations;  // with a letter in flight
    std::unordered_map<std::int64_t, Instant> last_sent;  // per conversation, for the shortest gap
    std::unordered_map<std::int64_t, std::size_t> parts_sent;  // of long letters that are not through yet
    std::unordered_map<std::int64_t, std::unique_ptr<net::Loop::Timer>> between_parts;
    std::unique_ptr<net::Loop::Timer> timer;
    std::unique_ptr<net::Loop::Timer> rested;
    std::atomic<bool> woken{false};
    // Letters whose outcome was written while the outbox was being read: what was read may still show them as due.
    std::unordered_set<std::int64_t> done_meanwhile;
    bool looking = false;
    bool look_again = false;
    bool resting = false;
    bool stopped = false;

    void wake() {
        if (woken.exchange(true)) return;
        services.loop.post([self = shared_from_this()] {
            self->woken = false;
            self->look();
        });
    }

    // Asks the outbox what is due, on a reader's thread.
    void look() {
        if (stopped) return;
        if (resting || looking || in_flight.size() >= most_in_flight) {
            look_again = true;
            return;
        }
        looking = true;
        look_again = false;
        const auto now = services.clock.now();
        const auto submitted = services.store.read([self = shared_from_this(), now](Result<store::Snapshot*> snapshot) {
            std::vector<Letter> due;
            std::optional<Instant> next;
            if (snapshot) {
                due = (*snapshot)->due_letters(now, letters_a_round);
                if (due.size() < letters_a_round) next = (*snapshot)->next_letter_at();
            }
            self->services.loop.post([self, due = std::move(due), next] { self->start(due, next); });
        });
        if (!submitted) {
            looking = false;
            sleep(longest_sleep);
        }
    }

    void start(const std::vector<Letter>& due, std::optional<Instant> next) {
        looking = false;
        const auto settled = std::exchange(done_meanwhile, {});
        if (stopped) return;
        const auto now = services.clock.now();
        auto wait = longest_sleep;
        bool paced = false;
        for (const auto& letter : due) {
            if (settled.contains(letter.id.value) || in_flight.contains(letter.id.value) || conversations.contains(letter.conversation.value)) continue;
            if (in_flight.size() >= most_in_flight) {
                look_again = true;
                break;
            }
            const auto held = pause_for(letter, now);
            if (held > Millis{0}) {
                wait = std::min(wait, held);
                paced = true;
                continue;
            }
            send(letter);
        }
        if (due.size() == letters_a_round) wait = std::min(wait, after_a_full_round);
        if (next && *next > now) wait = std::min(wait, std::chrono::milliseconds(*next - now));
        sleep(std::max(wait, std::chrono::milliseconds{1}));
        if (paced) take_rest();
        if (look_again && !resting && in_flight.size() < most_in_flight) wake();
    }

    void sleep(std::chrono::milliseconds wait) {
        if (stopped) return;
        timer = services.loop.after(wait, [self = shared_from_this()] { self->look(); });
    }

    void take_rest() {
        resting = true;
        rested = services.loop.after(rest, [self = shared_from_this()] {
            self->resting = false;
            if (self->look_again) self->look();
        });
    }

    Millis pause_for(const Letter& letter, Instant now) {
        const auto platform = services.platforms.find(letter.account);
        if (platform == services.platforms.end()) return Millis{0};  // refused in send()
        const auto limits = platform->second->limits();
        if (const auto at = last_sent.find(letter.conversation.value); at != last_sent.end()) {
            const auto since = now - at->second;
            if (since >= Millis{0} && since < limits.per_conversation) return limits.per_conversation - since;
        }
        return pace.at(letter.account).take(now);
    }

    void send(const Letter& letter) {
        in_flight.insert(letter.id.value);
        conversations.insert(letter.conversation.value);
        const auto platform = services.platforms.find(letter.account);
        if (platform == services.platforms.end()) {
            return finish(letter, platforms::Refused{"account_not_enabled"});
        }
        auto requests = platform->second->send(letter);
        if (!requests || requests->empty()) return finish(letter, platforms::Refused{"cannot_be_encoded"});
        const auto sent = parts_sent.find(letter.id.value);
        const auto first = sent == parts_sent.end() ? 0 : std::min(sent->second, requests->size() - 1);
        send_part(letter, std::make_shared<std::vector<HttpRequest>>(std::move(*requests)), first);
    }

    // A long letter goes out in parts, one after another.
    void send_part(const Letter& letter, std::shared_ptr<std::vector<HttpRequest>> parts, std::size_t index) {
        auto request = (*parts)[index];
        services.client.send(std::move(request), send_deadline,
                             [self = shared_from_this(), letter, parts, index](Result<HttpResponse> response) {
                                 const auto& platform = *self->services.platforms.find(letter.account)->second;
                                 auto outcome = response ? platform.outcome(*response)
                                                         : platforms::SendOutcome(platforms::RetryLater{
                                                               std::nullopt, response.error().code == Errc::timed_out
                                                                                 ? "timed_out"
                                                                                 : "no_connection"});
                                 const bool sent = std::holds_alternative<platforms::Sent>(outcome);
                                 if (sent && index + 1 < parts->size()) return self->pause_before(letter, parts, index + 1);
                                 self->finish(letter, outcome);
                             });
    }

    // The next part keeps the gap that letters keep. A part that arrived is not sent again when a later one fails.
    void pause_before(const Letter& letter, std::shared_ptr<std::vector<HttpRequest>> parts, std::size_t index) {
        parts_sent[letter.id.value] = index;
        if (stopped) {
            in_flight.erase(letter.id.value);  // stays in the outbox
            return;
        }
        const auto& platform = *services.platforms.find(letter.account)->second;
        const auto wait = platform.limits().per_conversation + pace.at(letter.account).take(services.clock.now());
        between_parts[letter.id.value] = services.loop.after(wait, [self = shared_from_this(), letter, parts, index] {
            self->between_parts.erase(letter.id.value);
            self->send_part(letter, parts, index);
        });
    }

    // The conversation is free again only once the outcome is on disk: until then the outbox still shows the letter as due.
    void finish(const Letter& letter, const platforms::SendOutcome& outcome) {
        const auto now = services.clock.now();
        remember_sent(letter.conversation, now);
        auto row = after(letter, outcome, now, services.random);
        observe::count("deliveries_total", row.outcome);
        if (row.state == store::LetterState::dead) {
            observe::log(observe::Level::error, "letter_dead",
                         {observe::Field("letter", letter.id), observe::Field::code("reason", row.reason)});
        }
        if (row.state != store::LetterState::pending) parts_sent.erase(letter.id.value);
        const bool gone = row.state == store::LetterState::unreachable;
        const bool arrived = row.state == store::LetterState::sent;
        const auto free = [self = shared_from_this(), letter, arrived](std::optional<Error> error) {
            self->services.loop.post([self, letter, arrived, failed = error.has_value()] {
                self->in_flight.erase(letter.id.value);
                self->conversations.erase(letter.conversation.value);
                if (self->looking) self->done_meanwhile.insert(letter.id.value);
                if (failed) return self->sleep(longest_sleep);  // the store is in trouble: the letter is sent again later
                if (arrived && self->services.arrived) self->services.arrived();
                self->look();
            });
        };
        const auto submitted = services.store.submit(
            [row, gone, conversation = letter.conversation](store::Transaction& tx) {
                tx.letter_outcome(row);
                if (row.state == store::LetterState::dead) {
                    tx.remind(fmt::format("dead/{}/{}", row.letter.value, to_ms(row.at)), store::dead_letter_kind, CaseId{}, 0, row.at);
                }
                if (gone) tx.lost(conversation);
            },
            free);
        if (!submitted) free(submitted.error());
    }

    void remember_sent(ConversationId conversation, Instant now) {
        // Only the last seconds matter; the map is emptied now and then instead of growing for ever.
        if (last_sent.size() > 10'000) last_sent.clear();
        last_sent[conversation.value] = now;
    }
};

Delivery::Delivery(Services services) : impl_(std::make_shared<Impl>(services)) {}
Delivery::~Delivery() { stop(); }

void Delivery::wake() { impl_->wake(); }

void Delivery::wake_fetch() {
    impl_->services.loop.post([impl = impl_] { impl->fetch.look(); });
}

void Delivery::stop() {
    impl_->stopped = true;
    impl_->fetch.stop();
    impl_->timer.reset();
    impl_->rested.reset();
    for (const auto& [letter, waiting] : impl_->between_parts) impl_->in_flight.erase(letter);
    impl_->between_parts.clear();
}

bool Delivery::idle() const { return impl_->in_flight.empty() && !impl_->looking && impl_->fetch.idle(); }

void Delivery::acknowledge_button(const std::string& account, const std::string& token) {
    const auto platform = impl_->services.platforms.find(account);
    if (platform == impl_->services.platforms.end()) return;
    auto request = platform->second->acknowledge_button(token);
    if (request) impl_->services.client.send(std::move(*request), send_deadline, [](Result<HttpResponse>) {});
}

}  // namespace bot::delivery
