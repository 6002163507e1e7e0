// Learns a model from labelled messages: straight scores and layered ones over the same features.
#pragma once

#include <future>
#include <map>
#include <string>
#include <vector>

#include "learn/machines.hpp"
#include "learn/network.hpp"
#include "router/model.hpp"

namespace bot::learn {

using Topics = std::map<std::string, std::string>;  // sub-category -> topic; a label not in it is its own topic

std::string topic_of(const Topics& topics, const std::string& label);

struct TrainOptions {
    std::size_t fewest_documents = 2;    // a feature of fewer samples is left out
    std::size_t most_features = 36'000;  // the most telling ones are kept
    double cost = 30;                    // of the machines
    NetworkOptions network;
};

// The machines are trained when it is made, the network meanwhile on a thread of its own until `finish`. Repeatable: equal
// samples give equal bytes. Temperatures, thresholds and concepts are left to the caller.
class Training {
public:
    Training(const std::vector<const Sample*>& samples, const Topics& topics, const TrainOptions& options);
    Training(const Training&) = delete;
    Training& operator=(const Training&) = delete;
    router::ModelParts finish();

private:
    router::ModelParts parts_;
    Lines lines_;
    Answers labels_;
    Answers urgencies_;
    std::vector<float> straight_;  // by feature, then by label
    std::future<Network> network_;
};

}  // namespace bot::learn
