#include "learn/machines.hpp"

#include <linear.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace bot::learn {
namespace {

constexpr double stop_when = 0.05;

using Nodes = std::vector<feature_node>;

// Numbered from 1 and ended by -1, as LIBLINEAR wants them.
std::vector<Nodes> nodes_of(const Lines& lines) {
    std::vector<Nodes> all;
    all.reserve(lines.texts.size());
    for (const auto& text : lines.texts) {
        Nodes nodes;
        nodes.reserve(text.size() + 1);
        for (const auto& entry : text) nodes.push_back({static_cast<int>(entry.row) + 1, static_cast<double>(entry.value)});
        nodes.push_back({-1, 0});
        all.push_back(std::move(nodes));
    }
    return all;
}

struct FreeModel {
    void operator()(model* made) const { free_and_destroy_model(&made); }
};
using Machine = std::unique_ptr<model, FreeModel>;

// One answer against the rest.
Machine train_machine(std::vector<Nodes>& nodes, const Answers& answers, int answer, int features, double cost) {
    std::vector<double> targets;
    std::vector<feature_node*> rows;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (answers.numbers[i] < 0) continue;
        targets.push_back(answers.numbers[i] == answer ? 1 : 2);
        rows.push_back(nodes[i].data());
    }
    // The first label LIBLINEAR meets is its positive one: begin with one of ours.
    const auto first = static_cast<std::size_t>(std::find(targets.begin(), targets.end(), 1) - targets.begin());
    std::swap(targets[0], targets[first]);
    std::swap(rows[0], rows[first]);
    problem task{static_cast<int>(rows.size()), features, targets.data(), rows.data(), -1};
    parameter how{};
    how.solver_type = L2R_LR_DUAL;
    how.eps = stop_when;
    how.C = cost;
    std::srand(1);  // the solver visits the examples in an order drawn with rand()
    return Machine(::train(&task, &how));
}

}  // namespace

std::vector<float> train_machines(const Lines& lines, const Answers& answers, double cost) {
    const auto count = answers.names.size();
    std::vector<float> weights(lines.hashes.size() * count, 0);
    if (count < 2 || lines.hashes.empty()) return weights;
    set_print_string_function([](const char*) {});
    auto nodes = nodes_of(lines);
    for (std::size_t answer = 0; answer < count; ++answer) {
        const auto machine = train_machine(nodes, answers, static_cast<int>(answer), static_cast<int>(lines.hashes.size()), cost);
        for (std::size_t row = 0; row < lines.hashes.size(); ++row) weights[row * count + answer] = static_cast<float>(machine->w[row]);
    }
    return weights;
}

}  // namespace bot::learn
