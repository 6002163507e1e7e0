// A delivery over a real store, a real client and Telegram's adapter, and the other end of the wire: a server
// that writes down what arrives and answers as told.
#pragma once

#include <catch2/catch.hpp>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "delivery/delivery.hpp"
#include "net/server.hpp"

namespace post_office {

using bot::ConversationId;
using bot::Instant;
using bot::LetterId;
using bot::Millis;

inline const Instant monday = bot::from_ms(1'772'416'800'000);

struct Call {
    std::string method;  // of the Bot API, or "file"
    std::int64_t chat = 0;
    std::string text;
    bool buttons = false;
};

// How to answer a call; one that is kept unanswered is answered by the test.
using Answer =
    std::function<void(const Call&, std::size_t nth, bot::net::Respond)>;  // nth: of the same text, from 1

bot::WebReply accepted();
bot::WebReply refused(int status, std::string_view description = "no");

class PostOffice {
public:
    explicit PostOffice(bot::Clock& clock, Answer answer, std::string_view base_url = {});
    ~PostOffice();
    PostOffice(const PostOffice&) = delete;
    PostOffice& operator=(const PostOffice&) = delete;

    ConversationId member(std::int64_t chat, std::string_view account = "telegram");
    LetterId letter(ConversationId to, std::string_view text, std::vector<bot::Choice> choices = {});
    void file(ConversationId from, std::string_view platform_file, std::int64_t bytes = 0);

    void begin();  // the io thread starts, and the outbox is looked at
    void stop();   // as on shutdown: nothing new is started
    bool idle();

    // Waits until `condition` holds; looks again whenever a call arrives or some milliseconds went by.
    [[nodiscard]] bool until(const std::function<bool()>& condition);

    std::vector<Call> calls();
    std::vector<std::string> texts(std::int64_t chat);
    std::string states(ConversationId of);  // of the letters, oldest first, with tries: "sent 1, pending 0"
    std::string file_state();               // of the only file, with its tries
    std::int64_t number(const char* sql);

    bot::delivery::Delivery& delivery() { return *delivery_; }

private:
    void take(const bot::WebRequest& request, bot::net::Respond respond);
    void on_loop(const std::function<void()>& work);

    std::string folder_;
    bot::Clock& clock_;
    Answer answer_;
    bot::SeededRandom random_{20261122};
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Call> calls_;
    std::unique_ptr<bot::store::Store> store_;
    bot::delivery::Platforms platforms_;
    bot::store::MediaFiles files_;
    bot::net::Loop loop_;
    std::unique_ptr<bot::Worker> worker_ = std::make_unique<bot::Worker>();
    std::unique_ptr<bot::net::Client> client_;
    std::unique_ptr<bot::net::Server> server_;
    std::unique_ptr<bot::delivery::Delivery> delivery_;
    std::thread thread_;
};

}  // namespace post_office
