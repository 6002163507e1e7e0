// What tells who is meant is hidden, and what tells what is wrong stays.
#include "text/masking.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "text/normalize.hpp"

using bot::text::masked;

namespace {

struct Row {
    std::string_view said;
    std::string_view left;
    std::string_view because;
};

constexpr Row numbers[] = {
    {"电话13800138000", "电话0", "a mobile number"},
    {"138 0013 8000 打给我", "0 打给我", "in groups"},
    {"138-0013-8000", "0", "with dashes"},
    {"+86 138 0013 8000", "0", "with the country's number"},
    {"１３８００１３８０００", "0", "full width"},
    {"①③⑧⓪⓪①③⑧⓪⓪⓪", "0", "in circles"},
    {"1⃣3⃣8⃣0⃣0⃣1⃣3⃣8⃣", "0", "key-cap emoji"},
    {"一三八零零一三八零零零", "0", "in characters"},
    {"幺三八零零幺三八", "0", "as spoken on the telephone"},
    {"138\u200b0013\u200b8000", "0", "invisible characters between"},
    {"138****8000", "0", "half covered already"},
    {"(0512) 8888 6666", "(0", "a landline"},
    {"0512-88886666转8012", "0转8012", "a landline with an extension"},
    {"身份证110101199003077758", "身份证0", "identity card"},
    {"身份证11010119900307775X", "身份证0", "its last sign is an X"},
    {"11010119900307775x号", "0号", "a small one"},
    {"110101 19900307 775 X", "0", "identity card in groups"},
    {"老身份证110101900307775", "老身份证0", "fifteen digits"},
    {"卡号6222 0212 3456 7890 123", "卡号0", "bank card"},
    {"护照E12345678", "护照0", "passport"},
    {"香港身份证A123456(3)", "香港身份证0)", "Hong Kong"},
    {"编号10024怎么样了", "编号0怎么样了", "a case number"},
    {"欠我35000元", "欠我0元", "a sum of five digits"},
    {"欠我12,000元", "欠我0元", "with a comma"},
    {"欠我3500元", "欠我3500元", "four digits stay"},
    {"三个月没发，一共8600", "三个月没发，一共8600", "months and a sum"},
    {"早上8点到晚上10点", "早上8点到晚上10点", "hours"},
    {"2026年3月2日", "2026年3月2日", "a day"},
    {"996没有加班费", "996没有加班费", "a way of working"},
    {"打了12333没人接", "打了0没人接", "hotlines are five digits too"},
    {"周一二三四五上班", "周一二三四五上班", "five characters are days"},
    {"苏E12345被扣了", "0被扣了", "a plate"},
    {"粤B·D12345", "0", "a plate with a dot"},
    {"沪A 1C2D3", "0", "letters between"},
    {"苏州A座有问题", "苏州A座有问题", "no plate"},
    {"3号楼502室漏水", "0号楼0室漏水", "a room"},
    {"宿舍1203没热水", "宿舍0没热水", "a room after its word"},
    {"宿舍8人间太挤", "宿舍8人间太挤", "how many sleep there"},
    {"Room 302 has no hot water", "Room 0 has no hot water", "an English room"},
    {"二楼厕所堵了3天", "二楼厕所堵了3天", "floor and days"},
};

constexpr Row addresses[] = {
    {"发到li.ming@example.com吧", "发到*吧", "mail"},
    {"LI@EXAMPLE.COM.CN", "*", "capitals"},
    {"看https://weibo.com/u/123?x=1 说的", "看* 说的", "a web page"},
    {"看www.abc.cn", "看*", "without a scheme"},
    {"在zhaopin.com看到的", "在*看到的", "a domain alone"},
    {"加我微信zhang_san88", "加我微信*", "an account"},
    {"微信号：wanghaha", "微信号：*", "told by the colon"},
    {"vx: abc123", "vx: *", "short for it"},
    {"QQ是12345678", "QQ是0", "a number as account"},
    {"my wechat is tom_lee", "my wechat is *", "in English"},
    {"密码是abcd1234", "密码是*", "a password"},
    {"微信群里都在说", "微信群里都在说", "a group, no account"},
    {"@tom come here", "* come here", "somebody called in a group"},
    {"下载app就能看", "下载app就能看", "an ordinary word"},
};

constexpr Row people[] = {
    {"我叫王小明，工资没发", "我叫*，工资没发", "after 我叫"},
    {"我叫张三", "我叫*", "two characters"},
    {"我叫欧阳修文", "我叫*", "a surname of two"},
    {"我叫张三在工地受伤", "我叫*在工地受伤", "the name ends where the place begins"},
    {"我叫阿依古丽·买买提", "我叫*", "a name with a dot"},
    {"我是李雷，电工", "我是*，电工", "after 我是"},
    {"我是王建国工资没发", "我是*工资没发", "no sign behind"},
    {"姓名：陈大文", "姓名：*", "a form"},
    {"我姓赵", "我姓*", "a surname alone"},
    {"免贵姓李", "免贵姓*", "the polite form"},
    {"張師傅不給工資", "*師傅不給工資", "traditional"},
    {"张师傅、李主任都知道", "*师傅、*主任都知道", "titles"},
    {"王总说没钱", "*总说没钱", "王总"},
    {"王小明师傅受伤了", "*师傅受伤了", "a full name before a title"},
    {"找欧阳经理签字", "找*经理签字", "two characters before a title"},
    {"李姐让我来问", "*姐让我来问", "a short title"},
    {"老王打人", "老*打人", "老 and a surname"},
    {"小李说不给", "小*说不给", "小 and a surname"},
    {"主管李伟强骂我", "主管*骂我", "behind a role"},
    {"我是Lily，做客服", "我是*，做客服", "an English name in Chinese"},
    {"My name is Maria Santos and I am not paid", "My name is * and I am not paid", "English"},
    {"my name is maria", "my name is *", "small letters"},
    {"I am Tom from line 3", "I am * from line 3", "after I am"},
    {"I'm Grace", "I'm *", "short form"},
    {"Mr Smith hit me", "Mr * hit me", "a title"},
    {"mrs. wong said no", "mrs. * said no", "a title in small letters"},
    {"Manager Wang took my passport", "Manager * took my passport", "a role"},
};

constexpr Row places[] = {
    {"我在富士康公司上班", "我在*公司上班", "a firm"},
    {"在红星电子厂做了三年", "在*电子厂做了三年", "the trade stays"},
    {"苏州春光纺织有限公司欠薪", "*纺织有限公司欠薪", "a legal form"},
    {"人民路12号没路灯", "*路0号没路灯", "an address"},
    {"住在李家村", "住在*村", "a village"},
    {"在幸福小区送外卖", "在*小区送外卖", "an estate"},
    {"Golden Star Garments Ltd owes me", "* Ltd owes me", "an English firm"},
    {"12 King Street is dark", "12 * Street is dark", "an English street"},
};

// Words that look like names and are none.
constexpr Row kept[] = {
    {"我是来报名的", {}, "the guard that every sieve forgets"},
    {"我是程序员，天天加班", {}, "程 is a surname, 程序 is not"},
    {"我是外卖骑手", {}, "a trade"},
    {"我是钟点工", {}, "a trade that begins with a surname"},
    {"我是高中毕业", {}, "a school"},
    {"我是新来的", {}, "newcomers"},
    {"公司不发工资", {}, "which one is not said"},
    {"我们公司没签合同", {}, "our own"},
    {"劳务派遣公司扣钱", {}, "a kind of firm"},
    {"老板跑路公司倒闭", {}, "a sentence before the ending"},
    {"在服装厂上班", {}, "a kind of works"},
    {"工厂不让走", {}, "the word itself"},
    {"领导和经理都不管", {}, "titles without names"},
    {"由于经理不在没签字", {}, "于 is a surname, 由于 is not"},
    {"对方老板不认账", {}, "方 is a surname, 对方 is not"},
    {"面包师傅没手套", {}, "包 is a surname, 面包 is not"},
    {"白班组长骂人", {}, "白 is a surname, 白班 is not"},
    {"总工会怎么去", {}, "总 is a title, 总工会 is not"},
    {"老百姓高兴", {}, "姓 inside a word"},
    {"马上找主任", {}, "马 is a surname, 马上 is not"},
    {"小时工一小时15块", {}, "小时 is no person"},
    {"大小方便都要请假", {}, "大小 is no person"},
    {"我叫了他三次他不来", {}, "to call somebody"},
    {"工资条在哪里看", {}, "a question"},
    {"不想活了", {}, "a cry for help keeps its words"},
    {"I am not paid for two months", {}, "no name behind I am"},
    {"I AM SO TIRED", {}, "shouting is no name"},
    {"The company has no contract", {}, "no name before company"},
    {"my boss is rude", {}, "a role without a name"},
    {"", {}, "nothing said"},
};

template <std::size_t N>
void check(const Row (&rows)[N]) {
    for (const auto& row : rows) {
        CAPTURE(row.because, row.said);
        const auto left = masked(row.said);
        CHECK(left == (row.left.data() == nullptr ? row.said : row.left));
        CHECK(masked(left) == left);
        CHECK(left.size() <= row.said.size());
    }
}

}  // namespace

TEST_CASE("numbers that lead to somebody are hidden, numbers that say how much stay") { check(numbers); }
TEST_CASE("mail, web pages and accounts are hidden") { check(addresses); }
TEST_CASE("names are hidden, what people are called by stays") { check(people); }
TEST_CASE("firms, streets and villages are hidden, their kind stays") { check(places); }
TEST_CASE("words that only look like names keep standing") { check(kept); }

TEST_CASE("masking bears any bytes, never lengthens them, and has nothing to do a second time") {
    constexpr std::string_view pieces[] = {
        "我叫", "我是",        "王",   "小明",     "欧阳",     "师傅",   "总",  "138",  "00138000",
        " ",    "-",           "*",    "0",        "x",        "X",      "@",   ".com", "https://",
        "微信", "路",          "12",   "号",       "公司",     "在",     "厂",  "Mr ",  "Tom",
        " Ltd", "my name is ", "\xff", "\xe5\xbc", "\xf0\x9f", "\u200b", "苏E", "㎏",   "ﷺ",
        "𝟏",    "\n",          "，",   "一二三",   "老",       "姓",     "·",   "+",    "("};
    std::mt19937 dice(20260302);
    for (int round = 0; round < 4000; ++round) {
        std::string said;
        for (auto count = dice() % 12; count > 0; --count) said += pieces[dice() % std::size(pieces)];
        CAPTURE(round, said);
        const auto left = masked(said);
        REQUIRE(bot::text::valid_utf8(left));
        REQUIRE(left.size() <= said.size());
        REQUIRE(bot::text::characters(left) <= bot::text::characters(said));
        REQUIRE(masked(left) == left);
    }
}

TEST_CASE("a long hostile message is masked in good time") {
    std::string said;
    for (int i = 0; i < 1000; ++i) said += "我叫王1-2*3.老";
    const auto left = masked(said);
    CHECK(left.size() < said.size());
    CHECK(masked(left) == left);
}

TEST_CASE("what is learnt holds no marks of names") {
    CHECK(bot::text::without_marks(masked("我叫王小明，13800138000，工资没发")) == "我叫，0，工资没发");
    CHECK(bot::text::without_marks("") == "");
}
