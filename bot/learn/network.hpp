// Layered scores: features → hidden units → answers, trained by gradient descent with parts of the text and of the hidden
// units left out at random, so that no single word or unit decides alone.
// Sources: D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015; N. Srivastava et al., "Dropout: a
// simple way to prevent neural networks from overfitting", JMLR 15 (2014).
#pragma once

#include <vector>

#include "learn/lines.hpp"
#include "router/model.hpp"

namespace bot::learn {

struct NetworkOptions {
    std::size_t hidden = 64;
    std::size_t rounds = 15;         // over all texts
    float speed = 0.005F;            // of learning, falling to nothing over the rounds
    float words_left_out = 0.5F;
    float units_left_out = 0.3F;
    float doubt = 0.05F;             // share of every right answer that is given to all others
    float urgency_weight = 0.5F;     // of the second question beside the first
};

struct Network {
    std::vector<float> rows;  // by feature, then by hidden unit
    router::OutputLayer layer;
};

// Answers both questions; the second may have no names. Repeatable: equal lines give equal numbers.
Network train_network(const Lines& lines, const Answers& first, const Answers& second, const NetworkOptions& options);

}  // namespace bot::learn
