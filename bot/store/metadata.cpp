// Takes out of a JPEG what tells where, when, by whom and with what it was made.
// Format: ITU-T T.81 (JPEG), annex B; the markers APPn as ITU-T T.871 (JFIF) and Adobe use them.
#include <optional>

#include "store/media_files.hpp"

namespace bot::store {
namespace {

constexpr unsigned char start_of_scan = 0xda;
constexpr unsigned char end_of_image = 0xd9;

struct Segment {
    unsigned char marker = 0;
    std::string_view bytes;  // marker, content, and after a scan's head its picture data
    std::size_t next = 0;
};

unsigned char byte_at(std::string_view jpeg, std::size_t at) { return static_cast<unsigned char>(jpeg[at]); }

bool is_restart(unsigned char marker) { return marker >= 0xd0 && marker <= 0xd7; }

// APP0 (JFIF) and APP14 (Adobe colours) are needed to show the picture, all other APPn and remarks are not.
bool is_metadata(unsigned char marker) {
    return (marker >= 0xe1 && marker <= 0xef && marker != 0xee) || marker == 0xfe;
}

// Picture data goes on until a marker that is neither an escaped 0xff nor a restart.
std::size_t end_of_scan(std::string_view jpeg, std::size_t at) {
    while (at + 1 < jpeg.size()) {
        const auto follows = byte_at(jpeg, at + 1);
        if (byte_at(jpeg, at) == 0xff && follows != 0 && follows != 0xff && !is_restart(follows)) return at;
        ++at;
    }
    return jpeg.size();
}

std::optional<Segment> segment_at(std::string_view jpeg, std::size_t at) {
    if (at >= jpeg.size() || byte_at(jpeg, at) != 0xff) return std::nullopt;
    while (at + 1 < jpeg.size() && byte_at(jpeg, at + 1) == 0xff) ++at;  // padding
    if (at + 1 >= jpeg.size()) return std::nullopt;
    const auto marker = byte_at(jpeg, at + 1);
    if (marker == end_of_image) return Segment{marker, jpeg.substr(at, 2), at + 2};
    if (at + 4 > jpeg.size()) return std::nullopt;
    const auto length = static_cast<std::size_t>(byte_at(jpeg, at + 2) * 256 + byte_at(jpeg, at + 3));
    auto next = at + 2 + length;
    if (length < 2 || next > jpeg.size()) return std::nullopt;
    if (marker == start_of_scan) next = end_of_scan(jpeg, next);
    return Segment{marker, jpeg.substr(at, next - at), next};
}

}  // namespace

std::string without_metadata(std::string_view jpeg) {
    if (sniff_mime(jpeg) != "image/jpeg") return std::string(jpeg);
    std::string out(jpeg.substr(0, 2));
    bool shows_something = false;
    for (auto segment = segment_at(jpeg, 2); segment; segment = segment_at(jpeg, segment->next)) {
        if (!is_metadata(segment->marker)) out += segment->bytes;
        shows_something |= segment->marker == start_of_scan;
        // Phones hang second pictures and short films behind the end, with metadata of their own.
        if (segment->marker == end_of_image) break;
    }
    return shows_something ? out : std::string(jpeg);
}

}  // namespace bot::store
