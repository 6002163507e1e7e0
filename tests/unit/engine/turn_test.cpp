// One message's turn: repeated, failing, staff words from a member, several senders at once.
#include <thread>
#include <type_traits>

#include "house.hpp"

using namespace test;

namespace {

class Broken final : public dialogue::Handler {
public:
    dialogue::Decision handle(const dialogue::Turn&, const dialogue::Facts&) const override {
        throw std::runtime_error("broken on purpose");
    }
};

bool any_contains(const std::vector<std::string>& texts, std::string_view part) {
    return std::any_of(texts.begin(), texts.end(),
                       [&](const auto& text) { return text.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("a message that comes twice is handled once and answered as before") {
    House house;
    const auto first = house.take(House::message("周", "三个月没发工资了", "m1"));
    const auto letters = house.letters("周").size();
    const auto again = house.take(House::message("周", "三个月没发工资了", "m1"));
    CHECK_FALSE(first.repeated);
    CHECK(again.repeated);
    CHECK(again.id == first.id);
    CHECK(again.at == first.at);
    CHECK(house.letters("周").size() == letters);
    house.read([](store::Snapshot& snapshot) { CHECK(snapshot.count("count_cases") == 1); });
}

TEST_CASE("what the member wrote is stored unchanged, byte for byte") {
    House house;
    const std::string said = "  宿舍 漏水!!\u202e\u200b😡\t第3栋\r\n";
    const auto taken = house.say("周", said);
    house.read([&](store::Snapshot& snapshot) {
        const auto person = snapshot.person(snapshot.account("web").value(), "周");
        const auto entries = snapshot.entries_after(person->conversation, 0, 10);
        REQUIRE_FALSE(entries.empty());
        CHECK(entries.front().id == taken.id.value);
        CHECK(entries.front().text == said);
    });
}

TEST_CASE("a handler that fails loses nothing: the words stay, the member hears it, the desk hears it") {
    auto tools = shipped_tools();
    tools->handlers["intake"] = std::make_unique<Broken>();
    House house(tools);
    house.staff("王姐", "duty");
    const auto taken = house.say("周", "三个月没发工资了");
    CHECK(taken.stuck);
    CHECK(any_contains(house.letters("周"), "一个字没丢"));
    CHECK(any_contains(house.letters("王姐"), "没处理好"));
    house.read([](store::Snapshot& snapshot) {
        CHECK(snapshot.count("count_stuck") == 1);
        CHECK(snapshot.count("count_cases") == 0);
    });
    // The next message, which another handler takes, is not held up.
    CHECK_FALSE(house.say("周", "人工").stuck);
}

TEST_CASE("a note can never reach a member") {
    STATIC_REQUIRE_FALSE(std::is_convertible_v<dialogue::NoteText, std::string>);
    STATIC_REQUIRE_FALSE(std::is_constructible_v<dialogue::Draft, dialogue::NoteText>);
    STATIC_REQUIRE_FALSE(std::is_constructible_v<dialogue::ReplyToMember, CaseId, dialogue::NoteText>);
    House house;
    house.staff("李师傅", "rights");
    house.say("周", "三个月没发工资了");
    house.say("周", "1");
    house.say("李师傅", "接 10019");
    house.say("李师傅", "备注 10019 秘密甲乙丙");
    house.say("李师傅", "回 10019 今天去看");
    house.say("李师傅", "看 10019");
    house.say("周", "进度");
    house.say("周", "导出");
    house.say("周", "谁能看到");
    house.say("李师傅", "办结 10019 已解决 发了");
    CHECK(any_contains(house.letters("李师傅"), "秘密甲乙丙"));
    CHECK_FALSE(any_contains(house.letters("周"), "秘密甲乙丙"));
}

TEST_CASE("a member who types staff words opens no door") {
    House house;
    house.staff("李师傅", "rights");
    house.say("周", "三个月没发工资了");
    house.say("周", "1");
    for (const auto* words : {"接 10019", "看 10019", "队列", "办结 10019 已解决 好", "转 10019 duty 不归我"}) {
        CAPTURE(words);
        house.say("吴", words);
        CHECK_FALSE(any_contains(house.letters("吴"), "三个月没发工资"));
    }
    CHECK(house.case_view(1001).status == CaseStatus::triaged);
    CHECK_FALSE(house.case_view(1001).handler);
}

TEST_CASE("somebody else's case number tells nothing") {
    House house;
    house.say("周", "三个月没发工资了");
    house.say("吴", "10019");
    CHECK(house.last_letter("吴").find("没查到") != std::string::npos);
    const auto for_stranger = house.last_letter("吴");
    house.say("郑", "99997");  // no such case at all; 9999 with its check digit would read the same
    CHECK_FALSE(any_contains(house.letters("吴"), "工资"));
    CHECK_FALSE(for_stranger.empty());
}

TEST_CASE("a clock that jumps back keeps the order of a conversation") {
    House house;
    house.say("周", "宿舍漏水");
    house.clock.advance(-std::chrono::hours{48});
    house.say("周", "1");
    house.clock.advance(std::chrono::hours{96});
    house.say("周", "3号楼402");
    house.read([](store::Snapshot& snapshot) {
        const auto person = snapshot.person(snapshot.account("web").value(), "周");
        std::vector<std::string> mine;
        for (const auto& entry : snapshot.entries_after(person->conversation, 0, 100)) {
            if (entry.mine) mine.push_back(entry.text);
        }
        CHECK(mine == std::vector<std::string>{"宿舍漏水", "1", "3号楼402"});
    });
}

TEST_CASE("many senders at once lose nothing and double nothing") {
    House house;
    constexpr int senders = 4;
    constexpr int each = 40;
    std::vector<std::thread> threads;
    std::mutex mutex;
    int taken_count = 0;
    for (int sender = 0; sender < senders; ++sender) {
        threads.emplace_back([&, sender] {
            for (int i = 0; i < each; ++i) {
                std::vector<Inbound> one;
                one.push_back(House::message(fmt::format("m{}", sender), "宿舍漏水", fmt::format("{}-{}", sender, i / 2)));
                house.gate.take(std::move(one), [&](Result<std::vector<engine::Taken>> taken) {
                    const std::lock_guard lock(mutex);
                    taken_count += taken.has_value() ? 1 : 0;
                });
            }
        });
    }
    for (auto& thread : threads) thread.join();
    REQUIRE(house.store->submit_and_wait([](store::Transaction&) {}));
    CHECK(taken_count == senders * each);
    house.read([](store::Snapshot& snapshot) { CHECK(snapshot.count("count_inbox") == senders * each / 2); });
}
