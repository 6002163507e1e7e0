#include "console/console.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <stdexcept>

#include "core/embedded.hpp"
#include "templates/pages.hpp"
#include "templates/pattern.hpp"

namespace bot::console {
namespace {

templates::Pattern front_page() {
    for (const auto& file : embedded::console()) {
        if (file.name != "console.html") continue;
        auto page = templates::Pattern::parse(file.content, {"years"});
        if (!page) throw std::logic_error("console.html: " + page.error().detail);
        return std::move(*page);
    }
    throw std::logic_error("there is no console.html");
}

}  // namespace

std::vector<net::Route> routes(YearsMissing years_missing) {
    return {
        {HttpMethod::get, "/console", 0,
         [page = front_page(), years_missing = std::move(years_missing)](WebRequest, net::Respond respond) {
             const auto years = fmt::format("{}", fmt::join(years_missing(), ", "));
             std::string html;
             page.render({years}, html);
             respond(templates::page(std::move(html)));
         }},
        {HttpMethod::get, "/console/assets/", 0,
         [](WebRequest request, net::Respond respond) { respond(templates::asset(embedded::console(), request)); }},
    };
}

}  // namespace bot::console
