// Members' files on their way from the platform: fetched again after trouble, given up where trying is no
// use.
#include "post_office.hpp"

using namespace post_office;
using namespace std::chrono_literals;
using bot::ManualClock;
using bot::net::Respond;

namespace {

const bot::WebReply located{
    200, {}, R"({"ok":true,"result":{"file_id":"f","file_path":"voices/file_1.oga"}})", {}};
const bot::WebReply voice{200, {}, std::string("OggS") + std::string(40, '\0'), {}};

std::size_t calls_of(PostOffice& post, std::string_view method) {
    std::size_t count = 0;
    for (const auto& call : post.calls()) count += call.method == method ? 1U : 0U;
    return count;
}

}  // namespace

TEST_CASE("a member's file is fetched as often as it takes, or given up for good") {
    struct Row {
        bot::WebReply where, bytes;
        std::size_t failures;    // of each call before these answers
        std::string_view state;  // and tries
        std::size_t asked;
        std::string_view because;
    };
    const Row rows[] = {
        {located, voice, 0, "kept 0", 1, "at once"},
        {located, voice, 1, "kept 2", 3, "each call failed once"},
        {located, {200, {}, "MZ a program", {}}, 0, "failed 0", 1, "no kind of file that we take"},
        {refused(400, "Bad Request: file is too big"), voice, 0, "failed 0", 1,
         "the platform will not give it"},
        {refused(404), voice, 0, "failed 0", 1, "it is gone"},
        {{200, {}, R"({"ok":true,"result":{"file_path":"f","file_size":99999999}})", {}},
         voice,
         0,
         "failed 0",
         1,
         "larger than it said at first"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        ManualClock clock(monday);
        PostOffice post(clock, [&](const Call& call, std::size_t nth, Respond respond) {
            const auto& good = call.method == "file" ? row.bytes : row.where;
            respond(nth <= row.failures ? refused(500) : good);
        });
        post.file(post.member(1001), "voice-1");
        post.begin();
        const auto settled = post.until([&] {
            if (!post.file_state().starts_with("wanted")) return true;
            clock.advance(1s);
            post.delivery().wake_fetch();
            return false;
        });
        REQUIRE(settled);
        CHECK(post.file_state() == row.state);
        CHECK(calls_of(post, "getFile") == row.asked);
    }
}

TEST_CASE("a file that is too large by its own account is not asked for") {
    ManualClock clock(monday);
    PostOffice post(clock, [](const Call&, std::size_t, Respond respond) { respond(located); });
    post.file(post.member(1001), "video-1", 20 * 1024 * 1024 + 1);
    post.begin();
    REQUIRE(post.until([&] { return post.file_state().starts_with("failed"); }));
    CHECK(post.calls().empty());
}
