// Beast's HTTP/1 grammar feeding our own request values directly, without a field container in between.
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <cstdint>
#include <string>
#include <utility>

#include "core/http.hpp"
#include "net/reply_head.hpp"

namespace bot::net {

namespace beast = boost::beast;

class RequestParser final : public beast::http::basic_parser<true> {
public:
    using error_code = boost::system::error_code;

    WebRequest request;  // path and query are not set yet
    std::string target;
    int http_minor = 1;
    int hosts = 0;                // Host headers seen
    bool transfer_coded = false;  // any Transfer-Encoding
    bool only_chunked = true;     // and it said "chunked" and nothing else
    enum class Expect { nothing, go_ahead, unknown } expect = Expect::nothing;

private:
    static constexpr std::size_t most_headers = 128;  // browsers and proxies send fewer than 40

    static std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

    void on_request_impl(beast::http::verb method, beast::string_view, beast::string_view wanted, int version,
                         error_code&) override {
        using beast::http::verb;
        switch (method) {
            case verb::get:
                request.method = HttpMethod::get;
                break;
            case verb::head:
                request.method = HttpMethod::head;
                break;
            case verb::post:
                request.method = HttpMethod::post;
                break;
            default:
                request.method = HttpMethod::other;
                break;
        }
        target.assign(wanted.data(), wanted.size());
        http_minor = version - 10;
        request.headers.reserve(12);
    }

    void on_field_impl(beast::http::field known, beast::string_view name, beast::string_view value,
                       error_code& failed) override {
        using beast::http::field;
        if (is_header_done()) return;  // trailers: nobody asked for them
        if (request.headers.size() == most_headers) {
            failed = beast::http::error::header_limit;
            return;
        }
        if (known == field::host) ++hosts;
        if (known == field::transfer_encoding) {
            transfer_coded = true;
            only_chunked = only_chunked && same_header_name(view(value), "chunked");
        }
        if (known == field::expect) {
            expect = same_header_name(view(value), "100-continue") ? Expect::go_ahead : Expect::unknown;
        }
        request.headers.push_back(HttpHeader{std::string(view(name)), std::string(view(value))});
    }

    std::size_t on_body_impl(beast::string_view part, error_code&) override {
        request.body.append(part.data(), part.size());
        return part.size();
    }

    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view part, error_code&) override {
        request.body.append(part.data(), part.size());
        return part.size();
    }

    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    void on_response_impl(int, beast::string_view, int, error_code&) override {}
    void on_header_impl(error_code&) override {}
    void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
    void on_finish_impl(error_code&) override {}
};

}  // namespace bot::net
