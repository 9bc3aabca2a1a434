#include <fmt/format.h>
#include <sqlite3.h>

#include <cstring>
#include <stdexcept>

#include "tests/bench/store_bench_contestant.h"

namespace larder::bench {
namespace {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct FinishStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinishStatement>;

void check(int code, int wanted, sqlite3* database) {
  if (code == wanted) return;
  throw std::runtime_error(fmt::format("SQLite: {}", sqlite3_errmsg(database)));
}

Database open_database(const std::string& uri, int flags) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(uri.c_str(), &opened, flags | SQLITE_OPEN_URI, nullptr);
  Database database(opened);
  check(code, SQLITE_OK, opened);
  return database;
}

void execute(sqlite3* database, const char* text) {
  check(sqlite3_exec(database, text, nullptr, nullptr, nullptr), SQLITE_OK, database);
}

Statement prepare(sqlite3* database, const char* text) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v3(database, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr),
        SQLITE_OK, database);
  return Statement(statement);
}

void bind(const Statement& statement, int place, format::Bytes bytes) {
  check(sqlite3_bind_blob(statement.get(), place, bytes.data(), static_cast<int>(bytes.size()),
                          SQLITE_STATIC),
        SQLITE_OK, sqlite3_db_handle(statement.get()));
}

class SqliteReader : public Reader {
 public:
  // With room for all of its pages, whichever way it reads them.
  SqliteReader(const std::string& uri, bool mapped)
      : database_(open_database(uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX)) {
    execute(database_.get(), mapped ? "PRAGMA mmap_size = 1073741824" : "PRAGMA mmap_size = 0");
    execute(database_.get(), "PRAGMA cache_size = -262144");
    image_ = prepare(database_.get(), "SELECT image FROM images WHERE key = ?");
    size_ = prepare(database_.get(), "SELECT length(image) FROM images WHERE key = ?");
  }

  // SQLite's own bytes are valid until the reset only, so a caller has to copy them.
  format::Bytes find(const format::Key& key, std::span<std::byte> room) override {
    if (!step(image_, key)) return {};
    const void* blob = sqlite3_column_blob(image_.get(), 0);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(image_.get(), 0));
    if (size > room.size()) throw std::runtime_error("SQLite: an image is longer than any was");
    std::memcpy(room.data(), blob, size);
    sqlite3_reset(image_.get());
    return checked(room.first(size));
  }

  // SQLite knows a blob's length without reading it.
  std::size_t size_of(const format::Key& key) override {
    if (!step(size_, key)) return 0;
    const auto size = static_cast<std::size_t>(sqlite3_column_int64(size_.get(), 0));
    sqlite3_reset(size_.get());
    return size - sizeof(format::Digest);
  }

 private:
  // Whether there is a row, which stays until a reset.
  [[nodiscard]] bool step(const Statement& statement, const format::Key& key) const {
    bind(statement, 1, std::as_bytes(std::span(key.bytes)));
    const int code = sqlite3_step(statement.get());
    if (code == SQLITE_ROW) return true;
    check(code, SQLITE_DONE, database_.get());
    sqlite3_reset(statement.get());
    return false;
  }

  Database database_;
  Statement image_;
  Statement size_;
};

class Sqlite : public Contestant {
 public:
  Sqlite(std::string path, SqliteMode mode) : path_(std::move(path)), mode_(mode) {}

  std::string name() const override {
    if (mode_ == SqliteMode::kImmutable) return "SQLite immutable";
    return mode_ == SqliteMode::kMapped ? "SQLite" : "SQLite unmapped";
  }

  // In one transaction, in the order of keys, which gives the densest pages.
  void build(const std::vector<Kernel>& kernels) override {
    const Database database =
        open_database("file:" + path_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    execute(database.get(),
            "CREATE TABLE images (key BLOB PRIMARY KEY, image BLOB NOT NULL) WITHOUT ROWID; BEGIN");
    const Statement insert = prepare(database.get(), "INSERT INTO images VALUES (?, ?)");
    for (const Kernel& kernel : kernels) {
      bind(insert, 1, std::as_bytes(std::span(kernel.key.bytes)));
      const std::vector<std::byte> kept = with_checksum(kernel.image);
      bind(insert, 2, kept);
      check(sqlite3_step(insert.get()), SQLITE_DONE, database.get());
      sqlite3_reset(insert.get());
    }
    execute(database.get(), "COMMIT; ANALYZE");
  }

  std::unique_ptr<Reader> open() const override {
    const char* const options = mode_ == SqliteMode::kImmutable ? "?immutable=1" : "";
    return std::make_unique<SqliteReader>("file:" + path_ + options,
                                          mode_ != SqliteMode::kUnmapped);
  }

  std::vector<std::string> files(const std::vector<format::Key>&) const override { return {path_}; }

 private:
  std::string path_;
  SqliteMode mode_;
};

}  // namespace

std::unique_ptr<Contestant> make_sqlite(const std::string& folder, SqliteMode mode) {
  return std::make_unique<Sqlite>(folder + "/bench.sqlite", mode);
}

}  // namespace larder::bench
