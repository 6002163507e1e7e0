// The metrics table as /metrics shows it.
#include "observe/metrics.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

using namespace bot::observe;

namespace {

bool shows(const std::string& line) { return metrics_text().find("\n" + line + "\n") != std::string::npos; }

}  // namespace

TEST_CASE("a counter shows its sum under the label it was counted with") {
    count("letters_total", "sent");
    count("letters_total", "sent", 2);
    count("letters_total", "dead");
    CHECK(shows("niangjia_letters_total{state=\"sent\"} 3"));
    CHECK(shows("niangjia_letters_total{state=\"dead\"} 1"));
    CHECK(shows("# TYPE niangjia_letters_total counter"));
}

TEST_CASE("a counter that was never touched shows as zero") { CHECK(shows("niangjia_stuck_total 0")); }

TEST_CASE("gauges keep the last value and histograms sort by size") {
    gauge("unit_queue_length", 7);
    gauge("unit_queue_length", 3);
    CHECK(shows("niangjia_unit_queue_length 3"));
    observe_seconds("commit_seconds", 0.0002);
    observe_seconds("commit_seconds", 0.3);
    CHECK(shows("niangjia_commit_seconds_bucket{le=\"0.00025\"} 1"));
    CHECK(shows("niangjia_commit_seconds_bucket{le=\"+Inf\"} 2"));
    observe_seconds("commit_units", 32);
    CHECK(shows("niangjia_commit_units_bucket{le=\"16\"} 0"));
    CHECK(shows("niangjia_commit_units_bucket{le=\"32\"} 1"));
}

TEST_CASE("a name outside the table is a fault of the program") {
    CHECK_THROWS_AS(count("wages_total"), std::logic_error);
    CHECK_THROWS_AS(count(""), std::logic_error);
    CHECK_THROWS_AS(count("commit_seconds"), std::logic_error);
    CHECK_THROWS_AS(gauge("stuck_total", 1), std::logic_error);
    CHECK_THROWS_AS(observe_seconds("http_connections", 1), std::logic_error);
    CHECK_THROWS_AS(count("stuck_total", "web"), std::logic_error);
}

TEST_CASE("label values are codes and bounded in number") {
    count("inbound_refused_total", "老板不发工资");
    count("inbound_refused_total", "a\"} 5");
    count("inbound_refused_total");
    CHECK(shows("niangjia_inbound_refused_total{reason=\"other\"} 2"));
    CHECK(shows("niangjia_inbound_refused_total{reason=\"none\"} 1"));
    for (int i = 0; i < 300; ++i) count("http_requests_total", "code" + std::to_string(i));
    CHECK(shows("niangjia_http_requests_total{status=\"code99\"} 1"));
    CHECK(shows("niangjia_http_requests_total{status=\"other\"} 200"));
}

TEST_CASE("nothing is lost when threads count at once") {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([i] {
            for (int n = 0; n < 5'000; ++n) {
                count("crisis_pages_total");
                count("media_total", n % 2 == 0 ? "kept" : "refused" + std::to_string(i));
            }
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(shows("niangjia_crisis_pages_total 20000"));
    CHECK(shows("niangjia_media_total{outcome=\"kept\"} 10000"));
    CHECK(shows("niangjia_media_total{outcome=\"refused3\"} 2500"));
}
