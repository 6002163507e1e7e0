// The route table of the server.
#include "net/routes.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace bot::net {
namespace {

std::string allow_list(const std::vector<Route>& routes) {
    const auto has = [&](HttpMethod method) {
        return std::any_of(routes.begin(), routes.end(), [&](const Route& r) { return r.method == method; });
    };
    std::string list;
    if (has(HttpMethod::get)) list += "GET, ";
    if (has(HttpMethod::get) || has(HttpMethod::head)) list += "HEAD, ";
    if (has(HttpMethod::post)) list += "POST, ";
    if (!list.empty()) list.resize(list.size() - 2);
    return list;
}

}  // namespace

RouteTable::RouteTable(std::vector<Route> routes) {
    std::map<std::string, Place> places;
    for (auto& route : routes) places[route.path].routes.push_back(std::move(route));
    for (auto& [path, place] : places) {
        place.allow = allow_list(place.routes);
        if (path.ends_with('/')) {
            prefixes_.emplace_back(path, std::move(place));
        } else {
            exact_.emplace(path, std::move(place));
        }
    }
    std::stable_sort(prefixes_.begin(), prefixes_.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

const RouteTable::Place* RouteTable::place_of(std::string_view path) const {
    if (const auto found = exact_.find(path); found != exact_.end()) return &found->second;
    for (const auto& [prefix, place] : prefixes_) {
        if (path.starts_with(prefix)) return &place;
    }
    return nullptr;
}

RouteTable::Found RouteTable::find(HttpMethod method, std::string_view path) const {
    const auto* place = place_of(path);
    if (place == nullptr) return {};
    const auto with = [&](HttpMethod wanted) -> const Route* {
        for (const auto& route : place->routes) {
            if (route.method == wanted) return &route;
        }
        return nullptr;
    };
    if (const auto* route = with(method)) return {route, nullptr};
    if (method == HttpMethod::head) {
        if (const auto* route = with(HttpMethod::get)) return {route, nullptr};
    }
    return {nullptr, &place->allow};
}

}  // namespace bot::net
