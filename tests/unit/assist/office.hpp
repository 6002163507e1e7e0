// A union whose unclear messages may be looked at again: the real engine on a real store, the real client,
// and a server that stands in for the language model and answers as told.
#pragma once

#include <catch2/catch.hpp>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "assist/assist.hpp"
#include "net/server.hpp"
#include "unit/engine/house.hpp"

namespace office {

using namespace bot;

struct Asked {
    std::string path;
    std::string authorization;
    std::string body;
};

// On the io thread. Without one the questions stay open until they are released.
using Answer = std::function<void(const Asked&, const net::Respond& respond)>;
using Change = std::function<void(config::AssistSetting&)>;

WebReply completion(std::string_view content);
Answer saying(std::string content);
Answer with(WebReply reply);

// Values of niangjia_assist_total since the process began.
double counted(std::string_view outcome);

// Calm words with five topics, the first of middle certainty: whatever the shipped model makes of them.
void read_as_unclear(const test::House& house, dialogue::Reading& reading);

class Office {
public:
    explicit Office(Answer answer, const Change& change = {});
    ~Office();
    Office(const Office&) = delete;
    Office& operator=(const Office&) = delete;

    void member(const std::string& who);  // who has agreed to the notice
    // Through the whole gate, read by the shipped model.
    engine::Taken say(const std::string& who, const std::string& text);
    // The same, but read as told.
    using Read = std::function<void(dialogue::Reading&)>;
    engine::Taken unclear(const std::string& who, const std::string& text = "那个东西又不行了",
                          const Read& read = {});
    engine::Taken deliver(Inbound message, const Read& read);

    [[nodiscard]] bool until(const std::function<bool()>& condition);
    std::vector<Asked> asked();
    void release(const WebReply& reply);  // answers all open questions
    dialogue::CaseView last_case(const std::string& who);
    std::vector<std::string> history(CaseId id);  // kinds, oldest first
    void stop();                                  // as on shutdown

private:
    void told(const engine::Effects& effects);
    void take(const WebRequest& request, net::Respond respond);

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Asked> asked_;
    std::vector<net::Respond> open_;
    Answer answer_;
    net::Loop loop_;
    std::unique_ptr<net::Server> server_;

public:
    test::House house;

private:
    engine::Gate gate_;
    std::unique_ptr<net::Client> client_;
    std::unique_ptr<assist::Assist> assist_;
    std::thread thread_;
    int said_ = 0;
};

}  // namespace office
