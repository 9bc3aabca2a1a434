// The ways to keep images that the benchmark compares, behind one interface: all do the same work.
//
//   kernels ──build──▶ files ──open──▶ Reader ──size_of(key)──▶ whether it is there, how large
//                                             ──find(key)──▶ the image's bytes, checksum checked
#ifndef LARDER_TESTS_BENCH_STORE_BENCH_CONTESTANT_H
#define LARDER_TESTS_BENCH_STORE_BENCH_CONTESTANT_H

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "runtime/format/bytes.h"
#include "runtime/format/digest.h"
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
  /// Find() will be asked for all of these.
  virtual void expect(std::span<const format::Key>) {}
  /// How many bytes the image has, which are not read; 0 where the key is not known. Throws
  /// std::runtime_error for any other trouble, as find() does.
  [[nodiscard]] virtual std::size_t size_of(const format::Key& key) = 0;
  /// The image's bytes, which were found to have the XXH3 checksum that they were written with;
  /// empty where the key is not known. They lie in `room`, or where they stay as long as the
  /// reader.
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

/// Enough for what a reader puts into its `room`: an image, and its checksum.
inline constexpr std::size_t kRoom = kLargestImage + sizeof(format::Digest);

/// The image in what a rival keeps of it: its checksum, then its bytes. Throws where they differ.
[[nodiscard]] format::Bytes checked(format::Bytes kept);
/// What checked() takes apart.
[[nodiscard]] std::vector<std::byte> with_checksum(format::Bytes image);

/// An index and a data file.
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
