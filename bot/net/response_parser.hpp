// Beast's HTTP/1 grammar feeding HttpResponse values directly.
#pragma once

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <cstdint>
#include <string>

#include "core/http.hpp"

namespace bot::net {

namespace beast = boost::beast;

class ResponseParser final : public beast::http::basic_parser<false> {
public:
    using error_code = boost::system::error_code;

    HttpResponse response;

private:
    static constexpr std::size_t most_headers = 256;
    // A peer may announce much and send little: more than this is not reserved on its word.
    static constexpr std::uint64_t most_reserved = 64 * 1024;

    void on_response_impl(int code, beast::string_view, int, error_code&) override { response.status = code; }

    void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                       error_code& failed) override {
        if (is_header_done()) return;  // trailers
        if (response.headers.size() == most_headers) {
            failed = beast::http::error::header_limit;
            return;
        }
        response.headers.push_back(
            HttpHeader{std::string(name.data(), name.size()), std::string(value.data(), value.size())});
    }

    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
        response.body.reserve(static_cast<std::size_t>(std::min(length.value_or(0), most_reserved)));
    }

    std::size_t on_body_impl(beast::string_view part, error_code&) override {
        response.body.append(part.data(), part.size());
        return part.size();
    }

    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view part, error_code&) override {
        response.body.append(part.data(), part.size());
        return part.size();
    }

    void on_request_impl(beast::http::verb, beast::string_view, beast::string_view, int,
                         error_code&) override {}
    void on_header_impl(error_code&) override {}
    void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
    void on_finish_impl(error_code&) override {}
};

}  // namespace bot::net
