// Reads the content members of a Telegram Message object; a member of the wrong shape counts as not there.
#include "platforms/telegram/content.hpp"

#include <nlohmann/json.hpp>

#include "platforms/json.hpp"

namespace bot::platforms::telegram {
namespace {

using Json = nlohmann::json;

std::optional<Media> file_of(const Json& file, MediaKind kind) {
    const auto* id = string_at(file, "file_id");
    if (!id || id->empty()) return std::nullopt;
    Media media;
    media.kind = kind;
    media.platform_file = *id;
    if (const auto* mime = string_at(file, "mime_type")) media.mime = *mime;
    media.bytes = std::max<std::int64_t>(0, whole_at(file, "file_size").value_or(0));
    return media;
}

// Telegram offers a photo in several sizes, biggest last; the width is looked at in case that changes.
const Json* biggest(const Json& sizes) {
    const Json* best = nullptr;
    std::int64_t best_width = 0;
    for (const auto& size : sizes) {
        const auto width = whole_at(size, "width").value_or(0);
        if (best && width < best_width) continue;
        best = &size;
        best_width = width;
    }
    return best;
}

struct Kind {
    std::string_view name;
    MediaKind kind;
};

// "animation" is missing on purpose: Telegram sends each as "document" too.
constexpr Kind kinds[] = {
    {"voice", MediaKind::voice}, {"video", MediaKind::video},   {"video_note", MediaKind::video},
    {"audio", MediaKind::file},  {"document", MediaKind::file},
};

}  // namespace

std::string words_of(const Json& message) {
    if (const auto* text = string_at(message, "text")) return *text;
    if (const auto* caption = string_at(message, "caption")) return *caption;
    const auto* contact = object_at(message, "contact");
    const auto* phone = contact ? string_at(*contact, "phone_number") : nullptr;
    return phone ? *phone : std::string();
}

std::vector<Media> media_of(const Json& message) {
    std::vector<Media> found;
    if (const auto* sizes = list_at(message, "photo")) {
        const auto* size = biggest(*sizes);
        auto photo = size ? file_of(*size, MediaKind::photo) : std::nullopt;
        if (photo) found.push_back(std::move(*photo));
    }
    for (const auto& [name, kind] : kinds) {
        const auto* file = object_at(message, name);
        auto media = file ? file_of(*file, kind) : std::nullopt;
        if (media) found.push_back(std::move(*media));
    }
    return found;
}

std::optional<Location> location_of(const Json& message) {
    const auto* place = object_at(message, "location");
    if (!place) return std::nullopt;
    const auto latitude = number_at(*place, "latitude");
    const auto longitude = number_at(*place, "longitude");
    if (!latitude || !longitude) return std::nullopt;
    const bool on_earth = *latitude >= -90 && *latitude <= 90 && *longitude >= -180 && *longitude <= 180;
    if (!on_earth) return std::nullopt;
    return Location{*latitude, *longitude};
}

}  // namespace bot::platforms::telegram
