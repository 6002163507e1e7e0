// What a folder of settings teaches.
#pragma once

#include "learn/fit.hpp"

namespace bot::learn {

// Examples of sub-categories that need no case of their own (names with "_") included.
Lesson lesson_of(const config::Settings& settings);

// SHA-256 in hexadecimal over examples, concepts and topics: two lessons with the same teach the same.
std::string fingerprint(const config::Settings& settings);

}  // namespace bot::learn
