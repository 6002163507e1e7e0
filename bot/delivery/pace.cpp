#include "delivery/pace.hpp"

#include <algorithm>
#include <cmath>

namespace bot::delivery {
namespace {

constexpr std::int64_t first_delay_ms = 2'000;
constexpr std::int64_t longest_delay_ms = 2LL * 3600 * 1000;

}  // namespace

Millis retry_delay(int tries, std::optional<Millis> hint, Random& random) {
    const auto doublings = std::clamp(tries - 1, 0, 20);
    const auto base = std::min(first_delay_ms << doublings, longest_delay_ms);
    const auto swing = static_cast<std::int64_t>(random.next() % static_cast<std::uint64_t>(base / 2 + 1)) - base / 4;
    // A hint is a floor: going earlier than asked makes platforms angrier. It is no reason to use up all tries in a
    // minute either.
    const Millis own{base + swing};
    return hint ? std::max(own, *hint + Millis{std::abs(swing) % 1000}) : own;
}

store::LetterOutcome after(const Letter& letter, const platforms::SendOutcome& outcome, Instant now, Random& random) {
    store::LetterOutcome row;
    row.letter = letter.id;
    row.at = now;
    row.next_at = now;
    if (const auto* sent = std::get_if<platforms::Sent>(&outcome)) {
        row.state = store::LetterState::sent;
        row.outcome = "sent";
        row.platform_message_id = sent->platform_message_id;
    } else if (const auto* later = std::get_if<platforms::RetryLater>(&outcome)) {
        const int tries = letter.tries + 1;
        row.state = tries >= most_tries ? store::LetterState::dead : store::LetterState::pending;
        row.next_at = now + retry_delay(tries, later->after, random);
        row.outcome = tries >= most_tries ? "dead" : "retry";
        row.reason = later->reason;
    } else if (const auto* gone = std::get_if<platforms::Unreachable>(&outcome)) {
        row.state = store::LetterState::unreachable;
        row.outcome = "unreachable";
        row.reason = gone->reason;
    } else {
        row.state = store::LetterState::dead;
        row.outcome = "refused";
        row.reason = std::get<platforms::Refused>(outcome).reason;
    }
    return row;
}

Pace::Pace(double per_second)
    : burst_(std::max(1.0, per_second / 6)),
      refill_(per_second > 2 * burst_ ? per_second - burst_ : per_second),
      tokens_(burst_) {}

Millis Pace::take(Instant now) {
    // A clock that jumps back gives no tokens and takes none away.
    if (now > at_) {
        const std::chrono::duration<double> since = now - at_;
        tokens_ = std::min(burst_, tokens_ + since.count() * refill_);
    }
    at_ = now;
    if (tokens_ >= 1) {
        tokens_ -= 1;
        return Millis{0};
    }
    return Millis{static_cast<std::int64_t>(std::ceil((1 - tokens_) / refill_ * 1000))};
}

}  // namespace bot::delivery
