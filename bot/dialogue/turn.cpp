#include "dialogue/turn.hpp"

#include <array>

namespace bot::dialogue {
namespace {

constexpr std::array<std::pair<Step, std::string_view>, 16> steps{{
    {Step::idle, "idle"},
    {Step::consent, "consent"},
    {Step::form, "form"},
    {Step::menu, "menu"},
    {Step::split, "split"},
    {Step::attach, "attach"},
    {Step::confirm, "confirm"},
    {Step::rate, "rate"},
    {Step::withdraw, "withdraw"},
    {Step::erase, "erase"},
    {Step::human, "human"},
    {Step::seat, "seat"},
    {Step::crisis_safe, "crisis_safe"},
    {Step::crisis_where, "crisis_where"},
    {Step::crisis_who, "crisis_who"},
    {Step::crisis_wait, "crisis_wait"},
}};

constexpr std::array<std::pair<Role, std::string_view>, 5> roles{{
    {Role::staff, "staff"},
    {Role::representative, "representative"},
    {Role::group_leader, "group_leader"},
    {Role::supervisor, "supervisor"},
    {Role::chair, "chair"},
}};

}  // namespace

std::string_view to_code(Step step) {
    for (const auto& [value, code] : steps) {
        if (value == step) return code;
    }
    return "idle";
}

Step step_of(std::string_view code) {
    for (const auto& [value, name] : steps) {
        if (name == code) return value;
    }
    return Step::idle;
}

std::string_view to_code(Role role) {
    for (const auto& [value, code] : roles) {
        if (value == role) return code;
    }
    return "staff";
}

std::optional<Role> role_of(std::string_view code) {
    for (const auto& [value, name] : roles) {
        if (name == code) return value;
    }
    return std::nullopt;
}

}  // namespace bot::dialogue
