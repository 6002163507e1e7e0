// Knowing what is none of the classes. Examples of "everything else" teach little, as there is always something else; a
// guess that is not sure enough is the better sign.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "learn/measure.hpp"

namespace bot::learn {

// The confidence below which a guess is sent to the class `outside`: as high as it can be while one in fifty of the others,
// though understood, is lost to it. 0 when no verdict was to be `outside`. The verdicts must be of samples that their
// models had not seen.
float outside_threshold(const std::vector<Verdict>& verdicts, const std::string& outside);

void send_outside(std::vector<Verdict>& verdicts, const std::string& outside, float threshold);

// Each group by the threshold of all other groups; `groups` is parallel to `verdicts`.
void send_outside_by_group(std::vector<Verdict>& verdicts, const std::vector<std::size_t>& groups, const std::string& outside);

}  // namespace bot::learn
