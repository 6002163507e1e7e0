#include "sheets/xml_part.hpp"

#include <new>

namespace bot::sheets {
namespace {

constexpr int piece = 64 * 1024;

std::string_view local(std::string_view name) {
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

std::string_view Attributes::get(std::string_view name) const {
    for (auto pair = pairs_; *pair != nullptr; pair += 2) {
        if (local(*pair) == name) return pair[1];
    }
    return {};
}

XmlPart::XmlPart(Part part, XmlListener& listener)
    : part_(std::move(part)), listener_(listener), parser_(XML_ParserCreate(nullptr)) {
    if (!parser_) throw std::bad_alloc();
    const auto parser = parser_.get();
    XML_SetUserData(parser, this);
    XML_SetElementHandler(
        parser,
        [](void* self, const char* name, const char** pairs) {
            auto& part_of = *static_cast<XmlPart*>(self);
            part_of.listener_.begin(local(name), Attributes(pairs));
            if (part_of.listener_.stopped()) XML_StopParser(part_of.parser_.get(), XML_FALSE);
        },
        [](void* self, const char* name) {
            auto& part_of = *static_cast<XmlPart*>(self);
            part_of.listener_.finish(local(name));
            if (part_of.listener_.stopped()) XML_StopParser(part_of.parser_.get(), XML_FALSE);
        });
    XML_SetCharacterDataHandler(parser, [](void* self, const char* text, int length) {
        static_cast<XmlPart*>(self)->listener_.words({text, static_cast<std::size_t>(length)});
    });
    // No spreadsheet writes a document type; it is only good for entities that grow.
    XML_SetStartDoctypeDeclHandler(
        parser, [](void* self, const char*, const char*, const char*, int) {
            auto& part_of = *static_cast<XmlPart*>(self);
            part_of.listener_.stop({Wrong::damaged, 0});
            XML_StopParser(part_of.parser_.get(), XML_FALSE);
        });
}

Read<std::unique_ptr<XmlPart>> XmlPart::open(const std::shared_ptr<Archive>& archive, const std::string& name,
                                             XmlListener& listener) {
    auto part = Part::open(archive, name);
    if (!part) return tl::unexpected(part.error());
    return std::unique_ptr<XmlPart>(new XmlPart(std::move(*part), listener));
}

Read<bool> XmlPart::more() {
    const auto room = XML_GetBuffer(parser_.get(), piece);
    if (room == nullptr) throw std::bad_alloc();
    const auto got = part_.read(static_cast<char*>(room), piece);
    if (!got) return tl::unexpected(got.error());
    const auto parsed = XML_ParseBuffer(parser_.get(), static_cast<int>(*got), *got == 0);
    if (listener_.stopped()) return tl::unexpected(*listener_.stopped());
    if (parsed != XML_STATUS_OK) return fault(Wrong::damaged);
    return *got > 0;
}

Read<void> XmlPart::all() {
    while (true) {
        const auto again = more();
        if (!again) return tl::unexpected(again.error());
        if (!*again) return {};
    }
}

}  // namespace bot::sheets
