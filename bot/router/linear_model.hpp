// A linear classifier learned from the examples at start, in some milliseconds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings.hpp"
#include "router/classifier.hpp"
#include "router/vocabulary.hpp"

namespace bot::router {

// Every topic is the sum of its examples' weighted features (Rocchio's method), mixed with a share of its
// sisters in the same category, and scaled to length one; a text's score is its cosine with that, and a
// softmax makes confidences. Weighed against logistic regression by gradient descent on the same features:
// with a few dozen examples a topic this was the more accurate of the two, learns in one pass, and any
// example can be left out again, which gives an honest temperature without setting examples aside.
class LinearModel final : public Classifier {
public:
    explicit LinearModel(const std::vector<config::Example>& examples);

    // Nothing when no feature of the text was ever seen.
    std::vector<dialogue::Guess> guess(std::string_view normalized, std::size_t most) const override;

private:
    using Scores = std::vector<float>;  // by topic

    struct Topic {
        std::string label;
        std::size_t category = 0;
        float length = 1;  // of its vector
    };
    struct Entry {
        std::uint32_t topic = 0;
        float weight = 0;
    };
    struct Row {
        float rarity = 0;         // inverse document frequency
        std::uint32_t begin = 0;  // its entries
        std::uint32_t end = 0;
    };
    struct Known {  // a feature by its row; Vocabulary::none when it was never seen
        Vocabulary::Row row = Vocabulary::none;
        float weight = 1;
    };
    struct Lesson {
        std::size_t topic = 0;
        std::vector<Known> features;
    };
    struct Product {  // a unit-length text times the topics' vectors
        Scores by_topic;
        bool known = false;  // whether any feature was ever seen
    };

    std::vector<Lesson> take_in(const std::vector<config::Example>& examples);
    void count(const std::vector<Lesson>& lessons);
    void sum(const std::vector<Lesson>& lessons);
    void measure_lengths();
    void calibrate(const std::vector<Lesson>& lessons);

    float rarity(std::uint32_t documents) const;
    std::vector<Known> look_up(std::string_view normalized) const;
    float scale(const std::vector<Known>& features) const;
    Product multiply(const std::vector<Known>& features) const;
    Scores without(const Lesson& lesson) const;

    std::vector<Topic> topics_;
    std::size_t categories_ = 0;
    std::size_t documents_ = 0;  // examples learned from
    float unseen_rarity_ = 0;
    Vocabulary vocabulary_;
    std::vector<Row> rows_;
    std::vector<Entry> entries_;
    float temperature_ = 8;
};

}  // namespace bot::router
