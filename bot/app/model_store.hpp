// The models on disk: the one that shipped with the program, and those a union trained itself.
//
// DATA/models/N.model is the N-th trained here; DATA/models/current holds the number in use, and 0 there, or no file at
// all, means the shipped one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "router/model.hpp"

namespace bot::app {

// Errors: invalid_config when the chosen model is missing or damaged.
Result<std::shared_ptr<const router::Model>> current_model(const std::string& data);

struct StoredModel {
    int number = 0;  // 0: shipped
    bool current = false;
    std::size_t bytes = 0;
    std::string made_from;
};

std::vector<StoredModel> stored_models(const std::string& data);

// Writes the next model and makes it current; gives its number. Errors: unavailable, storage_full.
Result<int> keep_model(const std::string& data, const router::ModelParts& parts);
// Errors: not_found.
Result<void> choose_model(const std::string& data, int number);

}  // namespace bot::app
