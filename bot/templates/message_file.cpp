// TOML to messages: a table with a `text` is a message, any other table groups messages.
#include "templates/message_file.hpp"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>

namespace bot::templates {

namespace {

// Telegram carries at most 64 bytes back from a button; our own prefix takes some of them.
constexpr std::size_t longest_say = 60;

class FileReader {
public:
    explicit FileReader(const std::string& name) : name_(name) {}

    MessageFile run(std::string_view content) {
        const auto parsed = toml::parse(content);
        if (!parsed) {
            problem(parsed.error().source(), parsed.error().description());
        } else {
            read_group("", parsed.table());
        }
        return std::move(file_);
    }

private:
    void problem(const toml::source_region& at, std::string_view what) {
        file_.problems.push_back(place(at) + ": " + std::string(what));
    }

    std::string place(const toml::source_region& at) const {
        return name_ + ":" + std::to_string(at.begin.line);
    }

    void read_group(const std::string& prefix, const toml::table& group) {
        for (const auto& [key, node] : group) read_entry(prefix + std::string(key.str()), node);
    }

    // Recursion is bounded: the TOML parser refuses deep nesting.
    void read_entry(const std::string& key, const toml::node& node) {
        const auto* table = node.as_table();
        if (table == nullptr) {
            problem(node.source(),
                    "'" + key + "' stands outside a message: expected a table like [intake.noted]");
        } else if (table->contains("text")) {
            read_message(key, *table);
        } else if (table->contains("values") || table->contains("choices") || table->empty()) {
            problem(node.source(), "message '" + key + "' has no text");
        } else {
            read_group(key + ".", *table);
        }
    }

    void read_message(const std::string& key, const toml::table& table) {
        const std::size_t problems_before = file_.problems.size();
        Message message;
        message.place = place(table.source());
        message.values = value_names(key, table);
        for (const auto& [name, node] : table) {
            if (name == "text") message.text = text(key, node, message.values);
            if (name == "choices") message.choices = choices(key, node, message.values);
            if (name == "text" || name == "choices" || name == "values") continue;
            if (node.is_table()) {
                read_entry(key + "." + std::string(name.str()), node);
            } else {
                problem(node.source(), "message '" + key + "' has an unknown entry '" +
                                           std::string(name.str()) + "': expected text, values or choices");
            }
        }
        if (file_.problems.size() == problems_before) check_use(key, message, table);
        file_.messages.emplace_back(key, std::move(message));
    }

    std::vector<std::string> value_names(const std::string& key, const toml::table& table) {
        std::vector<std::string> names;
        const auto* node = table.get("values");
        if (node == nullptr) return names;
        const auto* list = node->as_array();
        if (list == nullptr || !list->is_homogeneous(toml::node_type::string)) {
            if (list == nullptr || !list->empty())
                problem(node->source(), "values of '" + key + "': expected a list of names");
            return names;
        }
        for (const auto& entry : *list) {
            auto& name = entry.as_string()->get();
            if (std::find(names.begin(), names.end(), name) != names.end() || !is_name(name)) {
                problem(entry.source(),
                        "values of '" + key + "': '" + name +
                            "' is there twice or is no name of lower-case letters, digits and _");
            }
            names.push_back(name);
        }
        return names;
    }

    static bool is_name(std::string_view name) {
        return !name.empty() &&
               name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
    }

    Pattern text(const std::string& key, const toml::node& node, const std::vector<std::string>& names) {
        const auto* string = node.as_string();
        std::string_view words = string == nullptr ? std::string_view() : std::string_view(string->get());
        // The line break before the closing quotes of a long text is not part of it.
        words = words.substr(0, words.find_last_not_of(" \t\r\n") + 1);
        if (words.empty()) {
            problem(node.source(), "'" + key + "': expected a text that is not empty");
            return {};
        }
        auto pattern = Pattern::parse(words, names);
        if (pattern) return std::move(*pattern);
        problem(node.source(), "'" + key + "': " + pattern.error().detail);
        return {};
    }

    std::vector<CompiledChoice> choices(const std::string& key, const toml::node& node,
                                        const std::vector<std::string>& names) {
        std::vector<CompiledChoice> out;
        const auto* list = node.as_array();
        if (list == nullptr) {
            problem(node.source(),
                    "choices of '" + key + "': expected a list like [{ label = \"…\", say = \"1\" }]");
            return out;
        }
        for (const auto& entry : *list) {
            const auto* table = entry.as_table();
            if (table == nullptr || table->size() != 2 || !table->contains("label") ||
                !table->contains("say")) {
                problem(entry.source(), "choices of '" + key + "': expected label and say, nothing else");
                continue;
            }
            out.push_back({text(key, *table->get("label"), names), text(key, *table->get("say"), names)});
            if (out.back().say.literal_bytes() > longest_say) {
                problem(entry.source(), "choices of '" + key + "': say is longer than 60 bytes");
            }
        }
        return out;
    }

    void check_use(const std::string& key, const Message& message, const toml::table& table) {
        for (std::size_t i = 0; i < message.values.size(); ++i) {
            const bool used =
                message.text.uses(i) ||
                std::any_of(message.choices.begin(), message.choices.end(),
                            [&](const auto& choice) { return choice.label.uses(i) || choice.say.uses(i); });
            if (!used)
                problem(table.source(),
                        "'" + key + "': value '" + message.values[i] + "' is listed but not used");
        }
    }

    const std::string& name_;
    MessageFile file_;
};

}  // namespace

MessageFile read_message_file(const std::string& name, std::string_view content) {
    return FileReader(name).run(content);
}

}  // namespace bot::templates
