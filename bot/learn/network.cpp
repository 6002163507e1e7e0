#include "learn/network.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace bot::learn {
namespace {

constexpr std::size_t batch = 64;
constexpr float first_decay = 0.9F;
constexpr float second_decay = 0.999F;
constexpr float tiny = 1e-8F;

// Xorshift (G. Marsaglia, 2003): quick, and the same on every machine.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 1) {}
    std::uint32_t draw() {
        state_ ^= state_ << 13U;
        state_ ^= state_ >> 7U;
        state_ ^= state_ << 17U;
        return static_cast<std::uint32_t>(state_ >> 32U);
    }
    float share() { return static_cast<float>(draw() >> 8U) / 16777216.0F; }
    bool happens(float probability) { return share() < probability; }

private:
    std::uint64_t state_;
};

// Numbers that learn, each at its own pace.
struct Learner {
    std::vector<float> values;
    std::vector<float> mean;
    std::vector<float> square;

    explicit Learner(std::size_t size) : values(size, 0), mean(size, 0), square(size, 0) {}

    void draw(Dice& dice, float width) {
        for (auto& value : values) value = (dice.share() - 0.5F) * 2 * width;
    }
    // Moves `count` numbers from `at` against their gradient and clears it.
    void move(std::size_t at, std::size_t count, float* gradient, float speed) {
        for (std::size_t i = 0; i < count; ++i) {
            float& m = mean[at + i];
            float& s = square[at + i];
            m = first_decay * m + (1 - first_decay) * gradient[i];
            s = second_decay * s + (1 - second_decay) * gradient[i] * gradient[i];
            values[at + i] -= speed * m / (std::sqrt(s) + tiny);
            gradient[i] = 0;
        }
    }
    void move_all(std::vector<float>& gradient, float speed) { move(0, values.size(), gradient.data(), speed); }
};

class Teaching {
public:
    Teaching(const Lines& lines, const Answers& first, const Answers& second, const NetworkOptions& options)
        : lines_(lines), first_(first), second_(second), how_(options), units_(options.hidden),
          outputs_(first.names.size() + second.names.size()), rows_(lines.hashes.size() * units_), bias_(units_),
          weights_(outputs_ * units_), out_bias_(outputs_), bias_slope_(units_), weights_slope_(outputs_ * units_), out_bias_slope_(outputs_),
          place_(lines.hashes.size(), nowhere) {
        rows_.draw(dice_, std::sqrt(3.0F / static_cast<float>(units_)));
        weights_.draw(dice_, std::sqrt(1.0F / static_cast<float>(units_)));
    }

    Network run() {
        std::vector<std::size_t> order(lines_.texts.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const auto steps = how_.rounds * ((order.size() + batch - 1) / batch);
        for (std::size_t round = 0; round < how_.rounds; ++round) {
            for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice_.draw() % i]);
            for (std::size_t at = 0; at < order.size(); at += batch) {
                const auto end = std::min(order.size(), at + batch);
                for (std::size_t i = at; i < end; ++i) learn(order[i], 1 / static_cast<float>(end - at));
                take_step(how_.speed * (1 - static_cast<float>(step_) / static_cast<float>(steps)));
            }
        }
        return {std::move(rows_.values), {std::move(bias_.values), std::move(weights_.values), std::move(out_bias_.values)}};
    }

private:
    static constexpr std::uint32_t nowhere = UINT32_MAX;

    // One text forwards and its error backwards.
    void learn(std::size_t text, float share) {
        leave_out(lines_.texts[text]);
        units_of_text();
        slopes_.assign(outputs_, 0);
        for (std::size_t output = 0; output < outputs_; ++output) {
            slopes_[output] = std::inner_product(hidden_.begin(), hidden_.end(), &weights_.values[output * units_], out_bias_.values[output]);
        }
        err(0, first_.names.size(), first_.numbers[text], share);
        err(first_.names.size(), second_.names.size(), second_.names.empty() ? -1 : second_.numbers[text], share * how_.urgency_weight);
        go_back();
    }

    void leave_out(const Line& line) {
        seen_.clear();
        const float more = 1 / (1 - how_.words_left_out);
        for (const auto& entry : line) {
            if (!dice_.happens(how_.words_left_out)) seen_.push_back({entry.row, entry.value * more});
        }
    }

    void units_of_text() {
        hidden_ = bias_.values;
        for (const auto& entry : seen_) {
            const float* row = &rows_.values[entry.row * units_];
            for (std::size_t i = 0; i < units_; ++i) hidden_[i] += entry.value * row[i];
        }
        const float more = 1 / (1 - how_.units_left_out);
        for (auto& unit : hidden_) unit = unit > 0 && !dice_.happens(how_.units_left_out) ? unit * more : 0;
    }

    // From scores to how far each was wrong.
    void err(std::size_t begin, std::size_t count, int right, float share) {
        const auto from = slopes_.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto to = from + static_cast<std::ptrdiff_t>(count);
        if (right < 0) return std::fill(from, to, 0.0F);
        const float top = *std::max_element(from, to);
        float total = 0;
        for (auto at = from; at != to; ++at) total += *at = std::exp(*at - top);
        const float others = how_.doubt / static_cast<float>(count);
        for (auto at = from; at != to; ++at) *at = share * (*at / total - others);
        slopes_[begin + static_cast<std::size_t>(right)] -= share * (1 - how_.doubt);
    }

    void go_back() {
        back_.assign(units_, 0);
        for (std::size_t output = 0; output < outputs_; ++output) {
            const float slope = slopes_[output];
            if (slope == 0) continue;
            out_bias_slope_[output] += slope;
            const float* weights = &weights_.values[output * units_];
            float* gradient = &weights_slope_[output * units_];
            for (std::size_t i = 0; i < units_; ++i) {
                gradient[i] += slope * hidden_[i];
                back_[i] += slope * weights[i];
            }
        }
        const float more = 1 / (1 - how_.units_left_out);
        for (std::size_t i = 0; i < units_; ++i) {
            back_[i] = hidden_[i] > 0 ? back_[i] * more : 0;
            bias_slope_[i] += back_[i];
        }
        for (const auto& entry : seen_) {
            float* gradient = slope_of(entry.row);
            for (std::size_t i = 0; i < units_; ++i) gradient[i] += entry.value * back_[i];
        }
    }

    // Only rows that stood in the batch have one.
    float* slope_of(std::uint32_t row) {
        if (place_[row] == nowhere) {
            place_[row] = static_cast<std::uint32_t>(touched_.size());
            touched_.push_back(row);
            if (rows_slope_.size() < touched_.size() * units_) rows_slope_.resize(touched_.size() * units_, 0);
        }
        return &rows_slope_[place_[row] * units_];
    }

    void take_step(float speed) {
        ++step_;
        // Both means begin at nothing; this makes up for it.
        const auto steps = static_cast<float>(step_);
        const float pace = speed * std::sqrt(1 - std::pow(second_decay, steps)) / (1 - std::pow(first_decay, steps));
        for (std::size_t i = 0; i < touched_.size(); ++i) {
            rows_.move(touched_[i] * units_, units_, &rows_slope_[i * units_], pace);
            place_[touched_[i]] = nowhere;
        }
        touched_.clear();
        bias_.move_all(bias_slope_, pace);
        weights_.move_all(weights_slope_, pace);
        out_bias_.move_all(out_bias_slope_, pace);
    }

    const Lines& lines_;
    const Answers& first_;
    const Answers& second_;
    const NetworkOptions how_;
    const std::size_t units_;
    const std::size_t outputs_;
    Dice dice_{1};
    std::size_t step_ = 0;

    Learner rows_;
    Learner bias_;
    Learner weights_;
    Learner out_bias_;
    std::vector<float> rows_slope_;  // of the touched rows, in the order in which they were met
    std::vector<float> bias_slope_;
    std::vector<float> weights_slope_;
    std::vector<float> out_bias_slope_;
    std::vector<std::uint32_t> place_;
    std::vector<std::uint32_t> touched_;

    Line seen_;
    std::vector<float> hidden_;
    std::vector<float> slopes_;
    std::vector<float> back_;
};

}  // namespace

Network train_network(const Lines& lines, const Answers& first, const Answers& second, const NetworkOptions& options) {
    return Teaching(lines, first, second, options).run();
}

}  // namespace bot::learn
