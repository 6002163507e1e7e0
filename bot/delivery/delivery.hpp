// The delivery loop: takes due letters out of the outbox, sends them through their platform, records what became of
// them; and fetches members' files. One letter in flight per conversation. Lives on the io thread.
#pragma once

#include <map>
#include <functional>
#include <memory>
#include <string>

#include "core/clock.hpp"
#include "core/random.hpp"
#include "core/worker.hpp"
#include "net/client.hpp"
#include "net/loop.hpp"
#include "platforms/platform.hpp"
#include "store/media_files.hpp"
#include "store/store.hpp"

namespace bot::delivery {

using Platforms = std::map<std::string, std::unique_ptr<platforms::Platform>, std::less<>>;  // by account key

struct Services {
    net::Loop& loop;
    net::Client& client;
    store::Store& store;
    const Platforms& platforms;
    const store::MediaFiles& files;
    Worker& worker;
    Clock& clock;
    Random& random;
    std::function<void()> arrived = {};  // io thread: a letter was delivered, and what waits for that may be due now
};

class Delivery {
public:
    explicit Delivery(Services services);
    ~Delivery();

    void wake();          // any thread: a letter may be due now
    void wake_fetch();    // any thread: a file may be
    void stop();          // io thread: starts nothing new; what is in flight may finish
    bool idle() const;    // nothing in flight and no outcome waiting to be written

    // Ends a button's spinner, best effort.
    void acknowledge_button(const std::string& account, const std::string& token);

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace bot::delivery
