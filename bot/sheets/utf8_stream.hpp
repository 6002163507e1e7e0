// The bytes of a text file as UTF-8, piece by piece: UTF-8 with or without a mark, GB18030 (GBK, GB2312), UTF-16 with a
// mark.
#pragma once

#include <iconv.h>

#include <istream>
#include <memory>
#include <string>

#include "sheets/sheet.hpp"

namespace bot::sheets {

class Utf8Stream {
public:
    explicit Utf8Stream(std::unique_ptr<std::istream> bytes) : bytes_(std::move(bytes)) {}

    // Appends the next piece to `out`, up to what is wrong; false at the end. The fault has no line: whoever counts lines
    // uses up `out` first.
    Read<bool> more(std::string& out);

private:
    enum class Coding { unknown, plain, utf8, other };  // plain: nothing but ASCII so far

    bool fill();
    void begin();
    void decide();
    void convert_from(const char* coding);
    Read<void> take(std::string& out, bool last);
    Read<void> take_utf8(std::string& out, bool last);
    Read<void> take_converted(std::string& out, bool last);

    struct Close {
        void operator()(void* handle) const { iconv_close(static_cast<iconv_t>(handle)); }
    };

    std::unique_ptr<std::istream> bytes_;
    std::string pending_;  // read and not handed on yet: at most one piece and a cut character
    Coding coding_ = Coding::unknown;
    std::unique_ptr<void, Close> converter_;
};

}  // namespace bot::sheets
