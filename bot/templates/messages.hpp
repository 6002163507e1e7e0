// Every text the bot says, kept in templates/messages/<language>/*.toml, parsed once, rendered often.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/message.hpp"
#include "core/result.hpp"

namespace bot::templates {

using Values = std::vector<std::pair<std::string, std::string>>;

struct Rendered {
    std::string text;
    std::vector<Choice> choices;
};

// One source file as text, so that embedded files and override files go the same way.
struct SourceFile {
    std::string name;  // "zh-Hans/intake.toml"
    std::string content;
};

// A message file is TOML: [intake.noted] text = "…" values = ["number", "due"] choices = [{ label = "…", say
// = "1" }]. `values` lists what the text may use; a name used but not listed, or listed but not used, is an
// error at load, because a missing value would silently show as nothing. Sections ({{#x}}…{{/x}}) show when
// the value is not empty. The texts are a part of mustache, see pattern.hpp.
class Messages {
public:
    // Later files override earlier ones, message by message, and may use only values of the message they
    // override. Errors: invalid_config with file and line of all problems.
    static Result<Messages> load(const std::vector<SourceFile>& files);
    Messages(Messages&&) noexcept;
    Messages& operator=(Messages&&) noexcept;
    ~Messages();

    bool has(Language language, std::string_view key) const;  // in that very language
    // English falls back to Chinese and counts it. Throws std::logic_error for an unknown key or a value that
    // the message lists but `values` lacks: both are programming errors that tests must find.
    Rendered render(Language language, std::string_view key, const Values& values) const;

    std::vector<std::string> keys() const;  // of all languages, sorted
    // Keys missing in one language, or whose value lists differ between languages.
    std::vector<std::string> differences() const;
    // What the message uses; falls back like render. Valid as long as these messages.
    const std::vector<std::string>& values_of(Language language, std::string_view key) const;

private:
    struct Impl;
    explicit Messages(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace bot::templates
