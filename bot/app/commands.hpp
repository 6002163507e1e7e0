// The commands of `niangjia`. Each gives the process's exit code: 0 good, 1 failed, 2 wrong use, 3 trained but
// not kept.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/paths.hpp"

namespace bot::app {

int serve(const Options& options);
int check(const Options& options);

struct UnderstandOptions {
    bool explain = false;
    bool json = false;
};
int understand(const Options& options, const UnderstandOptions& how);  // one message a line of standard input

struct EvaluateOptions {
    std::string file;    // labelled messages; empty with --by-voice: the examples themselves
    bool by_voice = false;
    std::size_t groups = 0;  // put the voices into so many groups; 0: each alone
    std::string train;   // any labelled table instead of the union's examples
    std::string test;    // empty: five folds over `train`
    std::string text_column = "text";
    std::string label_column = "sub_category";
    std::string outside = "oos";  // with `train`: the label of whatever belongs to no other; unsure guesses go there
    bool classes = false;
};
int evaluate(const Options& options, const EvaluateOptions& how);

struct TrainOptions {
    std::optional<int> use;  // go back, or forward, to this model
    bool list = false;
};
int train(const Options& options, const TrainOptions& how);

struct ReportOptions {
    std::string from;            // first day, YYYY-MM-DD
    std::string to;              // last day
    std::string by = "whole";    // unit, category, handler, channel
    std::string csv;             // also into this file
    std::string language = "zh";
};
int report(const Options& options, const ReportOptions& how);

struct SimulateOptions {
    int years = 1;
    std::int64_t cases = 5'000;
    std::int64_t members = 2'000;
    std::uint64_t seed = 1;
    std::int64_t crash_every = 0;  // frames of messages; 0: never
};
int simulate(const Options& options, const SimulateOptions& how);

int admin(const Options& options, const std::vector<std::string>& words);

}  // namespace bot::app
