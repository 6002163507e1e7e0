// Words of danger: who is in danger gets a person called, whatever else the message says.
#include "router/safety.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "text/normalize.hpp"

using namespace bot;
using dialogue::Danger;

namespace {

config::SafetySetting signals() {
    config::SafetySetting setting;
    setting.words["self_harm_explicit"] = {
        "不想活", "想死", "自杀",        "轻生",        "跳楼",        "跳河",
        "跳下去", "割腕", "遗书",        "结束生命",    "结束这一切",  "安眠药",
        "了断",   "自残", "kill myself", "end my life", "want to die", "don't want to live"};
    setting.words["self_harm_implicit"] = {"活着没意思", "活着没有意义", "没有我大家",     "拖累大家",
                                           "撑不下去",   "撑不住",       "最后一次跟你们", "再也不见",
                                           "别找我",     "对不起孩子",   "分给工友",       "没有路了",
                                           "解脱",       "反锁",         "东西都送人",     "大家没有我"};
    setting.words["third_person"] = {"工友说要跳", "工友想死", "他想自杀", "室友不想活"};
    setting.words["violence"] = {"打我",   "打了一巴掌", "动手打", "拿刀",   "弄死",     "弄我",
                                 "威胁",   "家暴",       "被锁",   "锁起来", "关在厂里", "不准走",
                                 "不让走", "扣我身份证", "跟踪我", "群殴",   "控制",     "胁迫",
                                 "搜身",   "不敢回家",   "堵门口", "强迫",   "beats me", "beida"};
    setting.words["accident"] = {"压到",     "被机器压", "压了",     "晕倒",     "触电", "着火",
                                 "冒烟",     "爆炸",     "断指",     "中毒",     "中暑", "泄漏",
                                 "止不住",   "摔下来",   "溅到眼睛", "喘不上气", "困住", "被埋",
                                 "集体呕吐", "出大事",   "发抖",     "on fire"};
    setting.words["collective"] = {"停工",   "罢工",     "罢饭",     "堵大门",   "停在门口",
                                   "全停",   "不干了",   "要去政府", "拉横幅",   "聚集",
                                   "去马路", "两百多人", "集体辞职", "都不上班", "煽动",
                                   "闹起来", "打起来",   "好多警察", "约好不来", "怕出事"};
    setting.words["pinyin"] = {"buxianghuo", "bu xiang huo", "xiangsi", "jiuming",
                               "bei da le",  "tinggong",     "si le"};
    setting.idioms = {"累死了",   "笑死",   "热死",     "急死了",   "忙死了",   "想死你们了", "这机器要死了",
                      "死机",     "死活",   "打我电话", "打我手机", "打我微信", "跳楼价",     "电脑中毒",
                      "信息爆炸", "告别会", "控制柜",   "成本控制", "质量控制", "停工留薪",   "killing it"};
    setting.never_suppress = {"遗书", "安眠药", "不想活", "攒够了", "跳楼", "永别"};
    return setting;
}

struct Row {
    std::string said;
    Danger seen;
    bool unsure;
    std::string_view because;
};

void check(const std::vector<Row>& rows) {
    const router::SafetyRules rules(signals());
    for (const auto& row : rows) {
        CAPTURE(row.said, row.because);
        const auto safety = rules.look(text::normalize(row.said));
        CHECK(safety.danger == row.seen);
        CHECK(safety.unsure == row.unsure);
        CHECK(safety.signal.empty() == (row.seen == Danger::none));
    }
}

}  // namespace

TEST_CASE("every way of saying that one is in danger calls a person") {
    const router::SafetyRules rules(signals());
    static constexpr std::string_view emergencies[] = {
        // a crisis of one's own or of somebody near
        "不想活了",
        "活着没有意义",
        "想从楼上跳下去",
        "攒了一瓶安眠药",
        "我走了你们别找我",
        "遗书写好了",
        "割腕了",
        "没有我大家会更轻松",
        "撑不下去了真的撑不住了",
        "最后一次跟你们说话",
        "东西都分给工友了",
        "我工友说要跳河怎么办",
        "他把门反锁了一直哭",
        "想结束这一切",
        "每天都在想死",
        "bu xiang huo le",
        "我对不起孩子他们会好好的吧",
        "觉得已经没有路了",
        // accidents
        "机器压到手了",
        "工友晕倒了",
        "车间着火了",
        "煤气泄漏好多人头晕",
        "有人从架子上摔下来了",
        "触电了叫不醒",
        "中暑了在发抖",
        "电梯困住了",
        "化学品溅到眼睛",
        "胸口疼喘不上气",
        "爆炸了",
        "好多血止不住",
        "有人被埋了",
        "宿舍冒烟",
        "集体呕吐",
        "jiuming",
        "出大事了快来",
        // violence
        "他打我",
        "有人拿刀",
        "被锁在宿舍出不去",
        "不让我下班扣我身份证",
        "老公动手打我流血了",
        "债主堵门口",
        "保安把我们关在厂里",
        "被胁迫加班不准走",
        "有人跟踪我到宿舍",
        "他说要弄死我",
        "我不敢回家",
        "被非法搜身",
        "有人群殴",
        "被强迫卖货",
        "被黑中介控制",
        "bei da le",
        "救救我他要打我",
        // crowds
        "大家都不干了停在门口",
        "几十个人去堵大门",
        "工资不发我们要去政府",
        "车间全停了",
        "跟保安快打起来了",
        "在食堂集体罢饭",
        "要拉横幅了",
        "有人说要去马路上",
        "两百多人签了名",
        "因为搬厂闹起来了",
        "外面来了好多警察",
        "我们要集体辞职",
        "派遣工都不上班了",
        "情绪很激动怕出事",
        "有人煽动砸东西",
        "tinggong le",
        "明天都约好不来",
    };
    for (const auto said : emergencies) {
        CAPTURE(said);
        CHECK(rules.look(text::normalize(said)).danger != Danger::none);
        // The same inside a long complaint about something else.
        const auto buried = "食堂的菜太咸了,价格也涨了。" + std::string(said) + "。另外体检什么时候安排";
        CHECK(rules.look(text::normalize(buried)).danger != Danger::none);
    }
}

TEST_CASE("sayings and dry words call nobody") {
    check({
        {"", Danger::none, false, "nothing said"},
        {"累死了", Danger::none, false, "tired"},
        {"笑死", Danger::none, false, "amused"},
        {"热死个人", Danger::none, false, "hot"},
        {"想死你们了", Danger::none, false, "missing somebody"},
        {"这机器要死了", Danger::none, false, "a machine"},
        {"老板打我电话", Danger::none, false, "a call, not a blow"},
        {"成本控制", Danger::none, false, "accounting"},
        {"停工留薪期多久", Danger::none, false, "a term of law"},
        {"全场跳楼价", Danger::none, false, "a slogan, though 跳楼 alone is never explained away"},
        {"电脑中毒了修一下", Danger::none, false, "a virus of machines"},
        {"工资没发", Danger::none, false, "a grievance"},
        {"this team is killing it", Danger::none, false, "praise"},
        {"we want to diet together", Danger::none, false, "an English pattern ends where a word ends"},
        {"a missile museum trip", Danger::none, false, "short pinyin does not stand inside words"},
    });
}

TEST_CASE("a saying hides its own words and nothing else") {
    check({
        {"累死了,真的不想活了", Danger::self_harm, false, "the saying stands beside the wish"},
        {"笑死我了哈哈,安眠药攒够了", Danger::self_harm, false, "means, after a joke"},
        {"老板打我电话骂我,后来还动手打我", Danger::violence, false, "called first, beaten then"},
        {"想死你们了,真的想死", Danger::self_harm, false, "the second time without the saying"},
        {"想死你们了,这是我的遗书", Danger::self_harm, false, "a farewell"},
        {"想死你们了,永别", Danger::self_harm, false,
         "a farewell explains nothing away, though no rule names it"},
        {"跳楼价买的安眠药", Danger::self_harm, false, "means beside a slogan"},
        {"停工留薪期没到就全停工了", Danger::collective, false, "a term of law and a stoppage"},
    });
}

TEST_CASE("the kind of danger decides what is said first") {
    check({
        {"机器压到手了,他还打我", Danger::accident, false, "an accident before all"},
        {"我工友说要跳楼", Danger::third_person, false, "somebody else, though 跳楼 fits oneself too"},
        {"他打我,我不想活了", Danger::self_harm, false, "a wish to die before a beating"},
        {"我们要去政府,他们动手打人还打我", Danger::violence, false, "a beating before a crowd"},
        {"撑不下去了", Danger::self_harm, true, "indirect words: ask gently"},
        {"撑不下去了,想死", Danger::self_harm, false, "plain words beside indirect ones"},
        {"xiangsi", Danger::self_harm, true, "pinyin may mean something else"},
        {"woxiangsi", Danger::self_harm, true, "pinyin without blanks"},
        {"wo bu xiang huo le", Danger::self_harm, true, "pinyin with blanks"},
        {"lei si le", Danger::self_harm, true, "short pinyin as words of their own"},
    });
}

TEST_CASE("disguises do not help a word of danger to slip through") {
    check({
        {"不 想 活", Danger::self_harm, false, "blanks"},
        {"不\u200B想\u200D活", Danger::self_harm, false, "zero-width characters"},
        {"想\u202E死", Danger::self_harm, false, "bidi controls"},
        {"跳\u6A13", Danger::self_harm, false, "traditional characters"},
        {"不想\n活了", Danger::self_harm, false, "a line end"},
        {"I WANT  to\ndie.", Danger::self_harm, false, "case, blanks, line ends, a full stop"},
        {"i don\u2019t want to live", Danger::self_harm, false, "a curly apostrophe"},
        {"i dont want to live", Danger::self_harm, false, "no apostrophe"},
        {"\uFF4B\uFF49\uFF4C\uFF4C myself", Danger::self_harm, false, "full-width letters"},
        {"she always beats me!", Danger::violence, false, "a word's end is a sign"},
        {"\xFF不想活\xE5", Danger::self_harm, false, "bad bytes around"},
    });
}

TEST_CASE("a key nobody knows still calls a person, gently") {
    config::SafetySetting setting;
    setting.words["selfharm"] = {"不想活"};  // a slip of the pen in the settings
    setting.words["third_person_implicit"] = {"他很久没出门"};
    setting.words["violence"] = {"", "  ", "!?"};
    const router::SafetyRules rules(setting);
    CHECK(rules.look("不想活").danger == Danger::self_harm);
    CHECK(rules.look("不想活").unsure);
    CHECK(rules.look("不想活").signal == "selfharm");
    CHECK(rules.look("他很久没出门").danger == Danger::third_person);
    CHECK(rules.look("他很久没出门").unsure);
    CHECK(rules.look("ordinary words !? here").danger == Danger::none);
}

TEST_CASE("a megabyte of words is scanned to its end") {
    const router::SafetyRules rules(signals());
    std::string said;
    while (said.size() < 1'000'000) said += "想死你们了";
    CHECK(rules.look(said).danger == Danger::none);
    CHECK(rules.look(said + "不想活了").danger == Danger::self_harm);
    CHECK(rules.look(std::string(1'000'000, 'x')).danger == Danger::none);
    CHECK(rules.look(std::string(1'000'000, 'x') + " kill myself").danger == Danger::self_harm);
}
