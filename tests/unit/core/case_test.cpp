#include "core/case.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace bot;

TEST_CASE("a case number survives being typed") {
    for (const std::int64_t row : {1LL, 9LL, 1001LL, 123456LL, 999999999999999LL}) {
        CHECK(without_check_digit(with_check_digit(row)) == row);
    }
}

TEST_CASE("one wrong digit or two swapped neighbours never make another case's number") {
    for (std::int64_t row = 1000; row < 1400; ++row) {
        const std::string right = std::to_string(with_check_digit(row));
        for (std::size_t i = 0; i < right.size(); ++i) {
            for (char c = '0'; c <= '9'; ++c) {
                auto wrong = right;
                wrong[i] = c;
                if (wrong == right || wrong[0] == '0') continue;
                CAPTURE(right, wrong);
                CHECK_FALSE(without_check_digit(std::stoll(wrong)));
            }
            if (i + 1 < right.size() && right[i] != right[i + 1] && !(i == 0 && right[1] == '0')) {
                auto swapped = right;
                std::swap(swapped[i], swapped[i + 1]);
                CAPTURE(right, swapped);
                CHECK_FALSE(without_check_digit(std::stoll(swapped)));
            }
        }
    }
}

TEST_CASE("numbers too short to carry a check digit are refused") {
    for (const std::int64_t number : {-5LL, 0LL, 7LL}) CHECK_FALSE(without_check_digit(number));
}
