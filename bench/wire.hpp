// One keep-alive HTTP connection to 127.0.0.1, without any library: send whole, then read until the answer is
// whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace bench {

class Wire {
public:
    explicit Wire(std::uint16_t port);
    ~Wire();
    Wire(Wire&& other) noexcept;
    Wire& operator=(Wire&&) = delete;

    int handle() const { return handle_; }
    // False: the connection is broken. Requests are small, so one write takes them.
    bool send(const std::string& request);
    // The status once the answer is whole; nothing while more must come; 0 when the connection is broken.
    std::optional<int> receive();

private:
    int handle_;
    std::string in_;
};

}  // namespace bench
