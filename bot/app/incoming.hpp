// Files that are handed to the program piece by piece, for as long as one command needs them. They hold people's names:
// they stand in the data folder, readable by its owner alone, and leftovers go when the program starts.
#pragma once

#include <istream>
#include <optional>
#include <string>
#include <string_view>

#include "core/random.hpp"
#include "core/result.hpp"

namespace bot::app {

class Incoming {
public:
    static constexpr std::size_t piece = 1u << 20;

    explicit Incoming(const std::string& data) : folder_(data + "/incoming") {}

    void clear() const;
    // A new, empty file; its id.
    Result<std::string> begin(Random& random) const;
    // Errors: not_found, too_large, storage_full, unavailable.
    Result<void> append(std::string_view id, std::string_view bytes) const;
    Result<std::string> copy(std::istream& from, Random& random) const;
    std::optional<std::string> file(std::string_view id) const;  // its path; nothing when there is none
    void remove(std::string_view id) const;

private:
    std::string path_of(std::string_view id) const;

    std::string folder_;
};

}  // namespace bot::app
