// The page for staff: the words they need, and a warning while a year's public holidays are missing.
#include <catch2/catch.hpp>

#include <optional>

#include "console/console.hpp"

using namespace bot;

namespace {

std::string page_with(std::set<int> years) {
    std::optional<WebReply> reply;
    for (const auto& route : console::routes([&] { return years; })) {
        if (route.path == "/console") route.serve({}, [&](WebReply answer) { reply = std::move(answer); });
    }
    REQUIRE(reply);
    CHECK(reply->status == 200);
    CHECK(reply->body.find("{{") == std::string::npos);
    return reply->body;
}

bool has(const std::string& page, std::string_view words) { return page.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("the page for staff warns of years without a file of public holidays, in both languages, and says what to do") {
    const auto page = page_with({2027, 2028});
    CHECK(has(page, "2027, 2028 年的放假调休安排还没有"));
    CHECK(has(page, "no public holidays for 2027, 2028 yet"));
    CHECK(has(page, "niangjia admin reload"));
    CHECK(has(page, "<code>队列</code>"));
}

TEST_CASE("with all files there the page for staff warns of nothing") {
    const auto page = page_with({});
    CHECK_FALSE(has(page, "放假"));
    CHECK_FALSE(has(page, "warning"));
    CHECK(has(page, "<code>队列</code>"));
}
