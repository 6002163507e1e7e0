// Letters on their way to members: order, failures, blocked members, long letters, shutting down.
#include "delivery/pace.hpp"
#include "post_office.hpp"

using namespace post_office;
using namespace std::chrono_literals;
using bot::ManualClock;
using bot::net::Respond;
using Texts = std::vector<std::string>;

namespace {

const auto fine = [](const Call&, std::size_t, Respond respond) { respond(accepted()); };

// Answers calls with this text by `reply` the first `times`, everything else well.
Answer failing(std::string text, std::size_t times, bot::WebReply reply) {
    return [=](const Call& call, std::size_t nth, Respond respond) {
        respond(call.text == text && nth <= times ? reply : accepted());
    };
}

// Lets time pass in steps until the condition holds.
bool in_time(PostOffice& post, ManualClock& clock, Millis step, const std::function<bool()>& condition) {
    return post.until([&] {
        if (condition()) return true;
        clock.advance(step);
        post.delivery().wake();
        return false;
    });
}

}  // namespace

TEST_CASE("a letter that fails holds back the later ones to that member and to nobody else") {
    ManualClock clock(monday);
    PostOffice post(clock, failing("欠薪的回音", 1, refused(500)));
    const auto zhou = post.member(1001);
    const auto wu = post.member(1002);
    for (const auto* text : {"欠薪的回音", "还要一张考勤", "明天来一趟"}) post.letter(zhou, text);
    for (const auto* text : {"宿舍的回音", "师傅周三来"}) post.letter(wu, text);
    post.begin();
    REQUIRE(post.until([&] { return post.states(zhou) == "pending 1, pending 0, pending 0"; }));
    REQUIRE(in_time(post, clock, 500ms, [&] { return post.states(wu) == "sent 1, sent 1"; }));
    REQUIRE(in_time(post, clock, 500ms, [&] { return post.states(zhou) == "sent 2, sent 1, sent 1"; }));
    CHECK(post.texts(1001) == Texts{"欠薪的回音", "欠薪的回音", "还要一张考勤", "明天来一趟"});
    CHECK(post.texts(1002) == Texts{"宿舍的回音", "师傅周三来"});
    CHECK(post.number("SELECT count(*) FROM attempts") == 6);
}

TEST_CASE("letters to one member keep a second between them, those to others do not wait for it") {
    bot::SystemClock clock;
    PostOffice post(clock, fine);
    const auto zhou = post.member(1001);
    const auto wu = post.member(1002);
    post.letter(zhou, "一");
    post.letter(zhou, "二");
    post.letter(wu, "三");
    const auto begun = std::chrono::steady_clock::now();
    post.begin();
    REQUIRE(post.until([&] { return post.states(zhou) == "sent 1, sent 1"; }));
    CHECK(std::chrono::steady_clock::now() - begun >= 990ms);
    REQUIRE(post.calls().size() == 3);
    CHECK(post.calls().back().text == "二");
    CHECK(post.states(wu) == "sent 1");
}

TEST_CASE(
    "a letter that the platform refuses is dead at once, is kept for staff, and the next one goes out") {
    ManualClock clock(monday);
    PostOffice post(clock, failing("坏信", 9, refused(400, "Bad Request: message is broken")));
    const auto zhou = post.member(1001);
    post.letter(zhou, "坏信");
    post.letter(zhou, "好信");
    post.begin();
    REQUIRE(in_time(post, clock, 500ms, [&] { return post.states(zhou) == "dead 1, sent 1"; }));
    CHECK(post.texts(1001) == Texts{"坏信", "好信"});
    CHECK(post.number("SELECT count(*) FROM attempts WHERE outcome = 'refused' AND reason = 'bad_request'") ==
          1);
}

TEST_CASE("a letter that no platform can take is dead without a call") {
    ManualClock clock(monday);
    PostOffice post(clock, fine);
    const auto zhou = post.member(1001);
    post.letter(zhou, "按一下", {{"好", std::string(65, 'x')}});
    const auto elsewhere = post.member(1003, "closed_down");
    post.letter(elsewhere, "这个号停用了");
    post.letter(elsewhere, "还是停用");
    post.begin();
    REQUIRE(in_time(post, clock, 500ms, [&] { return post.states(elsewhere) == "dead 1, dead 1"; }));
    CHECK(post.states(zhou) == "dead 1");
    CHECK(post.calls().empty());
    CHECK(post.number("SELECT count(*) FROM attempts WHERE reason = 'account_not_enabled'") == 2);
    CHECK(post.number("SELECT count(*) FROM attempts WHERE reason = 'cannot_be_encoded'") == 1);
}

TEST_CASE("one refusal tells that a member blocked us, and what else was for them is not tried") {
    ManualClock clock(monday);
    PostOffice post(clock, failing("一", 9, refused(403, "Forbidden: bot was blocked by the user")));
    const auto zhou = post.member(1001);
    const auto wu = post.member(1002);
    for (const auto* text : {"一", "二", "三"}) post.letter(zhou, text);
    post.letter(wu, "四");
    post.begin();
    REQUIRE(in_time(post, clock, 500ms, [&] {
        return post.states(zhou) == "unreachable 1, unreachable 0, unreachable 0" &&
               post.states(wu) == "sent 1";
    }));
    CHECK(post.texts(1001) == Texts{"一"});
    CHECK(post.number("SELECT reachable FROM identities WHERE external_id = '1001'") == 0);
    CHECK(post.number("SELECT reachable FROM identities WHERE external_id = '1002'") == 1);
}

TEST_CASE("a letter is given up after the last try, and says so") {
    ManualClock clock(monday);
    PostOffice post(clock, failing("没人收", 999, refused(502)));
    const auto zhou = post.member(1001);
    post.letter(zhou, "没人收");
    post.begin();
    const auto dead = "dead " + std::to_string(bot::delivery::most_tries);
    REQUIRE(in_time(post, clock, 3h, [&] { return post.states(zhou) == dead; }));
    CHECK(post.calls().size() == static_cast<std::size_t>(bot::delivery::most_tries));
    CHECK(post.number("SELECT count(*) FROM attempts WHERE outcome = 'retry'") ==
          bot::delivery::most_tries - 1);
}

TEST_CASE("letters wait in the outbox while nobody listens at the platform's address") {
    ManualClock clock(monday);
    PostOffice post(clock, fine, "http://127.0.0.1:1");
    const auto zhou = post.member(1001);
    post.letter(zhou, "一");
    post.letter(zhou, "二");
    post.begin();
    REQUIRE(post.until([&] { return post.states(zhou) == "pending 1, pending 0"; }));
    CHECK(post.number("SELECT count(*) FROM attempts WHERE reason = 'no_connection'") == 1);
    REQUIRE(in_time(post, clock, 3s, [&] { return post.states(zhou) == "pending 2, pending 0"; }));
}

TEST_CASE("a long letter goes out in parts, and a part that arrived is not sent again") {
    ManualClock clock(monday);
    const std::string first(4096, 'a');
    const std::string second(100, 'b');
    PostOffice post(clock, failing(second, 1, refused(429, "Too Many Requests: retry after 1")));
    const auto zhou = post.member(1001);
    post.letter(zhou, first + second, {{"好", "1"}});
    post.begin();
    REQUIRE(in_time(post, clock, 500ms, [&] { return post.states(zhou) == "sent 2"; }));
    CHECK((post.texts(1001) == Texts{first, second, second}));  // compared as a whole: too long to print
    CHECK_FALSE(post.calls().front().buttons);
    CHECK(post.calls().back().buttons);
}

TEST_CASE("on shutdown the letter that is out is written down and no other is begun") {
    ManualClock clock(monday);
    std::mutex mutex;
    std::vector<Respond> waiting;
    PostOffice post(clock, [&](const Call&, std::size_t, Respond respond) {
        const std::lock_guard lock(mutex);
        waiting.push_back(std::move(respond));
    });
    const auto zhou = post.member(1001);
    const auto wu = post.member(1002);
    post.letter(zhou, "一");
    post.letter(zhou, "二");
    post.letter(wu, "三");
    post.begin();
    REQUIRE(post.until([&] {
        const std::lock_guard lock(mutex);
        return waiting.size() == 2;
    }));
    post.stop();
    CHECK_FALSE(post.idle());
    clock.advance(1h);
    post.letter(wu, "四");
    post.delivery().wake();
    for (const auto& respond : waiting) respond(accepted());
    waiting.clear();  // before the server goes
    REQUIRE(post.until([&] { return post.idle(); }));
    CHECK(post.states(zhou) == "sent 1, pending 0");
    CHECK(post.states(wu) == "sent 1, pending 0");
    CHECK(post.calls().size() == 2);
}

TEST_CASE("a button stops spinning on its own account only") {
    bot::SystemClock clock;
    PostOffice post(clock, fine);
    post.begin();
    post.delivery().acknowledge_button("closed_down", "token-1");
    post.delivery().acknowledge_button("telegram", "");
    post.delivery().acknowledge_button("telegram", "token-2");
    REQUIRE(post.until([&] { return !post.calls().empty(); }));
    REQUIRE(post.calls().size() == 1);
    CHECK(post.calls().front().method == "answerCallbackQuery");
}
