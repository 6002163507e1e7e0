// Straight scores: for every answer one logistic machine against the rest, trained by LIBLINEAR.
// Source: R.-E. Fan et al., "LIBLINEAR: a library for large linear classification", JMLR 9 (2008).
#pragma once

#include "learn/lines.hpp"

namespace bot::learn {

// Weights by feature, then by answer. `cost` is LIBLINEAR's C: how much a wrong example counts against a simple rule.
// Not to be run twice at the same time: the solver draws from rand().
std::vector<float> train_machines(const Lines& lines, const Answers& answers, double cost);

}  // namespace bot::learn
