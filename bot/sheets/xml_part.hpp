// One XML part of an XLSX file, told element by element. Names come without their namespace.
#pragma once

#include <expat.h>

#include <memory>
#include <string>
#include <string_view>

#include "sheets/zip_part.hpp"

namespace bot::sheets {

// The attributes of an element, as expat gives them.
class Attributes {
public:
    explicit Attributes(const char** pairs) : pairs_(pairs) {}
    std::string_view get(std::string_view name) const;  // empty when it is not there

private:
    const char** pairs_;
};

class XmlListener {
public:
    virtual ~XmlListener() = default;
    virtual void begin(std::string_view name, const Attributes& attributes) = 0;
    virtual void finish(std::string_view name) = 0;
    virtual void words(std::string_view text) = 0;

    // A listener that has seen too much, or the wrong, says so here; reading ends there.
    void stop(Fault why) {
        if (!fault_) fault_ = why;
    }
    const std::optional<Fault>& stopped() const { return fault_; }

private:
    std::optional<Fault> fault_;
};

class XmlPart {
public:
    static Read<std::unique_ptr<XmlPart>> open(const std::shared_ptr<Archive>& archive, const std::string& name,
                                               XmlListener& listener);
    // Tells the next piece to the listener; false at the end.
    Read<bool> more();
    Read<void> all();

private:
    XmlPart(Part part, XmlListener& listener);

    struct Free {
        void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
    };
    Part part_;
    XmlListener& listener_;
    std::unique_ptr<XML_ParserStruct, Free> parser_;
};

}  // namespace bot::sheets
