// Chinese names: behind words that introduce one, before titles, and the short forms of every day.
#include <algorithm>

#include "text/codepoints.hpp"
#include "text/masking_parts.hpp"

namespace bot::text::masking {
namespace {

// The usual surnames, less those that are mostly ordinary words (和, 向, 时, 平, 水, 单, 成, 全, 代 …).
constexpr Keys surnames =
    U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏吕丁沈任姚"
    U"卢傅钟姜崔谭廖范汪陆金"
    U"石戴贾韦夏付方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万钱严覃武莫孔汤赖洪康牛葛邢安齐梅伍庞聂"
    U"樊翟殷倪骆欧阮庄柴"
    U"岳祁柳温俞颜鲁涂詹焦鲍娄耿纪舒辛管卓靳毕冉霍裴窦尚季尤甘翁饶靖蒲闵芦缪沙滕宫解包褚郁连左尧冼章";

// Words that begin like a surname and name nobody.
bool ordinary_word(Keys keys, std::size_t at) {
    return starts(
               keys, at,
               {U"高中",   U"高级", U"高温", U"高空", U"高铁", U"高速", U"高兴", U"高工", U"高个", U"高层",
                U"高价",   U"高考", U"高危", U"高血", U"金属", U"金额", U"金融", U"金工", U"常州", U"于是",
                U"白班",   U"白天", U"白干", U"白白", U"白领", U"安全", U"安排", U"安徽", U"安装", U"安保",
                U"安检",   U"安静", U"安慰", U"方便", U"方法", U"方面", U"方案", U"程序", U"程度", U"万一",
                U"万分",   U"万般", U"江苏", U"江西", U"江北", U"江南", U"马上", U"马路", U"温州", U"温度",
                U"石家庄", U"石油", U"任何", U"任务", U"任职", U"任性", U"曾经", U"段长", U"包工", U"包装",
                U"包吃",   U"包括", U"包裹", U"包庇", U"钟点", U"何时", U"何况", U"何必", U"管理", U"管事",
                U"管道",   U"管他", U"解决", U"解除", U"解释", U"解雇", U"连续", U"连夜", U"连个", U"连饭",
                U"左右",   U"左手", U"左边", U"余额", U"余下", U"严重", U"严格", U"毕业", U"毕竟", U"夏天",
                U"夏季",   U"季度", U"季节", U"田里", U"黄金", U"黄牌", U"林业", U"叶子", U"石头", U"龙头",
                U"雷雨",   U"许多", U"武汉", U"洪水", U"康复", U"牛奶", U"柴油", U"沙发", U"沙子", U"毛病",
                U"毛巾",   U"毛织", U"付钱", U"付款", U"付清", U"付出", U"付给", U"付了", U"尚未", U"左腿",
                U"杨浦",   U"苏州", U"徐州", U"郑州", U"杭州", U"广州", U"唐山", U"沈阳", U"贺卡", U"龙岗",
                U"雷达",   U"齐全", U"罗湖", U"纪律", U"纪委", U"辛苦", U"孔子", U"汤里", U"安居", U"金山",
                U"白酒",   U"陆续", U"谢谢", U"管饭", U"管我", U"万元", U"江湖", U"毛衣", U"高管", U"金牌"}) >
           0;
}

// The character before makes a word of both: 对方, 工程, 由于, 分钟, 面包.
bool part_of_a_word(Keys keys, std::size_t at) {
    if (at == 0) return false;
    return ends(keys, at + 1,
                {U"对方", U"甲方", U"乙方", U"双方", U"资方", U"校方",   U"院方", U"厂方", U"警方", U"官方",
                 U"地方", U"单方", U"多方", U"我方", U"工程", U"过程",   U"流程", U"课程", U"里程", U"行程",
                 U"由于", U"对于", U"关于", U"至于", U"属于", U"等于",   U"低于", U"高于", U"位于", U"处于",
                 U"基于", U"终于", U"分钟", U"点钟", U"面包", U"打包",   U"承包", U"外包", U"红包", U"钱包",
                 U"背包", U"发包", U"转包", U"现金", U"资金", U"五金",   U"奖金", U"佣金", U"基金", U"公积金",
                 U"租金", U"罚金", U"押金", U"保安", U"公安", U"治安",   U"平安", U"不安", U"西安", U"延安",
                 U"前任", U"现任", U"上任", U"主任", U"责任", U"担任",   U"信任", U"历史", U"园林", U"森林",
                 U"健康", U"门卫", U"初夏", U"队伍", U"艰辛", U"大陆",   U"千万", U"百万", U"十万", U"几万",
                 U"一万", U"两万", U"三万", U"提高", U"最高", U"很高",   U"太高", U"多高", U"年高", U"跳高",
                 U"明白", U"空白", U"坦白", U"平白", U"浙江", U"黑龙江", U"镇江", U"九江", U"长江", U"珠江",
                 U"南宁", U"上海", U"沙龙", U"水管", U"主管", U"保管",   U"城管", U"不管", U"尽管", U"血管",
                 U"高管", U"托管", U"了解", U"理解", U"和解", U"调解",   U"大连", U"接连", U"宿管", U"交管",
                 U"多余", U"其余", U"业余", U"剩余", U"如何", U"任何",   U"为何", U"羊毛", U"罗马", U"人马",
                 U"肇庆", U"未曾", U"不曾", U"完毕", U"世纪", U"年纪",   U"经纪", U"违纪", U"四季", U"旺季",
                 U"淡季", U"换季", U"山东", U"偿付", U"支付", U"应付",   U"垫付", U"交付", U"拖付", U"没付",
                 U"不付", U"要付", U"该付", U"先付", U"首付", U"预付",   U"允许", U"也许", U"或许", U"不许",
                 U"准许", U"面粉", U"动武", U"感谢", U"多谢", U"谢谢",   U"文章", U"规章", U"盖章", U"公章",
                 U"印章", U"勋章", U"奖章", U"尊严", U"整齐", U"看齐",   U"补齐", U"交齐", U"体温", U"高温",
                 U"气温", U"降温"}) > 0;
}

// What a name is called by. The short ones also begin other words and count only where a word ends.
std::size_t title(Keys keys, std::size_t at) {
    const auto longer =
        starts(keys, at, {U"师傅", U"师父",   U"主任", U"经理", U"队长", U"班长", U"组长", U"厂长",   U"科长",
                          U"处长", U"局长",   U"部长", U"主管", U"老师", U"医生", U"大夫", U"护士",   U"律师",
                          U"书记", U"主席",   U"会计", U"出纳", U"院长", U"校长", U"所长", U"站长",   U"店长",
                          U"工头", U"包工头", U"领班", U"拉长", U"课长", U"段长", U"阿姨", U"叔叔",   U"大姐",
                          U"大哥", U"姐姐",   U"哥哥", U"大叔", U"大妈", U"大爷", U"老板", U"老总",   U"爷爷",
                          U"奶奶", U"先生",   U"女士", U"小姐", U"太太", U"同志", U"监理", U"工程师", U"秘书",
                          U"助理", U"董事长", U"总监", U"总工", U"伯伯", U"警官", U"老乡", U"某某",   U"某"});
    if (longer > 0) return longer;
    const bool one =
        starts(keys, at, {U"总", U"工", U"姐", U"哥", U"叔", U"姨", U"婶", U"嫂", U"伯", U"爷", U"董"}) > 0;
    return one && (is_gap(keys, at + 1) || is_joint(keys[at + 1]) ||
                   contains(U"骂扣欠拖答反安派批喊", keys[at + 1]))
               ? 1
               : 0;
}

// A given name's character: Han, and neither a joint between words nor the end of a trade or a place.
bool may_be_given(char32_t key) { return is_han(key) && !is_joint(key); }
bool ends_a_trade(char32_t key) { return contains(U"厂店班组队部科院校站工员长区村线岗机车生手师司", key); }

bool name_may_end(Keys keys, std::size_t at) {
    return is_gap(keys, at) || is_joint(keys[at]) || contains(U"男女电手工本家骂扣欠拖踢", keys[at]);
}

// Length of a full name at `at`: surname and the shortest given name behind which a name may end; 0 for none.
std::size_t full_name(Keys keys, std::size_t at, std::size_t fewest, std::size_t most) {
    const auto family = surname(keys, at);
    if (family == 0 || title(keys, at + family) > 0) return 0;
    for (auto given = fewest; given <= most; ++given) {
        const auto last = at + family + given - 1;
        if (last >= keys.size() || !may_be_given(keys[last])) return 0;
        if (name_may_end(keys, last + 1)) return ends_a_trade(keys[last]) ? 0 : family + given;
    }
    return 0;
}

// Behind "我叫" whatever stands alone is a name, the names of other peoples too: 阿依古丽·买买提.
std::size_t foreign_name(Keys keys, std::size_t at) {
    if (starts(keys, at,
               {U"外卖", U"车",   U"救护", U"滴滴", U"同事", U"老板", U"工友", U"保安", U"警察", U"班长",
                U"经理", U"主管", U"停",   U"苦",   U"屈",   U"冤",   U"工会", U"主任", U"师傅", U"家"}) > 0)
        return 0;
    constexpr std::size_t longest_part = 6;
    auto end = at;
    std::size_t part = 0;
    for (; end < keys.size(); ++end) {
        if (contains(U"·•.", keys[end]) && part > 0) {
            part = 0;
            continue;
        }
        if (!may_be_given(keys[end]) || ++part > longest_part) break;
    }
    const bool dotted = keys.substr(at, end - at).find_first_of(U"·•") != Keys::npos;
    if (end == at || (!dotted && end - at > 4)) return 0;
    return is_gap(keys, end) || dotted ? end - at : 0;
}

std::size_t latin_name(const Letters& text, std::size_t at) {
    auto end = at;
    while (end < text.keys.size() && is_small_letter(text.keys[end])) ++end;
    const bool capital = end > at && is_ascii_letter(text.written[at]) && text.written[at] != text.keys[at];
    const bool shouted = end > at + 1 && text.written[at + 1] != text.keys[at + 1];  // HR, IT
    return capital && !shouted ? end - at : 0;
}

std::size_t behind_link(Keys keys, std::size_t at) {
    for (int links = 0; links < 3 && at < keys.size() && contains(U":：，, 是为叫做", keys[at]); ++links)
        ++at;
    return at;
}

// "我叫", "姓名:": a name must follow. "我是": one may. Roles: a name of three characters may follow.
void introduced(const Letters& text, Spans& found) {
    const Keys keys = text.keys;
    const auto take = [&](std::size_t at, std::size_t length) {
        if (length > 0) found.push_back({at, at + length, name_mark});
        return length > 0;
    };
    for (std::size_t at = 1; at < keys.size(); ++at) {
        if (ends(keys, at,
                 {U"我叫", U"姓名", U"名叫", U"名字叫", U"名字是", U"名字", U"本人叫", U"真名", U"大名",
                  U"我的名字"}) > 0) {
            const auto name = behind_link(keys, at);
            const bool told = name > at || keys[at - 1] == U'叫' || keys[at - 1] == U'是';
            if (take(name, full_name(keys, name, 1, 2)) || !told) continue;
            if (take(name, foreign_name(keys, name)) || take(name, latin_name(text, name))) continue;
            const auto family = surname(keys, name);
            auto end = name + family;
            while (family > 0 && end < keys.size() && end < name + family + 2 && may_be_given(keys[end]))
                ++end;
            take(name, end - name);
        } else if (ends(keys, at,
                        {U"我是", U"我系", U"本人", U"这是", U"我乃", U"他是", U"她是", U"他叫", U"她叫"}) >
                   0) {
            const auto name = keys[at] == U' ' ? at + 1 : at;
            if (!take(name, full_name(keys, name, 1, 2))) take(name, latin_name(text, name));
        } else if (ends(keys, at,
                        {U"工友", U"同事", U"老乡", U"老公", U"老婆", U"爱人", U"丈夫", U"妻子", U"儿子",
                         U"女儿", U"主管", U"经理", U"老板", U"班长", U"组长", U"队长", U"厂长", U"主任",
                         U"领导", U"徒弟", U"工头", U"店长", U"站长", U"科长", U"书记"}) > 0) {
            take(at, full_name(keys, at, 2, 2));
        } else if (keys[at - 1] == U'姓' && ends(keys, at, {U"百姓"}) == 0) {
            take(at, surname(keys, at));
        }
    }
}

// 张师傅, 王小明师傅, 李建国主任: the name goes, the title stays.
void titled(Keys keys, Spans& found) {
    for (std::size_t at = 1; at < keys.size(); ++at) {
        if (title(keys, at) == 0) continue;
        if (keys[at - 1] == U'老' && keys[at] == U'师') continue;  // 杨老师父亲
        const std::size_t most_given = title(keys, at) == 1 ? 0 : 2;
        for (std::size_t given = 0; given <= most_given && given < at; ++given) {
            if (given > 0 && !may_be_given(keys[at - given])) break;
            auto begin = at;
            for (const std::size_t family : {std::size_t{2}, std::size_t{1}}) {
                if (at >= given + family && surname(keys, at - given - family) == family)
                    begin = std::min(begin, at - given - family);
            }
            if (begin == at) continue;
            // 陈江主任: the character that looks like a surname may be the given name.
            if (given == 0 && begin > 0 && surname(keys, begin - 1) == 1 &&
                (begin == 1 || is_gap(keys, begin - 2) || is_joint(keys[begin - 2])))
                --begin;
            found.push_back({begin, at, name_mark});
            break;
        }
    }
}

// 老王, 小李, 阿陈 where the word ends there.
void familiar(Keys keys, Spans& found) {
    for (std::size_t at = 0; at + 1 < keys.size(); ++at) {
        if (!contains(U"老小阿", keys[at]) || surname(keys, at + 1) != 1) continue;
        const bool inside =
            at > 0 && ends(keys, at + 1, {U"大小", U"从小", U"最小", U"古老", U"养老", U"敬老", U"缩小"}) > 0;
        if (!inside && name_may_end(keys, at + 2)) found.push_back({at + 1, at + 2, name_mark});
    }
}

}  // namespace

std::size_t surname(Keys keys, std::size_t at) {
    if (at >= keys.size() || ordinary_word(keys, at)) return 0;
    const auto two = starts(keys, at,
                            {U"欧阳", U"司马", U"上官", U"诸葛", U"皇甫", U"尉迟", U"公孙", U"慕容", U"长孙",
                             U"宇文", U"司徒", U"轩辕", U"令狐", U"夏侯", U"端木", U"南宫"});
    if (two > 0) return two;
    return contains(surnames, keys[at]) && !part_of_a_word(keys, at) ? 1 : 0;
}

void find_people(const Letters& text, Spans& found) {
    introduced(text, found);
    titled(text.keys, found);
    familiar(text.keys, found);
}

}  // namespace bot::text::masking
