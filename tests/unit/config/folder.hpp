// A small config folder on disk that is in order, to be broken in one place by each test.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/settings.hpp"

namespace config_test {

inline const bot::Instant march_2026 = bot::from_ms(1'772'416'800'000);  // 2026-03-02 10:00 in Shanghai

class Folder {
public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "niangjia-config-XXXXXX").string();
        REQUIRE(mkdtemp(pattern.data()) != nullptr);
        path_ = pattern;
        write_good();
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }

    void write(const std::string& name, std::string_view content) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << content;
    }

    std::string text(const std::string& name) const {
        std::ifstream in(path_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    // Replaces the only occurrence of `what`.
    void change(const std::string& name, std::string_view what, std::string_view by) const {
        std::string content = text(name);
        const auto at = content.find(what);
        REQUIRE(at != std::string::npos);
        REQUIRE(content.find(what, at + 1) == std::string::npos);
        write(name, content.replace(at, what.size(), by));
    }

    void remove(const std::string& name) const { REQUIRE(std::filesystem::remove_all(path_ / name) > 0); }

    bot::config::Settings good(bot::Instant now = march_2026) const {
        auto loaded = bot::config::load(path_, now);
        for (const auto& problem : loaded.problems) FAIL(bot::config::describe(problem));
        return std::move(loaded.settings);
    }

    std::vector<std::string> problems(bot::Instant now = march_2026) const {
        std::vector<std::string> told;
        for (const auto& problem : bot::config::load(path_, now).problems)
            told.push_back(bot::config::describe(problem));
        return told;
    }

private:
    void write_good() const {
        write("bot.toml", R"([union]
name = "一厂工会"
phone = "0510-5550100"

[server]
listen = "127.0.0.1:9000"

[timing]
quiet_window_seconds = 60
held_keep_days = 10

[routing]
# from this certainty on
sure_threshold = 1

[[account]]
key = "web"
platform = "webchat"

[[account]]
key = "telegram"
platform = "telegram"
secret = "file:hook"
token = "env:NIANGJIA_TEST_TOKEN"
)");
        write("secrets/hook", "\n  s3cret \n");
        setenv("NIANGJIA_TEST_TOKEN", "12:AB", 1);
        write("desks.toml", R"([[desk]]
key = "duty"
name = { zh = "值班" }

[[desk]]
key = "rights"
name = { zh = "权益", en = "Rights" }
falls_back_to = "duty"

[[desk]]
key = "crisis"
name = { zh = "危机" }
restricted = true
)");
        write("calendar/hours.toml", R"(zone = "Asia/Shanghai"
hours = [
    { from = "09:00", to = "12:00" },
    { from = "13:00", to = "17:00" },
]
)");
        write("calendar/cn-2026.toml", R"(year = 2026
zone = "Asia/Shanghai"
source = "通知"
published = "2025-11-04"

[[holiday]]
id = "spring_festival"
name_zh = "春节"
name_en = "Spring Festival"
from = "2026-02-15"
to = "2026-02-23"
makeup = ["2026-02-14", "2026-02-28"]
)");
        write("catalogue/common.toml", R"(order = ["rights", "life"]

[limits.urgent]
clock = "wall"
first_contact_minutes = 120
reply_minutes = 1440

[limits.ordinary]
clock = "working"
first_contact_working_days = 1
reply_working_days = 5

[disclaimers]
general = { zh = "通用信息", en = "General" }

[fields.place]
type = "text"
label = { zh = "地点", en = "Place" }
ask = { zh = "在哪儿?", en = "Where?" }

[fields.contract]
type = "choice"
sensitive = true
label = { zh = "合同" }
ask = { zh = "签合同了吗?" }
options = [{ zh = "有", en = "Yes" }, { zh = "没有" }]

[[hotline]]
number = "12333"
name = { zh = "人社热线" }
use = { zh = "劳动保障" }
hours = { zh = "工作日" }
verified_on = "2026-01-31"
)");
        write("catalogue/rights.toml", R"([category]
id = "rights"
name = { zh = "权益", en = "Rights" }
description = { zh = "维权" }

[[subcategory]]
id = "rights.wage"
name = { zh = "欠薪", en = "Wages" }
description = { zh = "工资没发" }
urgency = "P1"
desk = "rights"
limits = "urgent"
identity = "confidential"
questions = ["place"]
fields = ["contract", "place"]
first_reply = [{ zh = "先稳住" }]
disclaimers = ["general"]
hotlines = ["12333"]
)");
        write("catalogue/life.toml", R"([category]
id = "life"
name = { zh = "生活" }
description = { zh = "生活服务" }

[[subcategory]]
id = "life.canteen"
name = { zh = "食堂" }
description = { zh = "吃饭" }
urgency = "P2b"
desk = "duty"
limits = "ordinary"
identity = "named"
auto_close = true
)");
        write("safety.toml",
              "idioms = [\"累死了\"]\nnever_suppress = [\"plan\"]\n[words]\nself_harm_explicit = "
              "[\"不想活\"]\n");
        write("words.toml", "[words]\nhuman = [\"人工\", \"human\"]\nprogress = [\"进度\"]\n");
        write("examples/rights.wage.tsv", examples("工资"));
        write("examples/life.canteen.tsv", examples("食堂"));
        write("examples/_greeting.tsv", "text\turgency\tlanguage\tvoice\nhello\tnormal\ten\tforeign\n");
    }

    static std::string examples(const std::string& word) {
        std::string text = "text\turgency\tlanguage\tvoice\n";
        for (int i = 0; i < 5; ++i) text += word + std::to_string(i) + "\turgent\tzh\tbuilder\n";
        return text;
    }

    std::filesystem::path path_;
};

}  // namespace config_test
