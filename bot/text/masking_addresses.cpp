// Ways to reach somebody that are no numbers: mail, web pages, accounts of chat programs.
#include <algorithm>

#include "text/masking_parts.hpp"

namespace bot::text::masking {
namespace {

bool is_mail_sign(char32_t key) { return is_word_sign(key) || contains(U".%+", key); }

void find_mail(Keys keys, Spans& found) {
    for (std::size_t at = 0; at < keys.size(); ++at) {
        if (keys[at] != U'@') continue;
        auto begin = at;
        auto end = at + 1;
        while (begin > 0 && is_mail_sign(keys[begin - 1])) --begin;
        while (end < keys.size() && is_mail_sign(keys[end])) ++end;
        // Without anything before the sign it calls somebody in a group: "@tom".
        if (end > at + 1) found.push_back({begin, end, name_mark});
    }
}

bool is_web_sign(char32_t key) { return is_word_sign(key) || contains(U"./?=&%#:~+@!$", key); }

bool ends_like_a_domain(Keys word) {
    const auto slash = std::min(word.find(U'/'), word.size());
    const auto host = word.substr(0, std::min(word.find(U':'), slash));
    return ends(host, host.size(),
                {U".com",  U".cn",   U".net",  U".org",  U".gov", U".edu",  U".io", U".me",
                 U".cc",   U".top",  U".xyz",  U".info", U".app", U".link", U".tv", U".vip",
                 U".shop", U".site", U".club", U".ru",   U".uk",  U".hk",   U".tw"}) > 0;
}

void find_web(Keys keys, Spans& found) {
    for (std::size_t at = 0; at < keys.size();) {
        if (!is_web_sign(keys[at])) {
            ++at;
            continue;
        }
        auto end = at;
        while (end < keys.size() && is_web_sign(keys[end])) ++end;
        auto word = keys.substr(at, end - at);
        const auto scheme = word.find(U"://");
        const auto www = word.find(U"www.");
        while (!word.empty() && contains(U".?!:", word.back())) word.remove_suffix(1);
        const auto begin = scheme != Keys::npos ? at + (scheme >= 5 && word[scheme - 1] == U's'
                                                            ? scheme - 5
                                                            : scheme - std::min<std::size_t>(scheme, 4))
                           : www != Keys::npos  ? at + www
                                                : at;
        if (scheme != Keys::npos || www != Keys::npos || ends_like_a_domain(word))
            found.push_back({begin, at + word.size(), name_mark});
        at = end;
    }
}

// A name of one's own making behind the word that says where it holds.
void find_accounts(Keys keys, Spans& found) {
    for (std::size_t at = 0; at < keys.size(); ++at) {
        const auto label =
            starts(keys, at, {U"微信号", U"微信", U"薇信",     U"威信",     U"wechat",  U"weixin", U"wx",
                              U"vx",     U"v信",  U"qq号",     U"qq",       U"扣扣",    U"支付宝", U"抖音号",
                              U"抖音",   U"快手", U"telegram", U"whatsapp", U"账号",    U"帐号",   U"用户名",
                              U"密码",   U"工号", U"卡号",     U"password", U"account", U"id"});
        if (label == 0 || (is_small_letter(keys[at]) && at > 0 && is_word_sign(keys[at - 1]))) continue;
        auto begin = at + label;
        bool told = false;
        constexpr std::size_t longest_link = 4;
        for (; begin < keys.size() && begin < at + label + longest_link &&
               contains(U"是为:： =号", keys[begin]);
             ++begin)
            told |= keys[begin] != U' ';
        if (starts(keys, begin, {U"is "}) > 0) {
            begin += 3;
            told = true;
        }
        auto end = begin;
        std::size_t letters = 0;
        for (; end < keys.size() && is_word_sign(keys[end]); ++end)
            letters += is_small_letter(keys[end]) ? 1 : 0;
        const auto length = end - begin;
        const bool made_up = letters < length;  // digits or signs in it
        const bool beside = begin == at + label && !is_small_letter(keys[at]) && length >= 6;
        if (length >= 4 && (made_up || told || beside))
            found.push_back({begin, end, letters == 0 ? number_mark : name_mark});
    }
}

}  // namespace

void find_addresses(const Letters& text, Spans& found) {
    find_mail(text.keys, found);
    find_web(text.keys, found);
    find_accounts(text.keys, found);
}

}  // namespace bot::text::masking
