// What a model does not get to read.
#include "assist/masking.hpp"

#include <catch2/catch.hpp>

using bot::assist::masked;

TEST_CASE("numbers and addresses that name somebody are hidden, all else stays") {
    struct Row {
        std::string_view said;
        std::string_view shown;
        std::string_view because;
    };
    constexpr Row rows[] = {
        {"打 13800138000 找我", "打 *********** 找我", "a mobile number"},
        {"打138 0013 8000找我", "打*** **** ****找我", "in groups"},
        {"打１３８００１３８０００找我", "打***********找我", "wide digits"},
        {"打1380\u200b0138000找我", "打***********找我", "an invisible sign inside"},
        {"身份证 11010119900307123X", "身份证 ******************", "an identity number that ends in X"},
        {"工号 48213", "工号 *", "five digits"},
        {"欠我 4821 块，3 个月", "欠我 4821 块,3 个月", "four digits are a sum of money"},
        {"一三八零零一三八零零零", "***********", "a number in words"},
        {"邮箱 li.wei+x@corp.example.cn 给我", "邮箱 * 给我", "a mail address"},
        {"邮箱是LI@corp.cn。谢谢", "邮箱是*。谢谢", "right behind Chinese"},
        {"邮箱 li＠corp.cn", "邮箱 *", "a wide sign"},
        {"看 https://a.example/x?y=1 这里", "看 * 这里", "a web address"},
        {"看www.example.com/a吧", "看*吧", "without a scheme"},
        {"看 oa.corp.cn:8080/u/7 ", "看 *", "a name and a port"},
        {"小王在3号楼", "小王在3号楼", "names and places stay"},
        {"3.5元 9.30下班", "3.5元 9.30下班", "fractions and times"},
        {"", "", "nothing"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        CHECK(masked(row.said) == row.shown);
        CHECK(masked(row.shown) == row.shown);
    }
}

TEST_CASE("broken bytes and long runs are masked without harm") {
    CHECK(masked("\xff\xfe 12345").find("12345") == std::string::npos);
    CHECK(masked(std::string(100'000, '7')).find('7') == std::string::npos);
    CHECK(masked(std::string(100'000, '@')).size() == 1);
    const std::string dots(100'000, '.');
    CHECK((masked(dots) == dots));
}
