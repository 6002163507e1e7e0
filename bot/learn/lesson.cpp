#include "learn/lesson.hpp"

#include <fmt/format.h>
#include <openssl/sha.h>

namespace bot::learn {

Lesson lesson_of(const config::Settings& settings) {
    Lesson lesson;
    auto concepts = settings.concepts;
    // What the safety lists name counts as a concept each, idioms too: the model learns when such words are meant.
    for (const auto& [key, words] : settings.safety.words) concepts.push_back({"safety." + key, words});
    concepts.push_back({"safety.idioms", settings.safety.idioms});
    concepts.push_back({"safety.never_suppress", settings.safety.never_suppress});
    lesson.concepts = router::Concepts(concepts);
    lesson.safety = router::SafetyRules(settings.safety);
    lesson.topics = settings.topics;
    lesson.samples = samples_of(settings.examples, lesson.concepts);
    return lesson;
}

std::string fingerprint(const config::Settings& settings) {
    std::string all;
    for (const auto& one : settings.examples) all += fmt::format("{}\t{}\t{}\t{}\n", one.subcategory, one.text, one.urgency, one.voice);
    for (const auto& one : settings.concepts) {
        all += one.id;
        for (const auto& word : one.words) all += '|' + word;
        all += '\n';
    }
    for (const auto& [key, words] : settings.safety.words) {
        all += key;
        for (const auto& word : words) all += '|' + word;
    }
    for (const auto* words : {&settings.safety.idioms, &settings.safety.never_suppress}) {
        for (const auto& word : *words) all += '|' + word;
    }
    for (const auto& [label, topic] : settings.topics) all += fmt::format("{}={}\n", label, topic);
    unsigned char hash[SHA256_DIGEST_LENGTH];
    SHA256(reinterpret_cast<const unsigned char*>(all.data()), all.size(), hash);
    std::string text;
    for (const auto byte : hash) text += fmt::format("{:02x}", byte);
    return text;
}

}  // namespace bot::learn
