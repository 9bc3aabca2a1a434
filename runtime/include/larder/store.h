// The program's own store of images, for images that the build could not make. If a GPU can use
// only PTX, the driver compiles it once, and the next start loads machine code. The records of CPU
// variants are stored in the same way. Under Options::strict those must be in shipped caches, so a
// program can show without a GPU that its cache is complete.
//
//   larder::Options options;
//   options.strict = true;                           // a miss is an error: is the cache complete?
//   larder::Device device = larder::Device::open(options);
//   larder::StoreStatistics seen = options.store.statistics();
//
// A sealed program (seal.h) has no store: an entry carries no seal, so an image that is not in the
// program's cache is compiled, or missed, at each start.
//
// These environment variables set the members of StoreOptions that the program leaves empty:
// LARDER_STORE=off|FOLDER, LARDER_STORE_MODE=hash|flush_on_change, LARDER_STORE_MAX_ENTRIES,
// LARDER_STORE_MAX_BYTES. A set-user-id program does not read them.
#ifndef LARDER_STORE_H
#define LARDER_STORE_H

#include "detail/macros_aside.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "detail/api.h"
#include "status.h"

namespace larder {
inline namespace v1 {

namespace detail {
class UserStore;
}  // namespace detail

/// What happens to entries when the program's kernels have changed since its last start.
enum class StoreMode : std::uint8_t {
  kHash,           ///< they stay: each belongs to the code it was made from, and does no harm
  kFlushOnChange,  ///< all are removed
};

/// A program's options for a store. Those that are empty come from the environment.
struct StoreOptions {
  std::optional<bool> enabled;  ///< else true, unless LARDER_STORE=off
  /// Each program has a subfolder of its own. Empty: LARDER_STORE, else $XDG_CACHE_HOME/larder,
  /// else ~/.cache/larder.
  std::string folder;
  std::optional<StoreMode> mode;             ///< else kHash
  std::optional<std::uint64_t> max_entries;  ///< 0: no limit, which is the default
  std::optional<std::uint64_t> max_bytes;    ///< 0: no limit; else 1 GiB
};

/// A kernel that was neither in the cache nor in the store when a device was opened.
struct StoreMiss {
  std::string kernel;  ///< its name as in the source
  std::string reason;  ///< why it was not ready
};

/// Counts since the store was made or the counters were reset, for each kernel and opened device.
struct StoreStatistics {
  /// Kernels that were ready: from the build's cache, from the store, or because another device of
  /// this process has loaded them.
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;       ///< kernels that were not ready: compiled, or not found
  std::uint64_t saved = 0;        ///< entries written
  std::uint64_t evicted = 0;      ///< entries removed to keep the limits
  std::vector<StoreMiss> missed;  ///< the latest of the misses, at most 1000
};

/// A handle: copies are the same store. Thread safety: any call from any thread. A problem with the
/// folder (can't be made, full, read-only, vanished, not trusted) gives one message on standard
/// error; entries are then kept in memory, for this process. It never stops the program.
class LARDER_API Store {
 public:
  /// The store that the environment describes; the same for the whole process.
  Store();
  /// A separate store. No file is touched before a device is opened with it.
  explicit Store(const StoreOptions& options);

  /// From now on entries are loaded and saved.
  void enable() noexcept;
  /// From now on nothing is loaded, saved or removed, and no file is touched.
  void disable() noexcept;
  /// Whether it is used.
  [[nodiscard]] bool enabled() const noexcept;
  /// This program's folder; empty if entries are in memory only, or while the store is off. The
  /// folder may not exist yet.
  [[nodiscard]] std::string folder() const;
  /// Removes this program's entries. Returns the first failure; success if there are no entries.
  /// While the store is off, it removes nothing and returns success.
  Status flush();
  /// The counts so far.
  [[nodiscard]] StoreStatistics statistics() const;
  /// Resets all counts.
  void reset_statistics();

 private:
  friend class detail::UserStore;
  std::shared_ptr<detail::UserStore> impl_;
};

}  // namespace v1
}  // namespace larder

#include "detail/macros_back.h"

#endif  // LARDER_STORE_H
