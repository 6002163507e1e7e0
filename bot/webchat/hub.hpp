// Open event streams of members' pages. Told after a commit which conversations have something new, it reads the
// entries and pushes them; the letters in the store are the history, so a dropped line loses nothing.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/http.hpp"
#include "core/ids.hpp"
#include "net/loop.hpp"
#include "platforms/webchat/wire.hpp"
#include "store/store.hpp"

namespace bot::webchat {

class Hub : public std::enable_shared_from_this<Hub> {
public:
    Hub(net::Loop& loop, store::Store& store) : loop_(loop), store_(store) {}

    // io thread. `after`: the last entry the page knows.
    void open(AccountId account, const std::string& sender, std::int64_t after, std::shared_ptr<EventStream> stream);
    void wake(std::vector<ConversationId> conversations);  // any thread
    void close_all();                                      // io thread

private:
    struct Page {
        std::shared_ptr<EventStream> stream;
        AccountId account;
        std::string sender;
        ConversationId conversation;  // none until the first message of this browser
        std::int64_t last = 0;
        bool reading = false;
        bool again = false;
    };
    void refresh(const std::shared_ptr<Page>& page);
    void deliver(const std::shared_ptr<Page>& page, ConversationId conversation, const std::vector<store::Entry>& entries);

    net::Loop& loop_;
    store::Store& store_;
    std::vector<std::shared_ptr<Page>> pages_;
};

platforms::webchat::ChatEntry shown(const store::Entry& entry);

}  // namespace bot::webchat
