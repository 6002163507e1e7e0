// XLSX files made part by part, for tests that want them right, or wrong in one place.
#pragma once

#include <zip.h>

#include <map>
#include <stdexcept>
#include <string>

namespace sheets_test {

// A zip archive in memory.
inline std::string zipped(const std::map<std::string, std::string>& parts) {
    zip_error_t failed;
    zip_error_init(&failed);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &failed);
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &failed);
    if (archive == nullptr) throw std::runtime_error("no archive");
    zip_source_keep(target);
    for (const auto& [name, content] : parts) {
        zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
        if (zip_file_add(archive, name.c_str(), source, 0) < 0) throw std::runtime_error("no part " + name);
    }
    if (zip_close(archive) != 0) throw std::runtime_error(zip_strerror(archive));
    zip_source_open(target);
    zip_source_seek(target, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
    zip_source_seek(target, 0, SEEK_SET);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

// The parts of a workbook whose first sheet holds these rows; `shared` are <si> elements.
inline std::map<std::string, std::string> parts_of(const std::string& rows, const std::string& shared = "",
                                                   const std::string& properties = "") {
    const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    const std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    return {
        {"xl/workbook.xml",
         head + "<workbook xmlns=\"" + main + "\" xmlns:r=\"urn:r\">" + properties +
             "<sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId7\"/><sheet name=\"b\" sheetId=\"2\" r:id=\"rId8\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         head + "<Relationships><Relationship Id=\"rId8\" Target=\"worksheets/sheet2.xml\"/>"
                "<Relationship Id=\"rId7\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
        {"xl/sharedStrings.xml", head + "<sst xmlns=\"" + main + "\">" + shared + "</sst>"},
        {"xl/worksheets/sheet1.xml", head + "<worksheet xmlns=\"" + main + "\"><sheetData>" + rows + "</sheetData></worksheet>"},
    };
}

inline std::string workbook(const std::string& rows, const std::string& shared = "", const std::string& properties = "") {
    return zipped(parts_of(rows, shared, properties));
}

}  // namespace sheets_test
