#include "script.hpp"

#include <sstream>
#include <stdexcept>

namespace transcripts {
namespace {

using std::chrono::milliseconds;

milliseconds unit(const std::string& word) {
    if (word.starts_with("second")) return std::chrono::seconds{1};
    if (word.starts_with("minute")) return std::chrono::minutes{1};
    if (word.starts_with("hour")) return std::chrono::hours{1};
    if (word.starts_with("day")) return std::chrono::hours{24};
    throw std::runtime_error("wait: seconds, minutes, hours or days");
}

std::chrono::local_time<milliseconds> moment(const std::string& date, const std::string& time) {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int hour = 0;
    int minute = 0;
    char dash = 0;
    std::istringstream d(date);
    std::istringstream t(time);
    d >> year >> dash >> month >> dash >> day;
    t >> hour >> dash >> minute;
    if (!d || !t) throw std::runtime_error("at: YYYY-MM-DD HH:MM");
    const std::chrono::year_month_day whole{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    return std::chrono::local_days{whole} + std::chrono::hours{hour} + std::chrono::minutes{minute};
}

Line directive(const std::string& raw) {
    Line line;
    line.raw = raw;
    std::istringstream words(raw);
    std::string first;
    words >> first;
    if (first == "at") {
        std::string date;
        std::string time;
        words >> date >> time;
        line.kind = Line::Kind::at;
        line.at = moment(date, time);
    } else if (first == "wait") {
        long count = 0;
        std::string word;
        words >> count >> word;
        line.kind = Line::Kind::wait;
        line.amount = unit(word) * count;
    } else if (first == "staff") {
        line.kind = Line::Kind::staff;
        words >> line.who >> line.desk >> line.role;
        if (line.role.empty()) line.role = "staff";
    } else if (first == "on-call") {
        line.kind = Line::Kind::on_call;
        for (std::string name; words >> name;) line.names.push_back(name);
    } else if (first == "unit" || first == "roster" || first == "code" || first == "seat" || first == "suspend") {
        line.kind = first == "unit"     ? Line::Kind::unit
                    : first == "roster" ? Line::Kind::roster
                    : first == "code"   ? Line::Kind::code
                    : first == "seat"   ? Line::Kind::seat
                                        : Line::Kind::suspend;
        for (std::string word; words >> word;) line.names.push_back(word);
        if (line.names.empty()) throw std::runtime_error("unit, roster, code, seat: see stage.cpp");
    } else if (first == "blocked") {
        line.kind = Line::Kind::blocked;
        words >> line.who;
    } else {
        throw std::runtime_error("not understood");
    }
    return line;
}

Line understood(const std::string& raw) {
    Line line;
    line.raw = raw;
    if (raw.empty()) return line;
    if (raw[0] == '#') {
        line.kind = Line::Kind::comment;
        return line;
    }
    const auto arrow = raw.find("> ");
    if (arrow == std::string::npos) return directive(raw);
    line.kind = Line::Kind::says;
    line.who = raw.substr(0, arrow);
    line.words = raw.substr(arrow + 2);
    for (auto at = line.words.find("\\n"); at != std::string::npos; at = line.words.find("\\n")) {
        line.words.replace(at, 2, "\n");
    }
    return line;
}

}  // namespace

std::vector<Line> parse(std::string_view text) {
    std::vector<Line> lines;
    std::istringstream in{std::string(text)};
    int number = 0;
    for (std::string raw; std::getline(in, raw);) {
        ++number;
        if (raw.starts_with("  ")) continue;
        try {
            lines.push_back(understood(raw));
        } catch (const std::runtime_error& error) {
            throw std::runtime_error("line " + std::to_string(number) + ": " + error.what());
        }
    }
    return lines;
}

}  // namespace transcripts
