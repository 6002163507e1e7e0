// Counters, gauges and histograms for /metrics, in Prometheus text format. Label values are codes, never ids
// of people.
#pragma once

#include <string>
#include <string_view>

namespace bot::observe {

// The set is closed and declared in metrics.cpp: a name that is not there throws std::logic_error.
// Names are given without the prefix "niangjia_" that /metrics shows. Any thread.
// A label value that is no code (see Field::code) is counted as "other", so is the 101st value of a metric;
// no value as "none". A value for a metric without a label throws std::logic_error.
void count(std::string_view name, std::string_view label_value = {}, double by = 1);
void gauge(std::string_view name, double value);
void observe_seconds(std::string_view name,
                     double seconds);  // any histogram; "commit_units" takes a number of units

std::string metrics_text();  // Prometheus exposition format 0.0.4

}  // namespace bot::observe
