// Where a matter is: the name of a unit or a place as it is compared, and the number in it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bot::router {

// The name of a place or a team as it is compared: "三车间", "3 车间" and "3车间。" are one. Empty when it is no name: nothing
// said, only a photo, or a whole story.
std::string unit_name(std::string_view said);

// A number for such a name, never 0.
std::int64_t unit_number(std::string_view unit_name);

// A key within one topic, of a unit's number or of a likeness: under it matters about the same meet.
std::uint32_t key_within(std::string_view subcategory, std::int64_t number);

// The number in the name of a unit, or of a place that a text speaks of: "三号楼", "building 3". 0: there is none. To a
// likeness all numbers are one; these tell house 3 from house 5.
std::int64_t number_in_name(std::string_view unit_name);
std::int64_t place_spoken_of(std::string_view said);

}  // namespace bot::router
