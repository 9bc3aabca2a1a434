// A folder of compiled images to which a program adds entries while it runs.
//
//   identity ──load──▶ Cache (one entry) ──▶ images
//   identity + contents ──save──▶ temporary ──synced──▶ old ones removed ──renamed──▶ entry
//
// Each entry is a file of its own, FOLDER/<identity>.larder: index and data in the format of a
// build's cache, published by one rename. So any number of threads, processes and machines may
// use a folder at once without waiting for each other: no writer changes another's file, no
// entry is lost, and a reader sees a complete entry or none. Only the limits need a lock, and they
// are exact while it works. If it does not work (on some network file systems) or is not acquired
// in time, they may be exceeded by as many entries as there are writers, with no other effect.
#ifndef LARDER_STORE_STORE_H
#define LARDER_STORE_STORE_H

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "larder/status.h"
#include "runtime/format/digest.h"
#include "runtime/format/encode.h"
#include "runtime/store/cache.h"
#include "runtime/store/file_system.h"

namespace larder::inline v1::store {

struct StoreSettings {
  std::string folder;
  std::uint64_t max_entries = 0;  ///< 0: no limit
  std::uint64_t max_bytes = 0;    ///< 0: no limit
  std::chrono::milliseconds lock_timeout{2000};
};

struct StoreUsage {
  std::uint64_t entries = 0;
  std::uint64_t bytes = 0;
  std::int64_t used = 0;  ///< the latest use of an entry: nanoseconds since 1970

  void add(const FileInfo& entry);
};

/// Thread safe. Every error is a Status that the caller can ignore: the store is then
/// unchanged, or lacks the entry.
class Store {
 public:
  /// Accesses no file before the first load() or save(). `files` outlives this.
  explicit Store(StoreSettings settings, FileSystem& files = posix_file_system());

  [[nodiscard]] const StoreSettings& settings() const { return settings_; }

  /// The entry, which becomes the most recently used. kNotFound if there is none; kCorrupt if it is
  /// damaged or holds another identity (the next save() replaces it); kUnsupported if the folder
  /// can't be trusted. Needs no writable folder.
  [[nodiscard]] Result<Cache> load(const format::Digest& identity);
  /// Adds or replaces the entry, and first removes the least recently used entries if the limits
  /// require it. So the limits always hold, except for entries that can't be removed (see
  /// overfull()). If there are limits, the entry counts as used later than the others, even if the
  /// clock was set back; an entry that is only loaded then looks older than it is.
  /// Returns when the entry is on the disk. `contents` may leave the toolchain empty; the
  /// store notes the identity there.
  [[nodiscard]] Status save(const format::Digest& identity, format::CacheInput contents);
  /// Removes one entry; a missing entry is not an error.
  [[nodiscard]] Status remove(const format::Digest& identity);
  /// Removes all entries, and counts the removed ones. Returns the first failure, after it has
  /// tried the others.
  [[nodiscard]] Status flush(StoreUsage* removed = nullptr);
  /// Removes the folder with the store's notes in it, and the files that sweep() removes. If there
  /// are entries, or files that are not the store's, the folder stays: kIo, naming the rest.
  [[nodiscard]] Status remove_folder();
  /// Removes all entries that were made while `definition`, which describes their inputs, had
  /// another value.
  [[nodiscard]] Status keep_only(const format::Digest& definition);
  /// The current usage. kNotFound if there is no folder yet.
  [[nodiscard]] Result<StoreUsage> usage();
  /// The entries' files, in no order: regular files with the name of an entry. Errors: as
  /// usage().
  [[nodiscard]] Result<std::vector<FileInfo>> entries();
  /// The entry in the file of this name, as load() returns it, without counting as a use.
  [[nodiscard]] Result<Cache> look_at(const std::string& name);
  /// Removes files that killed processes left an hour ago or earlier; save() does so once.
  [[nodiscard]] Status sweep();
  /// The number of entries that this object has removed to keep the limits.
  [[nodiscard]] std::uint64_t evicted() const { return evicted_; }
  /// Why an entry could not be removed to keep the limits: the first such failure of this object.
  [[nodiscard]] Status overfull() const;

  /// FOLDER/<identity>.larder
  [[nodiscard]] std::string path_of(const format::Digest& identity) const;

 private:
  [[nodiscard]] Status ready();
  [[nodiscard]] Status publish(const format::Digest& identity, format::Bytes bytes);
  [[nodiscard]] Result<std::int64_t> make_room(const std::string& name, std::uint64_t bytes);
  [[nodiscard]] bool evict(const std::string& name);
  [[nodiscard]] Status check_limits(std::uint64_t bytes) const;
  [[nodiscard]] std::string path_of(std::string_view name) const;
  [[nodiscard]] bool limited() const {
    return settings_.max_entries != 0 || settings_.max_bytes != 0;
  }

  StoreSettings settings_;
  FileSystem& files_;
  std::atomic<bool> trusted_ = false;
  std::atomic<bool> swept_ = false;
  std::atomic<std::uint64_t> evicted_ = 0;
  mutable std::mutex mutex_;  // of the next one
  Status overfull_;
};

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_STORE_H
