// The closed table of metrics, on prometheus-cpp; the one source that includes it.
#include "observe/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <mutex>
#include <shared_mutex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>

#include "observe/code.hpp"

namespace bot::observe {

namespace {

enum class Kind { counter, gauge, seconds, long_seconds, amount };

struct Declared {
    std::string_view name;
    Kind kind;
    const char* label;  // name of the label, nullptr for none
    const char* help;
};

constexpr Declared declared[] = {
    {"inbound_total", Kind::counter, "account", "Messages accepted, on disk and acknowledged."},
    {"inbound_repeated_total", Kind::counter, nullptr, "Messages that a platform delivered again."},
    {"inbound_refused_total", Kind::counter, "reason", "Deliveries refused before anything was stored."},
    {"issue_notices_total", Kind::counter, "threshold", "Notices to a desk that many members say the same."},
    {"stuck_total", Kind::counter, nullptr, "Accepted messages set aside because their turn failed."},
    {"cases_opened_total", Kind::counter, "category", "Cases opened."},
    {"letters_total", Kind::counter, "state", "Letters by the state they reached."},
    {"deliveries_total", Kind::counter, "outcome", "Attempts to send a letter, by how they ended."},
    {"commit_units", Kind::amount, nullptr, "Units of work in one commit."},
    {"commit_seconds", Kind::seconds, nullptr, "Time of one commit, sync to disk included."},
    {"unit_queue_length", Kind::gauge, nullptr, "Units of work waiting for the writer."},
    {"crisis_pages_total", Kind::counter, nullptr, "Pages to the crisis desk."},
    {"reminders_total", Kind::counter, "state", "Reminders by the state they reached."},
    {"http_requests_total", Kind::counter, "status", "Answers of our HTTP server by status."},
    {"holiday_years_missing", Kind::gauge, nullptr, "Years that promises may reach whose public holidays are not in the settings."},
    {"http_connections", Kind::gauge, nullptr, "Open connections to our HTTP server."},
    {"loop_exceptions_total", Kind::counter, nullptr,
     "Exceptions that reached the top of a loop or session."},
    {"template_fallback_total", Kind::counter, nullptr,
     "Messages shown in Chinese for lack of a translation."},
    {"media_total", Kind::counter, "outcome", "Files of members, by how fetching ended."},
    {"assist_total", Kind::counter, "outcome", "Second looks by the union's own language model: asked, and how each ended."},
    {"assist_seconds", Kind::long_seconds, nullptr, "Time the language model took to answer."},
    {"readers_seconds", Kind::seconds, nullptr, "Time of one read for console pages and exports."},
};

prometheus::Histogram::BucketBoundaries bounds_of(Kind kind) {
    if (kind == Kind::amount) return {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};
    if (kind == Kind::long_seconds) return {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60};
    // Commits take 0.1 ms on a quiet disk and tens of ms on a contended one.
    return {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5};
}

// Bounds memory and the size of /metrics should a caller pass something that is not a closed set after all.
constexpr std::size_t most_label_values = 100;

// Counters of one metric by label value. Found without touching the library's own locks and maps: count() is
// on hot paths. Measured: 27 ns a count with a label, 190 ns when two cores hit the same counter all the
// time.
class Counters {
public:
    Counters(prometheus::Family<prometheus::Counter>& family, const char* label)
        : family_(family), label_(label) {
        if (label_ == nullptr) only_ = &family_.Add({});
    }

    prometheus::Counter& at(std::string_view value) {
        if (only_ == nullptr) return labelled(value.empty() ? "none" : value);
        if (!value.empty()) throw std::logic_error("a label value for a metric without a label");
        return *only_;
    }

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    prometheus::Counter& labelled(std::string_view value) {
        {
            const std::shared_lock lock(mutex_);
            const auto found = known_.find(value);
            if (found != known_.end()) return *found->second;
        }
        const std::unique_lock lock(mutex_);
        const bool taken = known_.contains(value) || (is_code(value) && known_.size() < most_label_values);
        return remember(taken ? value : "other");
    }

    prometheus::Counter& remember(std::string_view value) {
        auto found = known_.find(value);
        if (found == known_.end()) {
            found = known_.emplace(value, &family_.Add({{label_, std::string(value)}})).first;
        }
        return *found->second;
    }

    prometheus::Family<prometheus::Counter>& family_;
    const char* label_;
    prometheus::Counter* only_ = nullptr;
    std::shared_mutex mutex_;
    std::unordered_map<std::string, prometheus::Counter*, Hash, std::equal_to<>> known_;
};

// All metrics of the process, made at first use; afterwards the maps are only read.
class Metrics {
public:
    Metrics() {
        for (const auto& metric : declared) add(metric);
    }

    std::string text() const {
        std::ostringstream out;
        prometheus::TextSerializer().Serialize(out, registry_.Collect());
        return std::move(out).str();
    }

    std::unordered_map<std::string_view, Counters> counters;
    std::unordered_map<std::string_view, prometheus::Gauge*> gauges;
    std::unordered_map<std::string_view, prometheus::Histogram*> histograms;

private:
    void add(const Declared& metric) {
        const std::string name = "niangjia_" + std::string(metric.name);
        if (metric.kind == Kind::counter) {
            auto& family = prometheus::BuildCounter().Name(name).Help(metric.help).Register(registry_);
            counters.try_emplace(metric.name, family, metric.label);
        } else if (metric.kind == Kind::gauge) {
            gauges[metric.name] =
                &prometheus::BuildGauge().Name(name).Help(metric.help).Register(registry_).Add({});
        } else {
            auto& family = prometheus::BuildHistogram().Name(name).Help(metric.help).Register(registry_);
            histograms[metric.name] = &family.Add({}, bounds_of(metric.kind));
        }
    }

    prometheus::Registry registry_;
};

Metrics& metrics() {
    static Metrics* const made =
        new Metrics;  // never destroyed: threads may count while statics are torn down
    return *made;
}

template <class Map>
auto& declared_in(Map& map, std::string_view name) {
    const auto found = map.find(name);
    if (found == map.end()) throw std::logic_error("no such metric: " + std::string(name));
    return found->second;
}

}  // namespace

void count(std::string_view name, std::string_view label_value, double by) {
    declared_in(metrics().counters, name).at(label_value).Increment(by);
}

void gauge(std::string_view name, double value) { declared_in(metrics().gauges, name)->Set(value); }

void observe_seconds(std::string_view name, double seconds) {
    declared_in(metrics().histograms, name)->Observe(seconds);
}

std::string metrics_text() { return metrics().text(); }

}  // namespace bot::observe
