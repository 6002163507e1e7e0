// What a Telegram message carries: words, files, a place.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/message.hpp"

namespace bot::platforms::telegram {

std::string words_of(const nlohmann::json& message);  // text, caption, or the number of a shared contact
std::vector<Media> media_of(const nlohmann::json& message);
std::optional<Location> location_of(const nlohmann::json& message);

}  // namespace bot::platforms::telegram
