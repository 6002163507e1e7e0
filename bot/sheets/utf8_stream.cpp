#include "sheets/utf8_stream.hpp"

#include <algorithm>
#include <cerrno>
#include <stdexcept>

#include "text/codepoints.hpp"
#include "text/normalize.hpp"

namespace bot::sheets {
namespace {

constexpr std::size_t piece = 64 * 1024;
constexpr std::size_t longest_character = 4;
// So many characters that are well-formed UTF-8 by chance stand in one of two thousand texts in GB18030.
constexpr int surely_utf8 = 4;

bool is_ascii(std::string_view bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The length of `bytes` without a character that was cut off at its end.
std::size_t whole_characters(std::string_view bytes) {
    for (std::size_t back = 1; back <= std::min(longest_character - 1, bytes.size()); ++back) {
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if (byte < 0x80) return bytes.size();
        if (byte < 0xC0) continue;  // inside a character
        const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
        return length > back ? bytes.size() - back : bytes.size();
    }
    return bytes.size();
}

// The length of the beginning that is well-formed.
std::size_t well_formed(std::string_view bytes) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    std::size_t at = 0;
    while (at < bytes.size()) {
        const auto from = at;
        const bool bad = text::next_code_point(bytes, at) == text::bad_code_point;
        if (bad && !bytes.substr(from).starts_with(replacement)) return from;
    }
    return at;
}

// Whether a text begins like UTF-8, even if something is wrong with it further on.
bool begins_as_utf8(std::string_view bytes) {
    const auto good = well_formed(bytes);
    int wide = 0;
    for (std::size_t at = 0; at < good && wide < surely_utf8;) {
        if (text::next_code_point(bytes, at) >= 0x80) ++wide;
    }
    return good == bytes.size() || wide == surely_utf8;
}

}  // namespace

bool Utf8Stream::fill() {
    const auto had = pending_.size();
    pending_.resize(had + piece);
    bytes_->read(pending_.data() + had, static_cast<std::streamsize>(piece));
    pending_.resize(had + static_cast<std::size_t>(bytes_->gcount()));
    return pending_.size() > had;
}

void Utf8Stream::convert_from(const char* coding) {
    const auto handle = iconv_open("UTF-8", coding);
    if (handle == reinterpret_cast<iconv_t>(-1)) throw std::runtime_error("iconv knows no such coding");
    converter_.reset(handle);
    coding_ = Coding::other;
}

// The marks at the very beginning.
void Utf8Stream::begin() {
    coding_ = Coding::plain;
    const std::string_view head(pending_);
    if (head.starts_with("\xEF\xBB\xBF")) {
        pending_.erase(0, 3);
        coding_ = Coding::utf8;
    } else if (head.starts_with("\xFF\xFE")) {
        pending_.erase(0, 2);
        convert_from("UTF-16LE");
    } else if (head.starts_with("\xFE\xFF")) {
        pending_.erase(0, 2);
        convert_from("UTF-16BE");
    }
}

// The first piece that is more than ASCII tells.
void Utf8Stream::decide() {
    if (is_ascii(pending_)) return;
    const std::string_view all(pending_);
    if (begins_as_utf8(all.substr(0, whole_characters(all)))) {
        coding_ = Coding::utf8;
    } else {
        convert_from("GB18030");
    }
}

Read<bool> Utf8Stream::more(std::string& out) {
    const bool got = fill();
    if (bytes_->bad()) return fault(Wrong::unreadable);
    if (coding_ == Coding::unknown) begin();
    if (coding_ == Coding::plain) decide();
    const auto taken = take(out, !got);
    if (!taken) return tl::unexpected(taken.error());
    return got;
}

Read<void> Utf8Stream::take(std::string& out, bool last) {
    if (coding_ == Coding::other) return take_converted(out, last);
    return take_utf8(out, last);
}

Read<void> Utf8Stream::take_utf8(std::string& out, bool last) {
    const auto whole = last ? pending_.size() : whole_characters(pending_);
    const auto text = std::string_view(pending_).substr(0, whole);
    const auto good = text::valid_utf8(text) ? whole : well_formed(text);
    out.append(text.substr(0, good));
    if (good < whole) return fault(Wrong::not_text);
    pending_.erase(0, whole);
    return {};
}

Read<void> Utf8Stream::take_converted(std::string& out, bool last) {
    char* from = pending_.data();
    std::size_t left = pending_.size();
    char room[4096];
    while (left > 0) {
        char* to = room;
        std::size_t space = sizeof room;
        const auto done = iconv(static_cast<iconv_t>(converter_.get()), &from, &left, &to, &space);
        const int why = errno;
        out.append(room, sizeof room - space);
        if (done != static_cast<std::size_t>(-1) || why == E2BIG) continue;
        if (why == EINVAL && !last) break;  // a character that goes on in the next piece
        return fault(Wrong::not_text);
    }
    pending_.erase(0, pending_.size() - left);
    return {};
}

}  // namespace bot::sheets
