// Characters that sound alike, for texts typed by sound.
#include "text/sounds.hpp"

#include <catch2/catch.hpp>

using bot::text::sound_of;

TEST_CASE("characters that a pinyin keyboard mixes up sound alike") {
    CHECK(sound_of(U'资') == sound_of(U'姿'));
    CHECK(sound_of(U'再') == sound_of(U'在'));
    CHECK(sound_of(U'加') == sound_of(U'家'));
    CHECK(sound_of(U'班') == sound_of(U'帮'));  // what southern ears hear as one
    CHECK(sound_of(U'是') == sound_of(U'四'));
    CHECK(sound_of(U'工') != sound_of(U'资'));
}

TEST_CASE("what is no Han character has no sound") {
    for (const char32_t c : {U'a', U'1', U' ', U'あ', U'\U0001F44D', static_cast<char32_t>(0), static_cast<char32_t>(0xA000)}) CHECK(sound_of(c) == 0);
}
