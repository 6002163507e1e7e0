#include "app/model_store.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

#include "core/embedded.hpp"

namespace bot::app {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(const std::string& data) { return fs::path(data) / "models"; }
fs::path file_of(const std::string& data, int number) { return folder_of(data) / fmt::format("{}.model", number); }
fs::path figures_file(const std::string& data, int number) { return folder_of(data) / fmt::format("{}.tsv", number); }

int chosen(const std::string& data) {
    std::ifstream in(folder_of(data) / "current");
    int number = 0;
    return in >> number ? number : 0;
}

// Whole or not at all: a power cut leaves the old file.
Result<void> write_file(const fs::path& file, const std::string& bytes) {
    const auto fresh = file.string() + ".new";
    std::ofstream out(fresh, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    std::error_code error;
    if (out) fs::rename(fresh, file, error);
    if (!out || error) return fail(Errc::unavailable, fmt::format("cannot write {}", file.string()));
    return {};
}

Result<router::ModelParts> read_model(const std::string& data, int number) {
    if (number == 0) return router::ModelParts::parse(embedded::shipped_model());
    std::ifstream in(file_of(data, number), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    if (!in) return fail(Errc::not_found, "there is no such model");
    return router::ModelParts::parse(bytes);
}

std::optional<Figures> read_figures(const std::string& data, int number, const std::string& made_from) {
    std::ifstream in(figures_file(data, number));
    Figures figures;
    bool of_this_model = false;
    for (std::string line; std::getline(in, line);) {
        const auto tab = std::min(line.find('\t'), line.size());
        const auto key = line.substr(0, tab);
        const auto value = tab < line.size() ? line.substr(tab + 1) : std::string();
        const auto count = static_cast<std::size_t>(std::strtoull(value.c_str(), nullptr, 10));
        if (key == "made_from") of_this_model = value == made_from;
        if (key == "trained") figures.trained = value;
        if (key == "examples") figures.examples = count;
        if (key == "lessons") figures.lessons = count;
        if (key == "right") figures.right = count;
        if (key == "lines") figures.lines = count;
    }
    return of_this_model ? std::optional(figures) : std::nullopt;
}

}  // namespace

Result<std::shared_ptr<const router::Model>> current_model(const std::string& data) {
    const int number = chosen(data);
    auto parts = read_model(data, number);
    if (!parts) {
        return fail(Errc::invalid_config, fmt::format("model {}: {}; `niangjia train --use 0` takes the shipped one", number,
                                                      parts.error().detail));
    }
    try {
        return std::make_shared<const router::Model>(std::move(*parts));
    } catch (const std::invalid_argument& error) {
        return fail(Errc::invalid_config, fmt::format("model {}: {}", number, error.what()));
    }
}

std::vector<StoredModel> stored_models(const std::string& data) {
    std::vector<StoredModel> all;
    const int current = chosen(data);
    const auto add = [&](int number, std::size_t bytes) {
        const auto parts = read_model(data, number);
        const auto made_from = parts ? parts->made_from : "damaged";
        all.push_back({number, number == current, bytes, made_from, read_figures(data, number, made_from)});
    };
    add(0, embedded::shipped_model().size());
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_of(data), error)) {
        if (entry.path().extension() != ".model") continue;
        const int number = std::atoi(entry.path().stem().c_str());
        if (number > 0) add(number, static_cast<std::size_t>(entry.file_size(error)));
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
    return all;
}

Result<void> note_figures(const std::string& data, int number, const std::string& made_from, const Figures& figures) {
    std::error_code error;
    fs::create_directories(folder_of(data), error);
    return write_file(figures_file(data, number),
                      fmt::format("made_from\t{}\ntrained\t{}\nexamples\t{}\nlessons\t{}\nright\t{}\nlines\t{}\n", made_from, figures.trained,
                                  figures.examples, figures.lessons, figures.right, figures.lines));
}

Result<int> keep_model(const std::string& data, const router::ModelParts& parts, const Figures& figures) {
    std::error_code error;
    fs::create_directories(folder_of(data), error);
    const int number = stored_models(data).back().number + 1;
    if (const auto written = write_file(file_of(data, number), parts.bytes()); !written) return tl::unexpected(written.error());
    if (const auto noted = note_figures(data, number, parts.made_from, figures); !noted) return tl::unexpected(noted.error());
    if (const auto taken = choose_model(data, number); !taken) return tl::unexpected(taken.error());
    return number;
}

Result<void> choose_model(const std::string& data, int number) {
    const auto all = stored_models(data);
    const bool known = std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.number == number; });
    if (!known) return fail(Errc::not_found, fmt::format("there is no model {}", number));
    std::error_code error;
    fs::create_directories(folder_of(data), error);
    return write_file(folder_of(data) / "current", fmt::format("{}\n", number));
}

}  // namespace bot::app
