// Answers cross to the io thread only when they are not there already.
#include "net/answer.hpp"

#include <exception>
#include <utility>

#include "net/escaped.hpp"

namespace bot::net {

Answer::~Answer() {
    if (given_.load(std::memory_order_relaxed)) return;
    run_guarded("dropped_answer", [this] {
        WebReply reply;
        reply.status = 500;
        give(std::move(reply));
    });
}

void Answer::give(WebReply reply) {
    if (given_.exchange(true, std::memory_order_acq_rel)) return;
    if (mailbox_->here()) {
        if (const auto taker = taker_.lock()) taker->take_answer(std::move(reply));
        return;
    }
    mailbox_->put([taker = taker_, reply = std::move(reply)]() mutable {
        if (const auto there = taker.lock()) there->take_answer(std::move(reply));
    });
}

}  // namespace bot::net
