// Plays a transcript: a fresh data folder, the shipped settings, a clock that only the transcript moves.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "engine/gate.hpp"
#include "script.hpp"
#include "store/store.hpp"

namespace transcripts {

class Stage {
public:
    Stage(std::shared_ptr<const bot::engine::Tools> tools, std::string folder);

    // The whole transcript with what the bot did written below each line.
    std::string play(const std::vector<Line>& lines);

private:
    void happen(const Line& line, std::string& out);
    void say(const Line& line);
    void wait_until(bot::Instant until, std::string& out);
    void add_staff(const Line& line);
    void add_to_lists(const Line& line);
    void write_news(std::string& out);
    void take(bot::Inbound message);
    std::string name_of(bot::ConversationId conversation);

    std::shared_ptr<const bot::engine::Tools> tools_;
    bot::ManualClock clock_;
    std::unique_ptr<bot::store::Store> store_;
    bot::engine::Engine engine_;
    bot::engine::Gate gate_;
    std::int64_t last_letter_ = 0;
    int messages_ = 0;
    std::map<std::int64_t, std::string> cases_;  // id -> line last written
};

}  // namespace transcripts
