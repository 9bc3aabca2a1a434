// A folder of compiled images that a program adds to as it goes.
//
//   identity ──load──▶ Cache (one entry) ──▶ images
//   identity + contents ──save──▶ temporary ──synced──▶ room made ──renamed──▶ entry
//
// Each entry is a file of its own, FOLDER/<identity>.larder: index and data in the format of a
// build's cache, published by one rename. So any number of threads, processes and machines may
// use a folder at once without waiting for each other: nobody writes what another has written, no
// entry is lost, and a reader sees an entry whole or not at all. A lock is needed for the limits
// alone, which are exact while it works; where it does not (some network file systems) or is not
// to be had in time, they may be passed by as many entries as there are writers, and nothing else
// happens.
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

/// Thread safe. Trouble of any kind is a Status that the caller can pass over: the store is then
/// as it was, or lacks the entry.
class Store {
 public:
  /// Nothing is touched before the first load() or save(). `files` outlives this.
  explicit Store(StoreSettings settings, FileSystem& files = posix_file_system());

  [[nodiscard]] const StoreSettings& settings() const { return settings_; }

  /// The entry, now used last. kNotFound where there is none; kCorrupt where it is damaged or holds
  /// another identity (the next save() replaces it); kUnsupported where the folder can't be
  /// trusted. Needs no writable folder.
  [[nodiscard]] Result<Cache> load(const format::Digest& identity);
  /// Adds or replaces the entry, and removes those that were not used for the longest time where
  /// limits ask for it, before it is there: the limits hold at any time, but for entries that can't
  /// be removed (see overfull()). Where limits hold, the entry counts as used later than the
  /// others, also when the clock was set back; one that is only loaded then looks older than it is.
  /// Returns when the entry is on the disk. `contents` may leave the toolchain open, where the
  /// store notes the identity.
  [[nodiscard]] Status save(const format::Digest& identity, format::CacheInput contents);
  /// Removes one entry; one that is not there is no error.
  [[nodiscard]] Status remove(const format::Digest& identity);
  /// Removes all entries, and counts those that are gone. The first failure; the others have been
  /// tried all the same.
  [[nodiscard]] Status flush(StoreUsage* removed = nullptr);
  /// Removes the folder with the store's notes in it, and what sweep() would. kIo, saying what is
  /// left, where there are entries, or files that are not the store's: then it stays.
  [[nodiscard]] Status remove_folder();
  /// Removes all entries that were made while `definition`, what the entries are made from, was
  /// another than it is now.
  [[nodiscard]] Status keep_only(const format::Digest& definition);
  /// What is there now. kNotFound where there is no folder yet.
  [[nodiscard]] Result<StoreUsage> usage();
  /// The entries' files, in no order: regular files with the name that an entry has. Errors: as
  /// usage().
  [[nodiscard]] Result<std::vector<FileInfo>> entries();
  /// The entry that a file of this name holds, as load() gives it, without counting as a use.
  [[nodiscard]] Result<Cache> look_at(const std::string& name);
  /// Removes what killed processes left behind an hour ago or earlier; save() does so once.
  [[nodiscard]] Status sweep();
  /// How many entries this object has removed to make room.
  [[nodiscard]] std::uint64_t evicted() const { return evicted_; }
  /// Why an entry that had to make room is still there: the first such failure of this object.
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
