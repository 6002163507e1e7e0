// The HTTP client's door: checks the request, then an Exchange carries it.
#include "net/client.hpp"

#include <utility>

#include "net/exchange.hpp"
#include "net/loop_impl.hpp"
#include "net/request_text.hpp"
#include "net/spawn.hpp"

namespace bot::net {
namespace {

void begin(const std::shared_ptr<ClientCore>& core, HttpRequest request, std::chrono::milliseconds deadline,
           Client::Done done) {
    auto url = parse_url(request.url);
    if (!url) return done(tl::unexpected(url.error()));
    auto text = request_text(request, *url);
    if (!text) return done(tl::unexpected(text.error()));
    auto exchange =
        std::make_shared<Exchange>(core, std::move(*url), std::move(*text), request, std::move(done));
    exchange->start_deadline(deadline);
    spawn(core->executor, "client", Exchange::run(std::move(exchange)));
}

class AsioClient final : public Client {
public:
    explicit AsioClient(Loop& loop)
        : mailbox_(loop.impl().mailbox), core_(std::make_shared<ClientCore>(loop.impl().io.get_executor())) {}

    // Always through the queue, so that `done` never runs inside send().
    void send(HttpRequest request, std::chrono::milliseconds deadline, Done done) override {
        mailbox_->put(
            [core = core_, request = std::move(request), deadline, done = std::move(done)]() mutable {
                begin(core, std::move(request), deadline, std::move(done));
            });
    }

private:
    std::shared_ptr<Mailbox> mailbox_;
    std::shared_ptr<ClientCore> core_;
};

}  // namespace

std::unique_ptr<Client> Client::create(Loop& loop) { return std::make_unique<AsioClient>(loop); }

}  // namespace bot::net
