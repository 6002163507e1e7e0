// How Han characters sound, for texts typed by sound.
#pragma once

#include <cstdint>

namespace bot::text {

// A number for the toneless Mandarin syllable of a Han character (U+4E00..U+9FFF); the same for characters that sound
// alike. Zero for anything else. Source of the readings: Unicode CLDR's Han-Latin transform.
std::uint16_t sound_of(char32_t c);

}  // namespace bot::text
