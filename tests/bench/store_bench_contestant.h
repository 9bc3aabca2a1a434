// The ways to keep images that the benchmark compares, behind one interface: all do the same work.
//
//   kernels ──build──▶ files ──open──▶ Reader ──find(key)──▶ the image's bytes in memory
#ifndef LARDER_TESTS_BENCH_STORE_BENCH_CONTESTANT_H
#define LARDER_TESTS_BENCH_STORE_BENCH_CONTESTANT_H

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "runtime/format/bytes.h"
#include "runtime/format/key.h"
#include "tests/bench/store_bench_content.h"

namespace larder::bench {

/// An opened one. Not thread-safe.
class Reader {
 public:
  Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  virtual ~Reader() = default;
  /// The image's bytes; empty where the key is not known. They lie in `room`, or where they stay as
  /// long as the reader. Throws std::runtime_error for any other trouble.
  [[nodiscard]] virtual format::Bytes find(const format::Key& key, std::span<std::byte> room) = 0;
};

/// Keeps its files below the folder that it was made with. Throws std::runtime_error for trouble.
class Contestant {
 public:
  Contestant() = default;
  Contestant(const Contestant&) = delete;
  Contestant& operator=(const Contestant&) = delete;
  virtual ~Contestant() = default;
  [[nodiscard]] virtual std::string name() const = 0;
  /// Writes the files; once.
  virtual void build(const std::vector<Kernel>& kernels) = 0;
  [[nodiscard]] virtual std::unique_ptr<Reader> open() const = 0;
  /// The files that opening and looking up these keys read.
  [[nodiscard]] virtual std::vector<std::string> files(
      const std::vector<format::Key>& keys) const = 0;
};

/// An index and a data file; find() gives bytes whose checksum was checked.
[[nodiscard]] std::unique_ptr<Contestant> make_larder(const std::string& folder);
/// Where make_larder() puts the index.
[[nodiscard]] std::string larder_path(const std::string& folder);

/// One file a key, in 256 folders, as Triton and CuPy do; find() opens, reads and closes it.
[[nodiscard]] std::unique_ptr<Contestant> make_files(const std::string& folder);

#ifdef LARDER_WITH_SQLITE
enum class SqliteMode {
  kMapped,     ///< reads through a mapping, and locks the file at each look-up as others may write
  kUnmapped,   ///< the same with reads of single pages, which is what SQLite does unless told
  kImmutable,  ///< mapped, with a promise to SQLite that nobody writes: without locks
};
/// A table of keys and blobs without row numbers, in one file, which rocFFT and MIOpen keep their
/// kernels in; read by a prepared statement. All modes read the same file.
[[nodiscard]] std::unique_ptr<Contestant> make_sqlite(const std::string& folder, SqliteMode mode);
#endif

}  // namespace larder::bench

#endif  // LARDER_TESTS_BENCH_STORE_BENCH_CONTESTANT_H
