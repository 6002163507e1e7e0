// The members who write during a run: who speaks next, and the bytes of the platform's webhook call.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace bench {

// Which numbers a run uses, so that the next run over the same data goes on after it.
struct Numbers {
    std::uint64_t update = 1;  // next update_id
    std::uint64_t member = 1;  // next new member
    std::uint64_t known = 0;   // members below this wrote before; half of all conversations are theirs
};

// One member in one conversation; belongs to one connection, so a member's messages never overtake one
// another.
struct Talk {
    std::uint64_t chat = 0;
    std::size_t script = 0;
    std::size_t turn = 0;
    bool returning = false;
    bool over = true;
};

class Crowd {
public:
    Crowd(const std::string& file, std::string path, std::string secret, Numbers numbers);

    // The whole HTTP request of this member's next message; begins another conversation when one is over.
    std::string next(Talk& talk);
    const Numbers& numbers() const { return numbers_; }

private:
    void begin(Talk& talk);
    std::string request(const std::string& body) const;

    std::vector<std::vector<std::string>> scripts_;  // as JSON text, escaped
    std::string path_;
    std::string secret_;
    Numbers numbers_;
    std::mt19937_64 chance_;  // same seed every time: runs are comparable
};

}  // namespace bench
