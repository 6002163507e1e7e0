// Fetches members' photos and voice notes from their platform, outside the webhook, within limits, and keeps them by
// the hash of their bytes.
#pragma once

#include <memory>

#include "core/ids.hpp"

namespace bot::delivery {

struct Services;

class Fetch {
public:
    explicit Fetch(const Services& services);
    ~Fetch();

    void look();  // io thread: starts what is due
    void stop();
    bool idle() const;

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace bot::delivery
