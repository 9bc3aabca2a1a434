// The state behind a larder::Store: its folder, whether it is on, and its statistics.
//
//   StoreOptions + environment ──settle──▶ settings ──▶ store on disk ──trouble──▶ store in memory
#ifndef LARDER_IMAGES_USER_STORE_H
#define LARDER_IMAGES_USER_STORE_H

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "larder/store.h"
#include "runtime/images/store_plan.h"
#include "runtime/store/file_system_memory.h"
#include "runtime/store/store.h"

namespace larder::inline v1::detail {

/// Thread safe.
class UserStore {
 public:
  /// `files` outlives this.
  explicit UserStore(images::StorePlan plan, store::FileSystem& files = store::posix_file_system());
  [[nodiscard]] static UserStore& of(const Store& handle) { return *handle.impl_; }

  void set_enabled(bool enabled) { enabled_ = enabled; }
  [[nodiscard]] bool enabled() const { return enabled_; }
  [[nodiscard]] std::string folder() const;
  /// Does nothing while it is off.
  Status flush();
  [[nodiscard]] StoreStatistics statistics() const;
  void reset_statistics();

  /// Whether begin() must be called before anything is loaded.
  [[nodiscard]] bool flushes_on_change() const {
    return enabled_ && has_folder() && writes_to_disk_ && plan_.mode == StoreMode::kFlushOnChange;
  }
  /// Removes entries that were made while the program's kernels were not these.
  void begin(const format::Digest& kernels);
  /// kNotFound if it is off or has no such entry.
  [[nodiscard]] Result<store::Cache> load(const format::Digest& identity);
  /// Does nothing while it is off.
  void save(const format::Digest& identity, const format::CacheInput& contents);

  void count_hit();
  void count_miss(const StoreMiss& miss);

 private:
  void give_up_disk(const Status& why);
  void warn_if_overfull();
  [[nodiscard]] bool has_folder() const { return !plan_.settings.folder.empty(); }

  images::StorePlan plan_;
  std::atomic<bool> enabled_;
  store::MemoryFileSystem memory_files_;
  store::Store disk_;
  store::Store memory_;
  std::atomic<bool> writes_to_disk_ = true;  ///< false after the message that it can't
  std::atomic<bool> overfull_told_ = false;
  mutable std::mutex mutex_;
  StoreStatistics statistics_;    ///< without the misses
  std::deque<StoreMiss> missed_;  ///< the latest
  std::uint64_t evicted_before_ = 0;
};

}  // namespace larder::inline v1::detail

#endif  // LARDER_IMAGES_USER_STORE_H
