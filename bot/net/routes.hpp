// Which route answers a path: exact before prefix, the longest prefix first.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "net/server.hpp"

namespace bot::net {

class RouteTable {
public:
    explicit RouteTable(std::vector<Route> routes);

    struct Found {
        const Route* route = nullptr;        // set: this one answers
        const std::string* allow = nullptr;  // set, with route null: the path is known, the method is not
    };
    Found find(HttpMethod method, std::string_view path) const;

private:
    struct Place {  // all routes of one path
        std::vector<Route> routes;
        std::string allow;
    };
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    const Place* place_of(std::string_view path) const;

    std::unordered_map<std::string, Place, Hash, std::equal_to<>> exact_;
    std::vector<std::pair<std::string, Place>> prefixes_;  // longest first
};

}  // namespace bot::net
