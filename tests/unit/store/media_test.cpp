// Members' photos: the place and the device are taken out, names tell nothing, other files are refused.
#include <sys/stat.h>

#include <fstream>

#include "house.hpp"
#include "store/media_files.hpp"

using namespace house;
using store::MediaFiles;
using store::sniff_mime;
using store::without_metadata;

namespace {

std::string segment(unsigned char marker, std::string_view content) {
    const auto length = content.size() + 2;
    std::string out{'\xff', static_cast<char>(marker), static_cast<char>(length >> 8), static_cast<char>(length & 0xff)};
    return out + std::string(content);
}

const std::string start = "\xff\xd8";
const std::string end = "\xff\xd9";
const std::string jfif = segment(0xe0, std::string("JFIF\0\1\1\0\0\1\0\1\0\0", 14));
const std::string exif = segment(0xe1, std::string("Exif\0\0GPS 39.9042N 116.4074E", 28));
const std::string colours = segment(0xee, std::string("Adobe\0\144\0\0\0\0\1", 12));
const std::string remark = segment(0xfe, "taken by Li at the gate");
const std::string table = segment(0xdb, std::string(65, '\1'));
const std::string frame = segment(0xc2, std::string("\x08\0\1\0\1\1\1\x11\0", 9));
const std::string huffman = segment(0xc4, std::string(20, '\0') + "\xff\xd9");  // looks like an end, and is none
const std::string scan = segment(0xda, std::string("\1\1\0\0\x3f\0", 6)) + std::string("\x12\xff\0\x34\xff\xd0\x56", 7);

}  // namespace

TEST_CASE("a photo loses where and by whom it was taken, and keeps its picture") {
    const auto clean = start + jfif + colours + table + frame + huffman + scan + huffman + scan + end;
    struct Row {
        std::string photo;
        std::string_view because;
    };
    const Row rows[] = {
        {clean, "nothing to take out"},
        {start + jfif + exif + colours + remark + table + frame + huffman + scan + huffman + scan + end, "the usual places"},
        {start + jfif + colours + table + frame + huffman + scan + exif + huffman + remark + scan + end, "between two scans"},
        {start + jfif + exif + exif + colours + table + frame + huffman + scan + huffman + scan + end, "a long one in two parts"},
        {start + "\xff\xff\xff" + exif + jfif + colours + table + frame + huffman + scan + huffman + scan + end,
         "padding before a marker is allowed"},
        {clean + start + exif + scan + end, "a second picture hangs behind the first"},
        {clean + "MotionPhoto_Data ftypmp42", "a film hangs behind the picture"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        CHECK(without_metadata(row.photo) == clean);
    }
}

TEST_CASE("what does not read as a picture comes back unchanged") {
    const std::string whole = start + jfif + exif + table + frame + huffman + scan + end;
    const std::string rows[] = {"", "\xff", start, "\xff\xd8\xff", start + std::string("\xff\xe1\0\0", 4), start + "\xff\xe1\xff\xff short",
                                start + jfif, start + jfif + "no marker here", "%PDF-1.7", "\x89PNG\r\n\x1a\n" + exif};
    for (const auto& row : rows) {
        CAPTURE(row.size());
        CHECK(without_metadata(row) == row);
    }
    // Cut off at any byte: no crash, and nothing is made up.
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        CHECK(without_metadata(whole.substr(0, size)).size() <= size);
    }
    // Cut off within the picture: the place is gone all the same.
    CHECK(without_metadata(whole.substr(0, whole.size() - 4)).find("GPS") == std::string::npos);
}

TEST_CASE("a file's kind is seen in its bytes") {
    struct Row {
        std::string_view bytes;
        std::string_view mime;
        std::string_view because;
    };
    using namespace std::string_view_literals;
    const Row rows[] = {
        {"\xff\xd8\xff\xe0"sv, "image/jpeg", "a photo"},
        {"\x89PNG\r\n\x1a\n...."sv, "image/png", "a screenshot"},
        {"GIF89a"sv, "image/gif", "a moving picture"},
        {"RIFF\x10\0\0\0WEBPVP8 "sv, "image/webp", "a newer photo"},
        {"junkjunkWEBP"sv, "", "WEBP without its container"},
        {"OggS\0\2"sv, "audio/ogg", "a voice note"},
        {"#!AMR\n"sv, "audio/amr", "a voice note of older phones"},
        {"\0\0\0\x18""ftypmp42"sv, "video/mp4", "a film"},
        {"\0\0\0\x18""ftypheic"sv, "image/heic", "a photo, not a film"},
        {"%PDF-1.4"sv, "application/pdf", "a contract"},
        {"<html><script>"sv, "", "a page"},
        {"MZ\x90"sv, "", "a program"},
        {"\xff\xd8"sv, "", "too short"},
        {""sv, "", "nothing"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        CHECK(sniff_mime(row.bytes) == row.mime);
    }
}

TEST_CASE("a photo is kept once, cleaned, under the hash of what was kept, for its owner's eyes only") {
    Folder folder;
    const MediaFiles files(folder.path() + "/media");
    const auto clean = start + jfif + table + frame + huffman + scan + end;
    const auto kept = files.keep(start + jfif + exif + table + frame + huffman + scan + end);
    REQUIRE(kept);
    CHECK(kept->mime == "image/jpeg");
    CHECK(kept->bytes == static_cast<std::int64_t>(clean.size()));
    CHECK(files.read(kept->sha256) == clean);
    const auto again = files.keep(clean);
    REQUIRE(again);
    CHECK(again->sha256 == kept->sha256);
    int count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path() + "/media")) {
        if (!entry.is_regular_file()) continue;
        ++count;
        CHECK(entry.path().filename() == kept->sha256);
        struct stat seen {};
        REQUIRE(::stat(entry.path().c_str(), &seen) == 0);
        CHECK((seen.st_mode & 0777) == 0600);
    }
    CHECK(count == 1);
    files.remove("../" + kept->sha256);
    CHECK(files.read(kept->sha256));
    files.remove(kept->sha256);
    files.remove(kept->sha256);
    CHECK_FALSE(files.read(kept->sha256));
}

TEST_CASE("the hash is SHA-256 of the bytes") {
    Folder folder;
    const auto kept = MediaFiles(folder.path()).keep("%PDF-");
    REQUIRE(kept);
    CHECK(kept->sha256 == "38523c087796e5d5dd1cf9bad1fb026781a838dd9dd2cf8af58b9f6502a46778");
}

TEST_CASE("files that are not taken leave nothing behind, and names from outside open nothing") {
    Folder folder;
    const MediaFiles files(folder.path() + "/media");
    for (const std::string_view bytes : {"", "hello", "<svg onload=alert(1)>", "MZ"}) {
        const auto refused = files.keep(bytes);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == Errc::unsupported);
    }
    CHECK_FALSE(std::filesystem::exists(folder.path() + "/media"));
    const std::string names[] = {"", "../../../etc/passwd", std::string(64, 'A'), std::string(64, '/'), std::string(64, 'a'),
                                 std::string(63, 'a'), std::string("..") + std::string(62, 'a')};
    for (const auto& name : names) {
        CAPTURE(name);
        const auto read = files.read(name);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == Errc::not_found);
    }
}

TEST_CASE("a media folder that cannot be written is told as a value") {
    Folder folder;
    std::ofstream(folder.path() + "/paper") << "not a folder";
    const auto refused = MediaFiles(folder.path() + "/paper").keep("%PDF-1");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::unavailable);
}
