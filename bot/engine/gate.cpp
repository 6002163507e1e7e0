#include "engine/gate.hpp"

#include <mutex>

#include "observe/metrics.hpp"

namespace bot::engine {
namespace {

// The messages of one delivery, each its own unit; answered together. The lane finishes units while the io thread is
// still submitting, so the count is guarded.
class Delivery {
public:
    Delivery(std::size_t messages, std::function<void(Result<std::vector<Taken>>)> done)
        : taken_(messages), waiting_(messages + 1), done_(std::move(done)) {}

    void taken(std::size_t index, Taken one) {
        const std::lock_guard lock(mutex_);
        taken_[index] = std::move(one);
    }
    void failed(Error error) {
        const std::lock_guard lock(mutex_);
        failed_ = std::move(error);
    }
    void finish(std::size_t count) {
        {
            const std::lock_guard lock(mutex_);
            waiting_ -= count;
            if (waiting_ > 0) return;
        }
        if (failed_) {
            done_(tl::unexpected(std::move(*failed_)));
        } else {
            done_(std::move(taken_));
        }
    }

private:
    std::mutex mutex_;
    std::vector<Taken> taken_;
    std::size_t waiting_;  // units still out, and one for whoever submits
    std::optional<Error> failed_;
    std::function<void(Result<std::vector<Taken>>)> done_;
};

}  // namespace

void Gate::take(std::vector<Inbound> messages, std::function<void(Result<std::vector<Taken>>)> done) {
    const auto count = messages.size();
    auto delivery = std::make_shared<Delivery>(count, std::move(done));
    for (std::size_t i = 0; i < count; ++i) {
        auto reading = engine_.read(messages[i]);
        observe::count("inbound_total", messages[i].account);
        auto taken = std::make_shared<Taken>();
        auto unit = engine_.receive(std::move(messages[i]), std::move(reading), taken);
        const auto submitted = store_.submit(std::move(unit), [this, delivery, taken, i](std::optional<Error> error) {
            if (error) {
                delivery->failed(std::move(*error));
            } else {
                if (taken->repeated) observe::count("inbound_repeated_total");
                told_(taken->effects);
                delivery->taken(i, std::move(*taken));
            }
            delivery->finish(1);
        });
        if (!submitted) {
            // Nothing of the rest is taken: the platform sends the whole delivery again, and repeats are recognised.
            delivery->failed(submitted.error());
            delivery->finish(count - i);
            break;
        }
    }
    delivery->finish(1);
}

void Gate::run(store::Store::Unit unit, std::shared_ptr<Effects> effects, std::function<void(Result<void>)> done, store::Store::Waits waits) {
    auto shared_done = std::make_shared<std::function<void(Result<void>)>>(std::move(done));
    const auto submitted =
        store_.submit(std::move(unit), [this, effects = std::move(effects), shared_done](std::optional<Error> error) {
            if (error) return (*shared_done)(tl::unexpected(std::move(*error)));
            told_(*effects);
            (*shared_done)({});
        }, waits);
    if (!submitted) (*shared_done)(tl::unexpected(submitted.error()));
}

}  // namespace bot::engine
