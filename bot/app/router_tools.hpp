// What the commands about understanding share: settings, the reader, the words for how urgent something is.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "app/paths.hpp"
#include "config/settings.hpp"
#include "router/reader.hpp"

namespace bot::app {


// Problems are told on standard error; then there are none.
std::optional<config::Settings> settings_of(const Options& options, config::Lessons lessons);

router::Reader reader_of(const config::Settings& settings, std::shared_ptr<const router::Classifier> model);

std::string_view code_of(dialogue::Alarm alarm);

}  // namespace bot::app
