// The way of an answer from a route, on whatever thread, back to its connection.
#pragma once

#include <atomic>
#include <memory>

#include "core/http.hpp"
#include "net/mailbox.hpp"

namespace bot::net {

class AnswerTaker {
public:
    virtual void take_answer(WebReply reply) = 0;  // io thread, once a request

protected:
    ~AnswerTaker() = default;
};

// Behind every Respond of one request. The last copy that goes away unanswered answers 500.
class Answer {
public:
    Answer(std::weak_ptr<AnswerTaker> taker, std::shared_ptr<Mailbox> mailbox)
        : taker_(std::move(taker)), mailbox_(std::move(mailbox)) {}
    ~Answer();
    Answer(const Answer&) = delete;
    Answer& operator=(const Answer&) = delete;

    void give(WebReply reply);  // any thread; only the first counts

private:
    std::weak_ptr<AnswerTaker> taker_;  // weak: a route may keep the answer longer than the connection lasts
    std::shared_ptr<Mailbox> mailbox_;
    std::atomic<bool> given_{false};
};

}  // namespace bot::net
