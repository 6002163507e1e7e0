// The models on disk: the one that shipped with the program, and those a union trained itself.
//
// DATA/models/N.model is the N-th trained here, N.tsv beside it says how it was made and how it stood; DATA/models/current
// holds the number in use, and 0 there, or no file at all, means the shipped one.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "router/model.hpp"

namespace bot::app {

// Errors: invalid_config when the chosen model is missing or damaged.
Result<std::shared_ptr<const router::Model>> current_model(const std::string& data);

// Kept beside the model, and only believed of the model they were noted for.
struct Figures {
    std::string trained;       // local day and time; empty: not here
    std::size_t examples = 0;  // 0: not known
    std::size_t lessons = 0;
    std::size_t right = 0;     // topics, of the frozen lines as they were then
    std::size_t lines = 0;
};

struct StoredModel {
    int number = 0;  // 0: shipped
    bool current = false;
    std::size_t bytes = 0;
    std::string made_from;
    std::optional<Figures> figures;
};

std::vector<StoredModel> stored_models(const std::string& data);

// Writes the next model and makes it current; gives its number. Errors: unavailable, storage_full.
Result<int> keep_model(const std::string& data, const router::ModelParts& parts, const Figures& figures);
// Errors: unavailable.
Result<void> note_figures(const std::string& data, int number, const std::string& made_from, const Figures& figures);
// Errors: not_found.
Result<void> choose_model(const std::string& data, int number);

}  // namespace bot::app
