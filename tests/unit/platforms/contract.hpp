// What every platform adapter promises, whatever its wire format. A platform's test makes a Sample and runs
// check_contract over it.
#pragma once

#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "platforms/platform.hpp"
#include "text/normalize.hpp"

namespace contract {

struct Sample {
    std::string account;
    std::unique_ptr<bot::platforms::Platform> platform;
    std::function<bot::WebRequest(std::string body)> proven;  // a call that proves itself, with any body
    std::function<bot::WebRequest(bot::WebRequest)> forged;   // the same call without the right proof
    std::vector<std::string> messages;                        // bodies with one message each, all different
    std::vector<std::string> for_nobody;                      // valid bodies that hold nothing for us
    std::size_t too_many_bytes = 0;                           // a body of this size is refused
    std::vector<std::string> secrets;                         // never to be seen in an error
    bot::Letter letter;                                       // one that the platform takes
    bot::HttpResponse accepted;                               // the platform's answer to it
};

inline constexpr bot::Instant now{bot::Millis{1'772'413'200'000}};

inline void check_tells_no_secret(const Sample& sample, const bot::Error& error) {
    for (const auto& secret : sample.secrets) CHECK(error.detail.find(secret) == std::string::npos);
}

// The proof comes first: a body that would be malformed or too large is still answered with bad_signature.
inline void check_forged_calls_are_not_parsed(const Sample& sample) {
    auto bodies = sample.messages;
    bodies.insert(bodies.end(), {"", "{", "\xFF\xFE", std::string(sample.too_many_bytes, '[')});
    for (const auto& body : bodies) {
        const auto received = sample.platform->receive(sample.forged(sample.proven(body)), now);
        REQUIRE_FALSE(received.has_value());
        CHECK(received.error().code == bot::Errc::bad_signature);
        check_tells_no_secret(sample, received.error());
    }
}

inline void check_message(const Sample& sample, const bot::Inbound& message, const std::string& body) {
    CHECK(message.account == sample.account);
    CHECK(message.message_id.size() >= 1);
    CHECK(message.message_id.size() <= 128);
    CHECK(message.sender.size() >= 1);
    CHECK(message.sender.size() <= 128);
    CHECK(bot::text::valid_utf8(message.text));
    CHECK(message.raw == body);
    for (const auto& media : message.media) {
        CHECK_FALSE(media.platform_file.empty());
        CHECK(media.sha256.empty());
        CHECK(media.bytes >= 0);
    }
}

inline void check_messages_are_told_apart_and_repeats_recognised(const Sample& sample) {
    std::set<std::string> seen;
    for (const auto& body : sample.messages) {
        CAPTURE(body);
        const auto first = sample.platform->receive(sample.proven(body), now);
        const auto repeat = sample.platform->receive(sample.proven(body), now + bot::Millis{5000});
        REQUIRE(first.has_value());
        REQUIRE(repeat.has_value());
        REQUIRE(first->messages.size() == 1);
        REQUIRE(repeat->messages.size() == 1);
        CHECK(first->answer.status == 200);
        CHECK(repeat->messages[0].message_id == first->messages[0].message_id);
        CHECK(repeat->messages[0].sender == first->messages[0].sender);
        CHECK(seen.insert(first->messages[0].message_id).second);
        check_message(sample, first->messages[0], body);
    }
}

inline void check_what_is_for_nobody_is_still_answered(const Sample& sample) {
    for (const auto& body : sample.for_nobody) {
        CAPTURE(body);
        const auto received = sample.platform->receive(sample.proven(body), now);
        REQUIRE(received.has_value());
        CHECK(received->messages.empty());
        CHECK(received->answer.status == 200);
    }
}

// A connection that breaks anywhere must give an error or a sound message, and never an exception.
inline void check_cut_bodies_do_no_harm(const Sample& sample) {
    for (const auto& body : sample.messages) {
        for (std::size_t length = 0; length < body.size(); ++length) {
            const auto cut = body.substr(0, length);
            const auto received = sample.platform->receive(sample.proven(cut), now);
            if (!received) {
                check_tells_no_secret(sample, received.error());
                continue;
            }
            for (const auto& message : received->messages) check_message(sample, message, cut);
        }
    }
}

inline void check_size_is_limited(const Sample& sample) {
    const auto received =
        sample.platform->receive(sample.proven(std::string(sample.too_many_bytes, ' ')), now);
    REQUIRE_FALSE(received.has_value());
    CHECK(received.error().code == bot::Errc::too_large);
}

inline void check_letters_go_out_whole_or_not_at_all(const Sample& sample) {
    const auto one = sample.platform->send(sample.letter);
    REQUIRE(one.has_value());
    REQUIRE(one->size() == 1);
    CHECK((*one)[0].url.starts_with("http"));

    auto long_letter = sample.letter;
    long_letter.text.clear();
    while (long_letter.text.size() < sample.platform->limits().text_units * 9)
        long_letter.text += "工友你好。";
    const auto several = sample.platform->send(long_letter);
    REQUIRE(several.has_value());
    CHECK(several->size() >= 3);

    for (const auto& spoil : std::vector<std::function<void(bot::Letter&)>>{
             [](auto& letter) { letter.text.clear(); },
             [](auto& letter) { letter.text = " \n "; },
             [](auto& letter) { letter.recipient.clear(); },
         }) {
        auto letter = sample.letter;
        spoil(letter);
        const auto sent = sample.platform->send(letter);
        REQUIRE_FALSE(sent.has_value());
        check_tells_no_secret(sample, sent.error());
    }
}

inline void check_outcomes(const Sample& sample) {
    using namespace bot::platforms;
    CHECK(std::holds_alternative<Sent>(sample.platform->outcome(sample.accepted)));
    for (const int status : {500, 502, 503, 504}) {
        CHECK(
            std::holds_alternative<RetryLater>(sample.platform->outcome({status, {}, "<html>busy</html>"})));
    }
    for (const std::string body : {"", "{", "null", "[]", "\"\"", "{\"ok\":\"yes\"}", "\xFF"}) {
        for (const int status : {0, 100, 200, 204, 302, 400, 401, 403, 404, 418, 429, 500, 999}) {
            const bot::HttpResponse answer{status, {}, body};
            CAPTURE(status, body);
            CHECK_NOTHROW(sample.platform->outcome(answer));
            CHECK_NOTHROW(sample.platform->media_location(answer));
            if (status != 200) CHECK_FALSE(std::holds_alternative<Sent>(sample.platform->outcome(answer)));
        }
    }
}

inline void check_nothing_is_asked_about_nothing(const Sample& sample) {
    CHECK_FALSE(sample.platform->acknowledge_button("").has_value());
    CHECK_FALSE(sample.platform->media_request(bot::Media{}).has_value());
}

inline void check_contract(const Sample& sample) {
    check_forged_calls_are_not_parsed(sample);
    check_messages_are_told_apart_and_repeats_recognised(sample);
    check_what_is_for_nobody_is_still_answered(sample);
    check_cut_bodies_do_no_harm(sample);
    check_size_is_limited(sample);
    check_letters_go_out_whole_or_not_at_all(sample);
    check_outcomes(sample);
    check_nothing_is_asked_about_nothing(sample);
}

}  // namespace contract
