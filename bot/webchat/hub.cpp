#include "webchat/hub.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace bot::webchat {
namespace {

// A page that knows nothing yet gets this many; older ones come through the history.
constexpr std::size_t entries_a_push = 200;

}  // namespace

platforms::webchat::ChatEntry shown(const store::Entry& entry) {
    platforms::webchat::ChatEntry line;
    line.id = entry.id;
    line.mine = entry.mine;
    line.person = entry.by_person;
    line.text = entry.text;
    line.at_ms = to_ms(entry.at);
    line.choices = entry.choices;
    line.client_id = entry.client_id;
    // A message id is "<sender>.<client id>": the page knows the second part.
    if (const auto dot = line.client_id.find('.'); dot != std::string::npos) line.client_id.erase(0, dot + 1);
    for (const auto& hash : entry.photos) line.photos.push_back("/chat/photos/" + hash);
    return line;
}

void Hub::open(AccountId account, const std::string& sender, std::int64_t after, std::shared_ptr<EventStream> stream) {
    auto page = std::make_shared<Page>();
    page->stream = std::move(stream);
    page->account = account;
    page->sender = sender;
    page->last = after;
    pages_.push_back(page);
    page->stream->on_closed([hub = weak_from_this(), weak = std::weak_ptr<Page>(page)] {
        const auto self = hub.lock();
        const auto gone = weak.lock();
        if (self && gone) std::erase(self->pages_, gone);
    });
    refresh(page);
}

void Hub::wake(std::vector<ConversationId> conversations) {
    if (conversations.empty()) return;
    loop_.post([self = shared_from_this(), told = std::move(conversations)] {
        const auto pages = self->pages_;
        for (const auto& page : pages) {
            // A page without a conversation may just have got its first one.
            const bool meant = !page->conversation ||
                               std::find(told.begin(), told.end(), page->conversation) != told.end();
            if (meant) self->refresh(page);
        }
    });
}

void Hub::close_all() {
    const auto pages = std::move(pages_);
    pages_.clear();
    for (const auto& page : pages) page->stream->close();
}

void Hub::refresh(const std::shared_ptr<Page>& page) {
    if (page->stream->closed()) return;
    if (page->reading) {
        page->again = true;
        return;
    }
    page->reading = true;
    page->again = false;
    const auto submitted = store_.read([self = shared_from_this(), page, last = page->last,
                                        known = page->conversation](Result<store::Snapshot*> snapshot) {
        std::vector<store::Entry> entries;
        auto conversation = known;
        if (snapshot) {
            if (!conversation) {
                const auto person = (*snapshot)->person(page->account, page->sender);
                if (person) conversation = person->conversation;
            }
            if (conversation) entries = (*snapshot)->entries_after(conversation, last, entries_a_push);
        }
        self->loop_.post([self, page, conversation, entries = std::move(entries)] {
            self->deliver(page, conversation, entries);
        });
    });
    if (!submitted) page->reading = false;
}

void Hub::deliver(const std::shared_ptr<Page>& page, ConversationId conversation,
                  const std::vector<store::Entry>& entries) {
    page->reading = false;
    page->conversation = conversation;
    for (const auto& entry : entries) {
        if (entry.id <= page->last) continue;
        page->stream->push(fmt::format("{}", entry.id), "entry", platforms::webchat::encode_letter(shown(entry)));
        page->last = entry.id;
    }
    if (page->again) refresh(page);
}

}  // namespace bot::webchat
