// Counters, gauges and histograms for /metrics, in Prometheus text format. Label values are codes, never ids of people.
#pragma once

#include <string>
#include <string_view>

namespace bot::observe {

// The set is closed and declared in metrics.cpp: a name that is not there throws std::logic_error.
void count(std::string_view name, std::string_view label_value = {}, double by = 1);
void gauge(std::string_view name, double value);
void observe_seconds(std::string_view name, double seconds);

std::string metrics_text();  // Prometheus exposition format 0.0.4

}  // namespace bot::observe
