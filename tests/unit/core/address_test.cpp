#include "core/address.hpp"

#include <catch2/catch.hpp>

using bot::in_own_network;

TEST_CASE("loopback, private and link-local addresses are one's own, all others are not") {
    struct Row {
        const char* address;
        bool own;
    };
    constexpr Row rows[] = {
        {"127.0.0.1", true},
        {"127.255.255.255", true},
        {"126.255.255.255", false},
        {"128.0.0.0", false},
        {"10.0.0.0", true},
        {"10.255.255.255", true},
        {"9.255.255.255", false},
        {"11.0.0.0", false},
        {"172.16.0.0", true},
        {"172.31.255.255", true},
        {"172.15.255.255", false},
        {"172.32.0.0", false},
        {"192.168.0.0", true},
        {"192.168.255.255", true},
        {"192.167.255.255", false},
        {"192.169.0.0", false},
        {"169.254.0.1", true},
        {"169.255.0.0", false},
        {"0.0.0.0", false},
        {"255.255.255.255", false},
        {"100.64.0.1", false},
        {"8.8.8.8", false},
        {"224.0.0.1", false},
        {"::1", true},
        {"::", false},
        {"::2", false},
        {"fc00::1", true},
        {"fdff:ffff::1", true},
        {"fbff::1", false},
        {"fe00::1", false},
        {"fe80::1", true},
        {"febf::1", true},
        {"fec0::1", false},
        {"fe80::1%eth0", true},
        {"2001:db8::1", false},
        {"ff02::1", false},
        {"::ffff:10.0.0.1", true},
        {"::ffff:8.8.8.8", false},
        {"::10.0.0.1", false},
        {"64:ff9b::10.0.0.1", false},
        {"::ffff:192.168.1.1", true},
    };
    for (const auto& row : rows) {
        CAPTURE(row.address);
        CHECK(in_own_network(row.address) == row.own);
    }
}

TEST_CASE("what is no address is told apart from an address elsewhere") {
    for (const auto* text : {"", "localhost", "10.0.0.1.example.org", "10.0.0", "0x7f.0.0.1", "2130706433",
                             "10.0.0.1 ", "[::1]", ":::", "010.0.0.1x", "1.2.3.4.5"}) {
        CAPTURE(text);
        CHECK_FALSE(in_own_network(text).has_value());
    }
}
