// The words that always work, for members and for staff.
#include "router/words.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/case.hpp"
#include "text/normalize.hpp"

using namespace bot;
using dialogue::Word;

namespace {

router::Words words() {
    return router::Words({
        {"human", {"人工", "转人工", "talk to a person"}},
        {"progress", {"进度", "查进度", "progress"}},
        {"add", {"补充"}},
        {"urge", {"催办"}},
        {"rate", {"评价"}},
        {"withdraw_consent", {"撤回同意"}},
        {"done", {"完", "完了"}},
        {"menu", {"菜单", "?"}},
        {"agree", {"同意", "I agree"}},
        {"zh", {"中文"}},
        {"en", {"English"}},
        {"bind", {"绑定", "/start"}},
        {"queue", {"队列"}},
        {"take", {"接"}},
        {"reply", {"回", "/reply"}},
        {"transfer", {"转"}},
        {"refuse", {"退"}},
        {"finish", {"办结"}},
        {"note", {"备注"}},
        {"correct", {"对"}},
        {"release", {"交回"}},
        {"look", {"看"}},
        {"how_counted", {"怎么算的"}},
        {"due", {"期限", "due"}},
        {"skip", {"跳过", "skip"}},
        {"lessons", {"候选"}},
        {"learn", {"学", "learn"}},
        {"leave_out", {"不学"}},
        {"no_such_key", {"咒语"}},
    });
}

const std::int64_t row = 1001;
const std::string number = std::to_string(with_check_digit(row));
const std::string wrong = std::to_string(with_check_digit(row) + (with_check_digit(row) % 10 == 9 ? -1 : 1));

std::string wide(const std::string& digits) {
    std::string out;
    for (const char digit : digits) out += {'\xEF', '\xBC', static_cast<char>('\x90' + (digit - '0'))};
    return out;
}

struct Row {
    std::string said;
    Word word;
    std::optional<std::int64_t> number;
    std::string rest;
    std::string_view because;
};

void check(const std::vector<Row>& rows) {
    const auto known = words();
    for (const auto& line : rows) {
        CAPTURE(line.said.substr(0, 80), line.because);
        const auto command = known.find(line.said, text::normalize(line.said));
        CHECK(command.word == line.word);
        CHECK(command.number == line.number);
        CHECK(command.rest == line.rest);
    }
}

}  // namespace

TEST_CASE("a member's word counts when it is the whole message") {
    check({
        {"", Word::none, {}, "", "nothing said"},
        {"人工", Word::human, {}, "", "plain"},
        {" 转人工!! ", Word::human, {}, "", "signs and blanks around"},
        {"转人工🙏", Word::human, {}, "", "an emoji behind"},
        {"轉人工", Word::human, {}, "", "traditional"},
        {"Talk to a PERSON.", Word::human, {}, "", "English in any case"},
        {"我找人工说个事", Word::none, {}, "", "a sentence is no order"},
        {"不同意", Word::none, {}, "", "the contrary of a word"},
        {"同意。", Word::agree, {}, "", "a full stop"},
        {"撤回同意", Word::withdraw_consent, {}, "", "a word that holds another"},
        {"完了", Word::done, {}, "", "done"},
        {"饭吃完了", Word::none, {}, "", "done only alone"},
        {"\uFF1F", Word::menu, {}, "", "a sign alone may be a word"},
        {"队列", Word::queue, {}, "", "staff, without a number"},
        {"咒语", Word::none, {}, "", "a key without meaning is left out"},
        {std::string(1'000'000, 'x'), Word::none, {}, "", "a word of a megabyte"},
        {"\xFF\xE5", Word::none, {}, "", "bad bytes"},
    });
}

TEST_CASE("a case number may stand before or behind a member's word") {
    check({
        {"进度 " + number, Word::progress, row, "", "behind"},
        {"催办" + number, Word::urge, row, "", "behind, no blank"},
        {number + " 进度", Word::progress, row, "", "before"},
        {number + "号进度", Word::progress, row, "", "before, with its counting word"},
        {"查进度 #" + number, Word::progress, row, "", "with a hash"},
        {"进度 No." + number, Word::progress, row, "", "with No."},
        {"进度,编号:" + number + "。", Word::progress, row, "", "with 编号"},
        {"进度 " + wide(number), Word::progress, row, "", "full-width digits"},
        {"Progress case " + number, Word::progress, row, "", "English"},
        {"进度 " + wrong, Word::progress, {}, wrong, "a wrong digit: the word without a case"},
        {"评价 5", Word::rate, {}, "5", "too short for a case: five stars"},
        {"同意 " + number, Word::none, {}, "", "consent takes no number"},
        {number, Word::case_number, row, "", "a number alone"},
        {"编号" + wide(number), Word::case_number, row, "", "a number with its label"},
        {"#" + number + "。", Word::case_number, row, "", "a number with signs"},
        {wrong, Word::none, {}, "", "a wrong number is no command"},
        {"123", Word::none, {}, "", "too short"},
        {"0" + number, Word::none, {}, "", "no number begins with naught"},
        {std::string(30, '9'), Word::none, {}, "", "far too long"},
        {"我的编号是" + number + ",还没修好", Word::none, {}, "", "a sentence"},
        {number + " " + number, Word::none, {}, "", "two numbers"},
    });
}

TEST_CASE("a member asks how the date was counted") {
    check({
        {"怎么算的\uFF1F", Word::how_counted, {}, "", "of the matter talked about"},
        {"怎么算的 " + number, Word::how_counted, row, "", "of this one"},
        {"加班费怎么算的", Word::none, {}, "", "a question about money"},
    });
}

TEST_CASE("staff words take a case number and the rest exactly as written") {
    check({
        {"接 " + number, Word::take, row, "", "take"},
        {"接" + number, Word::take, row, "", "no blank"},
        {"接 " + wide(number), Word::take, row, "", "full-width digits"},
        {"回 " + number + " 明天上午給您修,OK\uFF1F", Word::reply, row, "明天上午給您修,OK\uFF1F",
         "nothing is folded"},
        {"回" + number + "明天修", Word::reply, row, "明天修", "no blanks at all"},
        {"回 " + number + ":第一行\n 第二行 ", Word::reply, row, "第一行\n 第二行 ", "lines and blanks stay"},
        {"/reply #" + number + " Done.", Word::reply, row, "Done.", "English with a slash"},
        {"转 " + number + " rights 归权益组", Word::transfer, row, "rights 归权益组", "desk and reason"},
        {"退 编号" + number + " 不归我们", Word::refuse, row, "不归我们", "with a label"},
        {"办结 " + number + " met", Word::finish, row, "met", "outcome"},
        {"备注 " + number + " 已电话", Word::note, row, "已电话", "note"},
        {"对 " + number + " rights.wage", Word::correct, row, "rights.wage", "sub-category"},
        {"交回 " + number, Word::release, row, "", "not 回"},
        {"看 " + number, Word::look, row, "", "look"},
        {"期限 " + number, Word::due, row, "", "how the date was counted"},
        {"Due " + number, Word::due, row, "", "English"},
        {"補充 " + number + " 三号门也坏了", Word::add, row, "三号门也坏了", "a member adds at once"},
        {"回 " + wrong + " 明天修", Word::reply, {}, "明天修", "a wrong digit: the word without a case"},
        {"接", Word::none, {}, "", "no number, no order"},
        {"期限", Word::none, {}, "", "nor here"},
        {"看2023年的工资条", Word::none, {}, "", "a year is no case"},
        {"补充 3000元没发", Word::none, {}, "", "an amount is no case"},
        {"看病花了 " + number, Word::none, {}, "", "the word must be the whole beginning"},
        {"回 " + number + " " + std::string(1'000'000, 'y'), Word::reply, row, std::string(1'000'000, 'y'),
         "a long answer"},
    });
}

TEST_CASE("what might be learnt has numbers of its own") {
    check({
        {"候选", Word::lessons, {}, "", "the list"},
        {"学 3", Word::learn, {}, "3", "one of them"},
        {"学3号。", Word::learn, {}, "3", "no blank, a counting word"},
        {"Learn " + wide("12"), Word::learn, {}, "12", "English, full width"},
        {"不学 3", Word::leave_out, {}, "3", "the contrary is a word of its own"},
        {"skip 3", Word::leave_out, {}, "3", "English short form"},
        {"skip", Word::skip, {}, "", "alone it answers a question"},
        {"学 " + number, Word::learn, {}, number, "as large as a case number"},
        {"学", Word::none, {}, "", "no number, no order"},
        {"不学", Word::none, {}, "", "nor here"},
        {"学了3年", Word::none, {}, "", "a sentence"},
        {"我想学 3", Word::none, {}, "", "more than the word"},
    });
}

TEST_CASE("an invitation code binds a staff member") {
    check({
        {"绑定 K7QF-22PA", Word::bind, {}, "K7QF-22PA", "with a blank"},
        {"绑定k7qf22pa\n", Word::bind, {}, "k7qf22pa", "without, and as typed"},
        {"/start K7QF22PA", Word::bind, {}, "K7QF22PA", "a deep link"},
        {"绑定:20024006", Word::bind, {}, "20024006", "digits only"},
        {"绑定", Word::none, {}, "", "no code"},
        {"绑定 ab", Word::none, {}, "", "too short"},
        {"绑定手机号怎么弄", Word::none, {}, "", "a question"},
        {"start " + std::string(200, 'A'), Word::none, {}, "", "too long"},
    });
}

TEST_CASE("a member chooses the language by its name") {
    const auto known = words();
    const auto chinese = known.find("中文", "中文");
    CHECK(chinese.word == Word::language);
    CHECK(chinese.language == Language::zh_hans);
    const auto english = known.find("ENGLISH", "english");
    CHECK(english.word == Word::language);
    CHECK(english.language == Language::en);
}

TEST_CASE("politeness before or behind a word changes nothing") {
    const router::Words polite({{"withdraw", {"不办了"}}, {"stop", {"t"}}, {"progress", {"进度"}}, {"take", {"接"}}}, {"谢谢", "请", "hi", "please"});
    const auto found = [&](std::string_view said) { return polite.find(said, text::normalize(said)).word; };
    CHECK(found("不办了，谢谢") == Word::withdraw);
    CHECK(found("请 进度") == Word::progress);
    CHECK(found("进度 please!") == Word::progress);
    CHECK(found("谢谢") == Word::none);
    // Nothing is cut within a word, and staff words are orders: they stand as they are.
    CHECK(found("hit") == Word::none);
    CHECK(found("接 谢谢") == Word::none);
}

TEST_CASE("a slip of a colleague is told from an ordinary sentence") {
    const auto list = words();
    const auto like = [&](const std::string& said) { return list.like_a_staff_word(text::normalize(said)); };
    CHECK(like("接"));
    CHECK(like("拒绝 " + number));
    CHECK(like(number + " 收下"));
    CHECK_FALSE(like("绑定"));
    CHECK_FALSE(like("队列"));
    CHECK_FALSE(like("进度 " + number));
    CHECK_FALSE(like("拒绝 " + wrong));
    CHECK_FALSE(like("宿舍漏水"));
    CHECK_FALSE(like("编号 " + number + " 说的那件事现在还在漏水，你们到底什么时候来修"));
}
