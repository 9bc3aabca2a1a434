// A cache on disk: an index and its data, read as they are needed.
//
//   path ──Cache::open──▶ Cache ──find(key)──▶ ImageEntry ──image(key, entry)──▶ bytes for the
//   driver
//
// A build's cache has two files, index and data; an entry of a Store (store.h) has both in one.
// Opening needs no lock, no writable folder and no home directory. Of the data only the header is
// read, and later the requested images. write_cache() never changes a file in place but renames, so
// a program keeps the pair it opened even while a build replaces it. If somebody else overwrites
// or truncates the files, data that was read and checked stays right, and later reads are refused.
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
#include "runtime/format/record.h"
#include "runtime/store/file_system.h"
#include "runtime/store/paged_file.h"

namespace larder::inline v1::store {

/// One image of one kernel.
struct ImageEntry {
  format::Target target;
  std::uint32_t image = 0;  ///< number in the index
  std::uint64_t size = 0;   ///< bytes of the whole image, which may hold other kernels too
  std::uint32_t registers = 0;
  std::uint32_t static_shared_bytes = 0;
  std::uint32_t local_bytes = 0;  ///< per thread
};

/// An index up to this size is checked completely when it is opened, in less than the time that
/// opening the files takes. In a larger one, each block is checked when it is first needed.
inline constexpr std::uint64_t kCheckedWhole = 256 << 10;

/// "app.larder-data" for "app.larder".
[[nodiscard]] std::string data_path(const std::string& index_path);

/// Cheap to copy (copies share the data). Thread safety: const, so any number of threads.
class Cache {
 public:
  /// Opens the index at `path` and its data file. kNotFound if there is no index,
  /// kUnsupported for another format version, kCorrupt if the index or the data file's header
  /// is damaged, the data file is missing, or the two do not belong together; kIo if they
  /// can't be read.
  // Cold, like all code that runs once per start: it is compiled for size.
  [[nodiscard, gnu::cold]] static Result<Cache> open(const std::string& path,
                                                     FileSystem& files = posix_file_system());

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string_view producer() const { return index_.producer(); }
  [[nodiscard]] std::string_view toolchain() const { return index_.toolchain(); }
  /// Kernels, names, images and sizes without the data. Valid as long as a copy of this cache.
  [[nodiscard]] const format::IndexView& index() const { return index_; }

  /// Announces calls of find() for these keys, or of image() for this one. If a caller announces
  /// everything before its first call, the disk fetches it together. Costs little if the data is in
  /// memory.
  void prefetch(std::span<const format::Key> keys) const { index_.prefetch(keys); }
  void prefetch(const ImageEntry& entry) const;

  /// The images that hold this kernel, SASS before PTX before the CPU's, older architectures first;
  /// may be empty. kNotFound if the key is unknown, kCorrupt if the index is damaged there.
  [[nodiscard]] Result<std::vector<ImageEntry>> find(const format::Key& key) const;
  /// The same for a kernel found by other means.
  [[nodiscard]] Result<std::vector<ImageEntry>> images(const format::KernelEntry& kernel) const;

  /// An image's record, after its checksum and its target have been checked: for callers that need
  /// many kernels of one image. Valid as long as a copy of this cache.
  [[nodiscard]] Result<format::RecordView> record(const ImageEntry& entry) const;
  /// kCorrupt if the record, which is the entry's, does not serve the key.
  [[nodiscard]] Status check_serves(const format::RecordView& record, const ImageEntry& entry,
                                    const format::Key& key) const;
  /// The image's bytes. Checks their checksum, their target and that they serve `key`; kCorrupt
  /// otherwise. Valid as long as a copy of this cache.
  [[nodiscard]] Result<std::span<const std::byte>> image(const format::Key& key,
                                                         const ImageEntry& entry) const;

  /// Checks the whole index, every image, whether it serves all kernels that use it and no others,
  /// and that the data file holds nothing else. Returns all errors, one Status each; empty if all
  /// is sound.
  [[nodiscard]] std::vector<Status> verify() const;

 private:
  /// One of the two files of a cache; if it has both in one, a part of that.
  struct Half {
    PagedFile file;
    format::Bytes bytes;
  };
  Cache(std::string path, Half index, Half data, format::IndexView view)
      : path_(std::move(path)),
        index_half_(std::move(index)),
        data_half_(std::move(data)),
        index_(std::move(view)) {}
  [[nodiscard, gnu::cold]] static Result<Half> open_data(const std::string& path,
                                                         FileSystem& files);
  [[nodiscard, gnu::cold]] Status check_data() const;
  [[nodiscard]] Result<format::RecordView> read_record(const format::ImageView& image) const;
  [[nodiscard]] Status read_bytes(std::uint64_t offset, format::Bytes likely) const;
  [[nodiscard]] format::Bytes likely_record(const format::ImageView& image) const;
  /// The file that holds the data.
  [[nodiscard]] std::string data_name() const;

  std::string path_;
  Half index_half_;
  Half data_half_;
  format::IndexView index_;
};

/// Index and data as one file's bytes: the index, zeros up to a multiple of 64, the data.
[[nodiscard]] std::vector<std::byte> single_file(const format::EncodedCache& encoded);

/// Writes index and data beside each other: data first, index last, each to a temporary file in
/// the same folder, synced and renamed. A reader sees the old pair, the new pair, or, for the
/// moment between the two renames, a pair that it refuses. On failure each old file that was not
/// replaced yet stays, and no temporary file stays.
[[nodiscard]] Status write_cache(const std::string& path, const format::EncodedCache& encoded,
                                 FileSystem& files = posix_file_system());

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_CACHE_H
