// Trains the model that travels inside the program: `train_shipped CONFIG OUTPUT`, run by the build.
#include <cstdio>
#include <fmt/format.h>
#include <fstream>

#include "learn/lesson.hpp"

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const auto loaded = bot::config::load(argv[1], bot::SystemClock().now());
    for (const auto& problem : loaded.problems) {
        // Settings of a running union are not there while building; all that is learnt from must be good.
        if (!problem.file.starts_with("bot.toml")) {
            fmt::print(stderr, "{}\n", bot::config::describe(problem));
            return 1;
        }
    }
    const auto lesson = bot::learn::lesson_of(loaded.settings);
    auto parts = bot::learn::fit(lesson, bot::learn::groups_by_voice(lesson.samples, bot::learn::fitting_groups)).parts;
    parts.made_from = bot::learn::fingerprint(loaded.settings);
    const auto bytes = parts.bytes();
    std::ofstream out(argv[2], std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    fmt::print("{} examples, {} features, {} bytes\n", loaded.settings.examples.size(), parts.hashes.size(), bytes.size());
    return out ? 0 : 1;
}
