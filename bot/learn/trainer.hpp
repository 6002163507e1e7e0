// Learns a model from labelled messages: one-against-the-rest linear machines, trained by LIBLINEAR.
// Source: R.-E. Fan et al., "LIBLINEAR: a library for large linear classification", JMLR 9 (2008).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "learn/corpus.hpp"
#include "router/model.hpp"

namespace bot::learn {

// A question about every sample; a sample with an empty answer does not teach this head.
struct Question {
    std::function<std::string(const Sample&)> answer;
    double cost = 1;                        // LIBLINEAR's C: how much a wrong example counts against a simple rule
    std::vector<std::string> heavy = {};    // answers that are rare and must not be missed …
    double weight = 1;                      // … and how much more they count
};

struct TrainOptions {
    std::size_t fewest_documents = 2;    // a feature of fewer samples is left out
    std::size_t most_features = 36'000;  // the most telling ones are kept
};

// Single-threaded and repeatable: equal samples give equal bytes.
router::ModelParts train(const std::vector<const Sample*>& samples, const std::vector<Question>& questions,
                         const TrainOptions& options);

}  // namespace bot::learn
