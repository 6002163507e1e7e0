// The embedded pages, style sheets and scripts, served from memory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/embedded.hpp"
#include "core/http.hpp"

namespace bot::templates {

std::string html_escaped(std::string_view text);
std::string asset_version(const std::vector<embedded::File>& files);  // changes when any file changes

// The file named by the path's last part, or 404. With a version in the query it may be kept for a year.
WebReply asset(const std::vector<embedded::File>& files, const WebRequest& request);

WebReply page(std::string html);  // with the strict content policy

}  // namespace bot::templates
