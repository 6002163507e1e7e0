#include "store/sqlite/connection.hpp"

#include <fmt/format.h>

#include <mutex>

namespace bot::store::sqlite {
namespace {

[[noreturn]] void raise(sqlite3* db, std::string_view doing) {
    const int code = sqlite3_errcode(db);
    throw SqlError(code & 0xff, fmt::format("{}: {} ({})", doing, sqlite3_errmsg(db), sqlite3_extended_errcode(db)));
}

// 64 MB would be the whole memory budget; 24 MB hold the hot pages of some hundred thousand cases.
constexpr const char* tuning =
    "PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA busy_timeout=5000; PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=33554432; PRAGMA cache_size=-24000; PRAGMA temp_store=MEMORY;"
    "PRAGMA trusted_schema=OFF; PRAGMA secure_delete=FAST;";
constexpr const char* reading = "PRAGMA query_only=ON; PRAGMA busy_timeout=5000; PRAGMA cache_size=-4000;";

}  // namespace

Error SqlError::as_error() const {
    const auto errc = code_ == SQLITE_FULL ? Errc::storage_full : code_ == SQLITE_BUSY ? Errc::busy : Errc::unavailable;
    return Error{errc, what()};
}

Statement::Statement(sqlite3* db, std::string_view sql) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw, nullptr) !=
        SQLITE_OK) {
        raise(db, "prepare");
    }
    handle_.reset(raw);
    position_.push_back(0);
    for (int parameter = 1; parameter <= sqlite3_bind_parameter_count(raw); ++parameter) {
        const auto name = fmt::format("${}", parameter);
        const int index = sqlite3_bind_parameter_index(raw, name.c_str());
        if (index == 0) throw std::logic_error(fmt::format("query without {}: {}", name, sql));
        position_.push_back(index);
    }
}

Statement& Statement::bind(int parameter, std::int64_t value) {
    sqlite3_bind_int64(handle_.get(), position_.at(static_cast<std::size_t>(parameter)), value);
    return *this;
}

// The bytes outlive the step in every caller, so SQLite need not copy them.
Statement& Statement::bind(int parameter, std::string_view text) {
    sqlite3_bind_text64(handle_.get(), position_.at(static_cast<std::size_t>(parameter)),
                        text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind(int parameter, std::nullptr_t) {
    sqlite3_bind_null(handle_.get(), position_.at(static_cast<std::size_t>(parameter)));
    return *this;
}

Statement& Statement::bind(int parameter, Blob blob) {
    sqlite3_bind_blob64(handle_.get(), position_.at(static_cast<std::size_t>(parameter)),
                        blob.bytes.data() == nullptr ? "" : blob.bytes.data(), blob.bytes.size(), SQLITE_STATIC);
    return *this;
}

bool Statement::step() {
    const int code = sqlite3_step(handle_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    raise(sqlite3_db_handle(handle_.get()), "step");
}

void Statement::reset() {
    sqlite3_reset(handle_.get());
    sqlite3_clear_bindings(handle_.get());
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }

bool Statement::null(int column) const { return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL; }

std::optional<std::int64_t> Statement::maybe_integer(int column) const {
    if (null(column)) return std::nullopt;
    return integer(column);
}

std::string_view Statement::view(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
    return bytes == nullptr ? std::string_view{} : std::string_view(bytes, size);
}

std::string Statement::text(int column) const { return std::string(view(column)); }

Result<std::unique_ptr<Connection>> Connection::open(const std::string& file, Access access) {
    // Nobody asks SQLite how much memory it has; counting it would take a lock at every allocation.
    static std::once_flag once;
    std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
    sqlite3* raw = nullptr;
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (access == Access::read_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE);
    const int code = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
    std::unique_ptr<Connection> connection(new Connection(raw));
    if (code != SQLITE_OK) {
        return fail(Errc::unavailable, fmt::format("cannot open {}: {}", file, sqlite3_errstr(code)));
    }
    try {
        connection->execute(access == Access::read_write ? tuning : reading);
    } catch (const SqlError& error) {
        return tl::unexpected(error.as_error());
    }
    return connection;
}

Connection::~Connection() = default;

void Connection::execute(const char* sql) {
    if (sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) raise(db_.get(), "execute");
}

void Connection::abandon() noexcept {
    // After an I/O error SQLite may have rolled back by itself, and a ROLLBACK that fails ends the transaction too.
    if (in_transaction()) sqlite3_exec(db_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Statement& Connection::named(std::string_view name) {
    const auto known = statements_.find(name);
    if (known != statements_.end()) return known->second;
    return statements_.emplace(name, Statement(db_.get(), query(name))).first->second;
}

}  // namespace bot::store::sqlite
