// Firms, works, villages and streets by their usual endings. What they are ("电子厂") stays, which one goes.
#include <algorithm>

#include "text/codepoints.hpp"
#include "text/masking_parts.hpp"

namespace bot::text::masking {
namespace {

constexpr std::size_t longest_name = 10;

// Behind these a place or a firm is named.
bool leads_to_a_place(char32_t key) { return contains(U"在到去进从叫是被给于住往", key); }

bool is_name_sign(char32_t key) { return is_han(key) || is_small_letter(key) || is_digit(key); }

// Kinds of works: they tell what the matter is about, and there are many of each.
std::size_t kind_before(Keys keys, std::size_t at) {
    return ends(
        keys, at,
        {U"劳务派遣", U"劳务",   U"派遣", U"外包", U"物流", U"快递",   U"外卖", U"保洁",   U"保安", U"物业",
         U"建筑",     U"工程",   U"装修", U"中介", U"电子", U"服装",   U"纺织", U"制衣",   U"鞋",   U"玩具",
         U"塑胶",     U"塑料",   U"五金", U"机械", U"模具", U"食品",   U"化工", U"印刷",   U"家具", U"汽车",
         U"汽配",     U"钢铁",   U"水泥", U"造纸", U"纸箱", U"家政",   U"餐饮", U"酒店",   U"运输", U"货运",
         U"公交",     U"出租车", U"地铁", U"保险", U"信息", U"科技",   U"网络", U"软件",   U"贸易", U"投资",
         U"人力资源", U"人力",   U"教育", U"培训", U"医疗", U"房地产", U"置业", U"能源",   U"电力", U"燃气",
         U"环卫",     U"园林",   U"市政", U"代工", U"加工", U"修理",   U"造船", U"船务",   U"总",   U"分",
         U"子",       U"母",     U"工",   U"大",   U"小",   U"老",     U"新",   U"外",     U"本",   U"某",
         U"集团",     U"有限",   U"股份", U"责任", U"实业", U"制造",   U"服务", U"供应链", U"管理", U"发展",
         U"文化",     U"传媒",   U"商贸", U"原料", U"用人", U"私人",   U"国有", U"上市",   U"正规", U"第三方",
         U"用工",     U"民营",   U"外资", U"合资", U"个体", U"连锁",   U"隔壁", U"附近",   U"本地", U"市",
         U"县",       U"省",     U"区"});
}

// Everyday words: a piece that holds one is a sentence, not a name.
bool holds_everyday_words(Keys piece) {
    for (std::size_t at = 0; at < piece.size(); ++at) {
        if (is_joint(piece[at]) ||
            contains(
                U"俺爸妈咱为全边发欠拖跑扣交签问拿买坐骑开送干拉修换放罚辞告等看见听关停倒搬离报查收办合补赔",
                piece[at]))
            return true;
        if (starts(piece, at, {U"老板", U"工资", U"工人",   U"工友", U"领导", U"员工", U"合同", U"社保",
                               U"加班", U"上班", U"下班",   U"宿舍", U"食堂", U"公司", U"现在", U"几年",
                               U"几个", U"一家", U"两家",   U"三家", U"哪家", U"上家", U"下家", U"单位",
                               U"项目", U"问题", U"正常",   U"其他", U"别的", U"同一", U"自己", U"农民",
                               U"车间", U"多少", U"所有",   U"全部", U"每个", U"任何", U"以前", U"之前",
                               U"原来", U"希望", U"建议",   U"愿意", U"请求", U"要求", U"派驻", U"门口",
                               U"废弃", U"老旧", U"火车站", U"公共", U"后来", U"最后", U"这种", U"那种"}) > 0)
            return true;
    }
    return false;
}

// How clearly an ending tells of a name: 有限公司 always; 公司 also at the beginning of a clause; 厂 only
// behind 在, 到, 去 …
enum class Ending { none, led, clause, always };

Ending ending(Keys keys, std::size_t at) {
    if (starts(keys, at, {U"有限公司", U"有限责任公司", U"股份公司", U"股份有限公司", U"集团"}) > 0)
        return Ending::always;
    if (starts(keys, at,
               {U"公司", U"酒店", U"宾馆", U"饭店", U"医院", U"学校", U"小学", U"中学", U"大学", U"学院",
                U"幼儿园", U"大厦", U"小区"}) > 0)
        return Ending::clause;
    if (starts(keys, at,
               {U"厂房", U"厂门", U"厂长", U"厂家", U"厂报", U"厂牌", U"店铺", U"店面", U"店长", U"店家",
                U"店员", U"矿灯", U"矿井", U"村里", U"村民", U"大学生", U"中学生", U"小学生"}) > 0)
        return Ending::none;
    return starts(keys, at,
                  {U"厂", U"超市", U"商场", U"工业园", U"产业园", U"科技园", U"开发区", U"工业区", U"广场",
                   U"花园", U"公寓", U"矿", U"码头", U"工地", U"村", U"镇", U"店"}) > 0
               ? Ending::led
               : Ending::none;
}

// The proper name before an ending at `end`; empty when there is none that is clear.
Span proper_name(Keys keys, std::size_t end, Ending sort) {
    while (const auto kind = kind_before(keys, end)) end -= kind;
    auto begin = end;
    while (begin > 0 && end - begin < longest_name && is_name_sign(keys[begin - 1]) &&
           !is_joint(keys[begin - 1]) && !leads_to_a_place(keys[begin - 1]))
        --begin;
    const bool clause = begin == 0 || !is_name_sign(keys[begin - 1]);
    const bool led = !clause && leads_to_a_place(keys[begin - 1]);
    const bool clear =
        sort == Ending::always || (end - begin <= 6 && (led || (clause && sort == Ending::clause)));
    if (end < begin + 2 || !clear || holds_everyday_words(keys.substr(begin, end - begin))) return {};
    return {begin, end, name_mark};
}

void find_firms(Keys keys, Spans& found) {
    for (std::size_t at = 1; at < keys.size(); ++at) {
        const auto sort = ending(keys, at);
        if (sort == Ending::none) continue;
        const auto span = proper_name(keys, at, sort);
        if (span.end > span.begin) found.push_back(span);
    }
}

// 人民路12号: the street's name and the number.
void find_streets(Keys keys, Spans& found) {
    for (std::size_t at = 1; at < keys.size(); ++at) {
        const auto street = starts(keys, at, {U"路", U"街", U"巷", U"弄", U"大道", U"胡同"});
        auto digits = at + street;
        while (digits < keys.size() && is_digit(keys[digits])) ++digits;
        if (street == 0 || digits == at + street ||
            starts(keys, digits, {U"号", U"弄", U"栋", U"院", U"-"}) == 0)
            continue;
        // "12路3号车" is a bus line.
        auto begin = at;
        constexpr std::size_t longest_street = 5;
        while (begin > 0 && at - begin < longest_street && is_han(keys[begin - 1]) &&
               !leads_to_a_place(keys[begin - 1]) &&
               (!is_joint(keys[begin - 1]) || keys[begin - 1] == U'人')) {
            --begin;
        }
        if (begin == at) continue;
        found.push_back({begin, at, name_mark});
        found.push_back({at + street, digits, number_mark});
    }
}

}  // namespace

void find_places(const Letters& text, Spans& found) {
    find_streets(text.keys, found);
    find_firms(text.keys, found);
}

}  // namespace bot::text::masking
