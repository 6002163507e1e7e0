// A SQLite connection with its named statements. The only header besides connection.cpp that knows the C API's handles.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"

namespace bot::store::sqlite {

// A statement could not run: disk full, I/O error, constraint. Caught by the lane, which rolls the unit back.
class SqlError : public std::runtime_error {
public:
    SqlError(int code, const std::string& what) : std::runtime_error(what), code_(code) {}
    int code() const { return code_; }  // primary SQLite result code
    // A rule of the schema was broken: a fault of the program, not of the disk.
    bool broken_rule() const { return code_ == SQLITE_CONSTRAINT || code_ == SQLITE_MISMATCH || code_ == SQLITE_ERROR; }
    Error as_error() const;

private:
    int code_;
};

struct Blob {
    std::string_view bytes;
};

class Statement {
public:
    Statement(sqlite3* db, std::string_view sql);

    Statement& bind(int parameter, std::int64_t value);
    Statement& bind(int parameter, std::string_view text);
    Statement& bind(int parameter, std::nullptr_t);
    Statement& bind(int parameter, Blob blob);
    Statement& bind(int parameter, Instant at) { return bind(parameter, to_ms(at)); }
    template <class Tag>
    Statement& bind(int parameter, Id<Tag> id) {  // "no row" is NULL
        return id ? bind(parameter, id.value) : bind(parameter, nullptr);
    }
    template <class T>
    Statement& bind(int parameter, const std::optional<T>& value) {
        return value ? bind(parameter, *value) : bind(parameter, nullptr);
    }

    bool step();   // true: a row is there; throws SqlError
    void reset();  // also forgets the bindings' memory

    std::int64_t integer(int column) const;
    std::optional<std::int64_t> maybe_integer(int column) const;
    std::string text(int column) const;
    std::string_view view(int column) const;  // valid until the next step or reset
    bool null(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
    std::vector<int> position_;  // parameter number → SQLite's index ("$1" is a name there)
};

// Resets the statement when it goes out of scope: a SELECT left open would hold back checkpoints.
class Running {
public:
    explicit Running(Statement& statement) : statement_(statement) {}
    ~Running() { statement_.reset(); }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    Statement* operator->() { return &statement_; }
    Statement& operator*() { return statement_; }

private:
    Statement& statement_;
};

enum class Access { read_write, query_only };

class Connection {
public:
    static Result<std::unique_ptr<Connection>> open(const std::string& file, Access access);
    ~Connection();

    void execute(const char* sql);           // fixed text only
    void abandon() noexcept;                 // rolls back when a transaction is open; never throws
    // The named statement, its parameters 1..n bound from `values` in order.
    template <class... V>
    Running run(std::string_view name, const V&... values) {
        Statement& statement = named(name);
        int parameter = 0;
        (void(statement.bind(++parameter, values)), ...);
        return Running(statement);
    }
    // Runs a statement that gives no rows; says how many rows it changed.
    template <class... V>
    int change(std::string_view name, const V&... values) {
        auto running = run(name, values...);
        running->step();
        return sqlite3_changes(db_.get());
    }
    // Runs an INSERT; gives the new row's number.
    template <class... V>
    std::int64_t insert(std::string_view name, const V&... values) {
        auto running = run(name, values...);
        running->step();
        return sqlite3_last_insert_rowid(db_.get());
    }

    sqlite3* handle() { return db_.get(); }
    bool in_transaction() const { return sqlite3_get_autocommit(db_.get()) == 0; }

private:
    struct Close {
        void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
    };
    explicit Connection(sqlite3* db) : db_(db) {}
    Statement& named(std::string_view name);

    std::unique_ptr<sqlite3, Close> db_;
    std::unordered_map<std::string_view, Statement> statements_;
};

// The SQL of a named query from bot/store/queries; throws std::logic_error for an unknown name.
std::string_view query(std::string_view name);

// Brings the file to the newest schema, one transaction a step. Errors: conflict when the file is newer than this
// program, unavailable and storage_full from the disk.
Result<void> migrate(Connection& connection);
int newest_schema();
int schema_of(Connection& connection);

}  // namespace bot::store::sqlite
