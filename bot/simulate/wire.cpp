#include "simulate/wire.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace bot::simulate {
namespace {

class Writer {
public:
    void number(std::int64_t value) {
        char bytes[sizeof value];
        std::memcpy(bytes, &value, sizeof value);
        text_.append(bytes, sizeof value);
    }
    void text(std::string_view value) {
        number(static_cast<std::int64_t>(value.size()));
        text_.append(value);
    }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
};

class Reader {
public:
    explicit Reader(std::string_view bytes) : left_(bytes) {}
    std::int64_t number() {
        std::int64_t value = 0;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    std::string text() {
        const auto size = static_cast<std::size_t>(number());
        return std::string(take(size));
    }

private:
    std::string_view take(std::size_t size) {
        if (left_.size() < size) throw std::out_of_range("a frame is cut off");
        const auto taken = left_.substr(0, size);
        left_.remove_prefix(size);
        return taken;
    }
    std::string_view left_;
};

bool all_written(int file, const char* bytes, std::size_t size) {
    while (size > 0) {
        const auto count = ::write(file, bytes, size);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes += count;
        size -= static_cast<std::size_t>(count);
    }
    return true;
}

bool all_read(int file, char* bytes, std::size_t size) {
    while (size > 0) {
        const auto count = ::read(file, bytes, size);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes += count;
        size -= static_cast<std::size_t>(count);
    }
    return true;
}

}  // namespace

std::string packed(const Request& request) {
    Writer out;
    out.number(to_ms(request.now));
    out.number(static_cast<std::int64_t>(request.sayings.size()));
    for (const auto& one : request.sayings) {
        for (const auto* text : {&one.account, &one.sender, &one.id, &one.text}) out.text(*text);
        out.number(one.about.value);
        out.number(one.unit);
    }
    out.number(request.queues);
    return out.take();
}

Request request_in(std::string_view bytes) {
    Reader in(bytes);
    Request request{from_ms(in.number()), {}, false};
    request.sayings.resize(static_cast<std::size_t>(in.number()));
    for (auto& one : request.sayings) {
        for (auto* text : {&one.account, &one.sender, &one.id, &one.text}) *text = in.text();
        one.about = CaseId{in.number()};
        one.unit = in.number();
    }
    request.queues = in.number() != 0;
    return request;
}

std::string packed(const Answer& answer) {
    Writer out;
    out.number(answer.next ? to_ms(*answer.next) : 0);
    for (const auto number : {answer.resident_kb, answer.reminders, answer.letters}) out.number(number);
    out.number(static_cast<std::int64_t>(answer.heard.size()));
    for (const auto& one : answer.heard) {
        out.number(one.repeated);
        out.number(one.about.value);
        out.number(static_cast<std::int64_t>(one.status));
        out.number(one.emergency);
        out.text(one.desk);
        out.number(static_cast<std::int64_t>(one.step));
    }
    out.number(static_cast<std::int64_t>(answer.waiting.size()));
    for (const auto& one : answer.waiting) {
        out.number(one.about.value);
        out.number(one.handler.value);
        out.number(one.emergency);
        out.number(one.answered);
        out.text(one.desk);
    }
    return out.take();
}

Answer answer_in(std::string_view bytes) {
    Reader in(bytes);
    Answer answer;
    if (const auto next = in.number(); next != 0) answer.next = from_ms(next);
    for (auto* number : {&answer.resident_kb, &answer.reminders, &answer.letters}) *number = in.number();
    answer.heard.resize(static_cast<std::size_t>(in.number()));
    for (auto& one : answer.heard) {
        one.repeated = in.number() != 0;
        one.about = CaseId{in.number()};
        one.status = static_cast<CaseStatus>(in.number());
        one.emergency = in.number() != 0;
        one.desk = in.text();
        one.step = static_cast<dialogue::Step>(in.number());
    }
    answer.waiting.resize(static_cast<std::size_t>(in.number()));
    for (auto& one : answer.waiting) {
        one.about = CaseId{in.number()};
        one.handler = StaffId{in.number()};
        one.emergency = in.number() != 0;
        one.answered = in.number() != 0;
        one.desk = in.text();
    }
    return answer;
}

bool write_frame(int file, std::string_view bytes) {
    Writer head;
    head.number(static_cast<std::int64_t>(bytes.size()));
    const auto size = head.take();
    return all_written(file, size.data(), size.size()) && all_written(file, bytes.data(), bytes.size());
}

std::optional<std::string> read_frame(int file) {
    std::int64_t size = 0;
    char head[sizeof size];
    if (!all_read(file, head, sizeof head)) return std::nullopt;
    std::memcpy(&size, head, sizeof size);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    if (!all_read(file, bytes.data(), bytes.size())) return std::nullopt;
    return bytes;
}

}  // namespace bot::simulate
