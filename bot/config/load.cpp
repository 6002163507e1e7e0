// Reads the whole folder, part by part.
#include <algorithm>
#include <future>
#include <tuple>

#include "config/parts.hpp"

namespace bot::config {

Loaded load(const std::filesystem::path& folder, Instant now, Lessons lessons) {
    Draft draft;
    draft.settings().folder = folder;
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) {
        add(draft.problems(), {folder.string()}, "expected a folder with the settings");
        return std::move(draft.loaded);
    }
    // Finding the zones of the system takes 2.5 ms, 20 ms when their folder is not cached: as long as all the
    // rest.
    const auto zones = std::async(std::launch::async, [] { return calendar::known_zone("UTC"); });
    read_bot(draft);
    read_desks(draft);
    read_catalogue(draft);
    read_legal(draft);
    read_duties(draft);
    read_safety(draft);
    read_words(draft);
    if (lessons == Lessons::read) {
        read_examples(draft);
        read_concepts(draft);
        read_topics(draft);
        read_regression(draft);
    }
    read_calendar(draft, now);
    auto& problems = draft.problems();
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
    });
    return std::move(draft.loaded);
}

std::string describe(const Problem& problem) {
    std::string text = problem.file;
    if (problem.line > 0) text += ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column);
    return text + ": " + problem.expected;
}

}  // namespace bot::config
