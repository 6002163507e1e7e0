// The commands of `niangjia`. Each gives the process's exit code: 0 good, 1 failed, 2 wrong use.
#pragma once

#include <string>
#include <vector>

#include "app/paths.hpp"

namespace bot::app {

int serve(const Options& options);
int check(const Options& options);
int admin(const Options& options, const std::vector<std::string>& words);

}  // namespace bot::app
