// A cache on disk: an index and its data file, mapped read-only.
//
//   path ──Cache::open──▶ Cache ──find(key)──▶ ImageEntry ──image(key, entry)──▶ bytes for the
//   driver
//
// Opening needs no lock, no writable folder and no home; of the data file only the header is read,
// and later the images that are asked for. Files are never changed in place (write_cache renames),
// so a program keeps the pair it opened even while a build replaces it.
#ifndef LARDER_STORE_CACHE_H
#define LARDER_STORE_CACHE_H

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "larder/status.h"
#include "runtime/format/encode.h"
#include "runtime/format/index.h"
#include "runtime/store/file_system.h"

namespace larder::store {

/// One image of one kernel.
struct ImageEntry {
  format::Target target;
  std::uint32_t image = 0;  ///< number in the index
  std::uint64_t size = 0;   ///< bytes of the whole image, which may hold other kernels too
  std::uint32_t registers = 0;
  std::uint32_t static_shared_bytes = 0;
  std::uint32_t local_bytes = 0;  ///< a thread
};

/// "app.larder-data" for "app.larder".
[[nodiscard]] std::string data_path(const std::string& index_path);

/// Cheap to copy (copies share the mapping). Thread safety: const, so any number of threads.
class Cache {
 public:
  /// Opens the index at `path` and its data file. kNotFound where there is no index,
  /// kUnsupported for another format version, kCorrupt where the index or the data file's header
  /// is damaged, the data file is missing, or the two do not belong together; kIo where they
  /// can't be read.
  [[nodiscard]] static Result<Cache> open(const std::string& path,
                                          FileSystem& files = posix_file_system());

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string_view producer() const { return index_.producer(); }
  [[nodiscard]] std::string_view toolchain() const { return index_.toolchain(); }
  /// Kernels, names, images and sizes without the data. Valid as long as a copy of this cache.
  [[nodiscard]] const format::IndexView& index() const { return index_; }

  /// The images that hold this kernel, SASS before PTX, older architectures first; empty where
  /// the key is not known.
  [[nodiscard]] std::vector<ImageEntry> find(const format::Key& key) const;
  /// The same, of a kernel found by other means.
  [[nodiscard]] std::vector<ImageEntry> images(const format::KernelView& kernel) const;

  /// The image's bytes, after their checksum, their target and that they serve `key` have been
  /// checked; kCorrupt otherwise. Valid as long as a copy of this cache.
  [[nodiscard]] Result<std::span<const std::byte>> image(const format::Key& key,
                                                         const ImageEntry& entry) const;

  /// Checks every image, whether it serves all kernels that use it and no others, and that the
  /// data file holds nothing else. Everything found, one Status each; empty: all is sound.
  [[nodiscard]] std::vector<Status> verify() const;

 private:
  Cache(std::string path, Mapping index_file, Mapping data_file, format::IndexView index)
      : path_(std::move(path)),
        index_file_(std::move(index_file)),
        data_file_(std::move(data_file)),
        index_(index) {}

  std::string path_;
  Mapping index_file_;
  Mapping data_file_;
  format::IndexView index_;
};

/// Writes index and data beside each other: data first, index last, each to a temporary file in
/// the same folder, synced and renamed. A reader sees the old pair, the new pair, or, for the
/// moment between the two renames, a pair that it refuses. On failure the old pair is left alone
/// as far as it was not yet replaced, and no temporary file stays.
[[nodiscard]] Status write_cache(const std::string& path, const format::EncodedCache& encoded,
                                 FileSystem& files = posix_file_system());

}  // namespace larder::store

#endif  // LARDER_STORE_CACHE_H
