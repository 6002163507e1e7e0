// Labelled messages in a table with tabs: what the model learns from and is measured on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/settings.hpp"
#include "core/result.hpp"
#include "router/features.hpp"

namespace bot::learn {

struct Sample {
    std::string text;      // as written
    std::string label;     // sub-category, or whatever a foreign table calls its classes
    std::string urgency;   // normal, urgent, crisis; empty when the table does not say
    std::string language;
    std::string voice;     // who wrote it
    std::vector<router::Feature> features;  // gathered; of the text as the model sees it
};

struct Columns {
    std::string text = "text";
    std::string label = "sub_category";
};

// A table whose first line names its columns. Columns urgency, language and voice are taken when they are there.
// Errors: not_found for the file, invalid_config with the line for a missing column or a short line.
Result<std::vector<Sample>> read_table(const std::string& file, const Columns& columns, const router::Concepts& concepts);

std::vector<Sample> samples_of(const std::vector<config::Example>& examples, const router::Concepts& concepts);

}  // namespace bot::learn
