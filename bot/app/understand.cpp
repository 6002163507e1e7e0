// `niangjia understand`: what the router makes of messages, from the command line.
#include <cstdio>
#include <fmt/format.h>
#include <iostream>

#include "app/commands.hpp"
#include "app/model_store.hpp"
#include "app/router_tools.hpp"

namespace bot::app {
namespace {

dialogue::Guess best_of(const dialogue::Reading& reading) {
    return reading.guesses.empty() ? dialogue::Guess{"_out_of_scope", 0, 0} : reading.guesses.front();
}

std::string json_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
    return out + '"';
}

void print_json(const dialogue::Reading& reading) {
    std::string guesses;
    for (const auto& guess : reading.guesses) {
        guesses += fmt::format("{}{{\"sub_category\":{},\"share\":{:.4f},\"confidence\":{:.4f}}}", guesses.empty() ? "" : ",", json_text(guess.subcategory), guess.share, guess.confidence);
    }
    fmt::print("{{\"sub_category\":{},\"confidence\":{:.4f},\"urgency\":{},\"signal\":{},\"crisis\":{:.4f},\"worrying\":{},\"parts\":{},\"guesses\":[{}]}}\n",
               json_text(best_of(reading).subcategory), best_of(reading).confidence, json_text(code_of(reading.alarm)), json_text(reading.safety.signal),
               reading.crisis, reading.worrying, reading.parts.size(), guesses);
}

void print_why(const router::Model& model, const dialogue::Reading& reading) {
    for (const auto& reason : model.reasons(reading.normalized, 8)) fmt::print("  {:+.3f} {}\n", reason.weight, reason.what);
    for (const auto& guess : reading.guesses) fmt::print("  {:.3f} {:.3f} {}\n", guess.confidence, guess.share, guess.subcategory);
    if (!reading.safety.signal.empty()) fmt::print("  signal {}\n", reading.safety.signal);
}

}  // namespace

int understand(const Options& options, const UnderstandOptions& how) {
    const auto settings = settings_of(options, config::Lessons::left_out);
    const auto model = current_model(options.data);
    if (!settings || !model) {
        if (!model) fmt::print(stderr, "{}\n", model.error().detail);
        return 1;
    }
    const auto reader = reader_of(*settings, *model);
    for (std::string line; std::getline(std::cin, line);) {
        if (line.ends_with('\r')) line.pop_back();
        const auto reading = reader.read(line, {});
        if (how.json) {
            print_json(reading);
        } else {
            fmt::print("{}\t{:.4f}\t{}\n", best_of(reading).subcategory, best_of(reading).confidence, code_of(reading.alarm));
            if (how.explain) print_why(**model, reading);
        }
        std::fflush(stdout);
    }
    return 0;
}

}  // namespace bot::app
