#include "console/console.hpp"

#include "core/embedded.hpp"
#include "templates/pages.hpp"

namespace bot::console {

std::vector<net::Route> routes() {
    return {
        {HttpMethod::get, "/console", 0,
         [](WebRequest, net::Respond respond) {
             for (const auto& file : embedded::console()) {
                 if (file.name == "console.html") return respond(templates::page(std::string(file.content)));
             }
             respond({404, {}, "", {}});
         }},
        {HttpMethod::get, "/console/assets/", 0,
         [](WebRequest request, net::Respond respond) { respond(templates::asset(embedded::console(), request)); }},
    };
}

}  // namespace bot::console
