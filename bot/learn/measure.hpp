// What a model is worth: counted from judgements of messages whose right answer is known.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "learn/fit.hpp"

namespace bot::learn {

// One message with what was right and what was said of it.
struct Verdict {
    const Sample* sample = nullptr;
    std::string right;       // topic
    std::string guess;       // topic
    std::string label;       // the guessed sub-category
    float confidence = 0;    // of the guessed topic
    std::string urgency;     // as the whole reading judged it: word lists and model
};

struct ClassCount {
    std::size_t right = 0;
    std::size_t missed = 0;
    std::size_t wrongly = 0;
    double precision() const;
    double recall() const;
    double f1() const;
};

struct Share {
    std::size_t of = 0;
    std::size_t hit = 0;
    double value() const { return of == 0 ? 0 : static_cast<double>(hit) / static_cast<double>(of); }
};

struct Report {
    Share topic;                                // topic right
    Share label;                                // sub-category right
    double macro_f1 = 0;                        // over topics
    std::map<std::string, ClassCount> classes;  // by topic
    double coverage = 0;                        // share of messages answered without asking, where 95 % of those are right
    double calibration_error = 0;               // mean distance of confidence and accuracy, ten bins
    std::map<std::string, Share> slices;        // by language, by length
    Share crisis_found;                         // of the crises, those called one
    Share crisis_noticed;                       // of the crises, those at least urgent
    Share crisis_right;                         // of the calls, those that were crises
    Share false_alarms;                         // of the ordinary messages, those called a crisis
};

Report report(const std::vector<Verdict>& verdicts);

// What the whole reader, word lists and model, says of a text.
using ReadUrgency = std::function<std::string(const std::string& text)>;
// Made once a model, which outlives it; empty: urgency is not judged.
using ReaderOf = std::function<ReadUrgency(const router::Model& model)>;

// What was made of samples while they were unseen, with the temperatures of `model`. Samples of folds that lacked a label
// are left out.
std::vector<Verdict> judge_unseen(const Lesson& lesson, const router::Model& model, const std::vector<Judged>& unseen);
// Judged by `model`.
std::vector<Verdict> judge(const Lesson& lesson, const router::Model& model, const ReaderOf& reader_of);
// Judged group by group, each by a model of all others, with the temperatures and thresholds of `like`.
std::vector<Verdict> judge_groups(const Lesson& lesson, const std::vector<std::size_t>& groups, const router::ModelParts& like,
                                  const ReaderOf& reader_of);

}  // namespace bot::learn
