// Builds the value in one pass over nlohmann's event interface, so that the checks cost next to nothing.
#include "platforms/json.hpp"

#include <limits>
#include <nlohmann/json.hpp>
#include <vector>

namespace bot::platforms {
namespace {

using Json = nlohmann::json;

enum class Problem { none, syntax, too_deep, key_twice };

// Receives the events of nlohmann's parser. Returning false stops the parse.
class StrictBuilder {
public:
    explicit StrictBuilder(std::size_t max_depth) : max_depth_(max_depth) {}

    bool null() { return put(nullptr) != nullptr; }
    bool boolean(bool value) { return put(value) != nullptr; }
    bool number_integer(Json::number_integer_t value) { return put(value) != nullptr; }
    bool number_unsigned(Json::number_unsigned_t value) { return put(value) != nullptr; }
    bool number_float(Json::number_float_t value, const std::string&) { return put(value) != nullptr; }
    bool string(std::string& value) { return put(value) != nullptr; }
    bool binary(Json::binary_t&) { return stop(Problem::syntax); }

    bool start_object(std::size_t) { return open(Json::value_t::object); }
    bool start_array(std::size_t) { return open(Json::value_t::array); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(std::string& name) {
        const auto [place, fresh] = open_.back()->get_ref<Json::object_t&>().try_emplace(name);
        if (!fresh) return stop(Problem::key_twice);
        slot_ = &place->second;
        return true;
    }

    bool parse_error(std::size_t at, const std::string&, const Json::exception&) {
        at_ = at;
        return stop(Problem::syntax);
    }

    Json take() { return std::move(root_); }
    Error problem() const {
        switch (problem_) {
            case Problem::too_deep:
                return {Errc::malformed, "json nested deeper than " + std::to_string(max_depth_)};
            case Problem::key_twice:
                return {Errc::malformed, "json has a key twice"};
            case Problem::none:
            case Problem::syntax:
                break;
        }
        return {Errc::malformed, "json syntax, byte " + std::to_string(at_)};
    }

private:
    template <class Value>
    Json* put(Value&& value) {
        if (open_.empty()) {
            root_ = std::forward<Value>(value);
            return &root_;
        }
        if (open_.back()->is_array()) {
            auto& list = open_.back()->get_ref<Json::array_t&>();
            return &list.emplace_back(std::forward<Value>(value));
        }
        *slot_ = std::forward<Value>(value);
        return slot_;
    }

    bool open(Json::value_t kind) {
        if (open_.size() >= max_depth_) return stop(Problem::too_deep);
        open_.push_back(put(kind));
        return true;
    }

    bool close() {
        open_.pop_back();
        return true;
    }

    bool stop(Problem problem) {
        problem_ = problem;
        return false;
    }

    std::size_t max_depth_;
    Json root_;
    std::vector<Json*> open_;  // only the innermost list grows, so the outer pointers stay good
    Json* slot_ = nullptr;     // where the value of the key just read goes
    Problem problem_ = Problem::none;
    std::size_t at_ = 0;
};

}  // namespace

Result<Json> parse_strict(std::string_view bytes, std::size_t max_depth) {
    // nlohmann takes a zero byte for the end and would not look at what follows it.
    if (const auto zero = bytes.find('\0'); zero != std::string_view::npos) {
        return fail(Errc::malformed, "json syntax, byte " + std::to_string(zero + 1));
    }
    StrictBuilder builder(max_depth);
    if (!Json::sax_parse(bytes.begin(), bytes.end(), &builder))
        return tl::unexpected<Error>(builder.problem());
    return builder.take();
}

std::string to_json_text(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const Json* member_at(const Json& object, std::string_view name) {
    if (!object.is_object()) return nullptr;
    const auto& members = object.get_ref<const Json::object_t&>();
    const auto found = members.find(name);
    return found == members.end() || found->second.is_null() ? nullptr : &found->second;
}

const Json* object_at(const Json& object, std::string_view name) {
    const auto* found = member_at(object, name);
    return found && found->is_object() ? found : nullptr;
}

const Json* list_at(const Json& object, std::string_view name) {
    const auto* found = member_at(object, name);
    return found && found->is_array() ? found : nullptr;
}

const std::string* string_at(const Json& object, std::string_view name) {
    const auto* found = member_at(object, name);
    return found ? found->get_ptr<const std::string*>() : nullptr;
}

std::optional<std::int64_t> whole_at(const Json& object, std::string_view name) {
    const auto* found = member_at(object, name);
    if (!found || !found->is_number_integer()) return std::nullopt;
    if (found->is_number_unsigned()) {
        const auto value = found->get<std::uint64_t>();
        constexpr auto highest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        if (value > highest) return std::nullopt;
        return static_cast<std::int64_t>(value);
    }
    return found->get<std::int64_t>();
}

std::optional<double> number_at(const Json& object, std::string_view name) {
    const auto* found = member_at(object, name);
    if (!found || !found->is_number()) return std::nullopt;
    return found->get<double>();
}

std::optional<bool> flag_at(const Json& object, std::string_view name) {
    const auto* found = member_at(object, name);
    if (!found || !found->is_boolean()) return std::nullopt;
    return found->get<bool>();
}

}  // namespace bot::platforms
