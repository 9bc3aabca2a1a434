// The program's own store of images, for what the build could not make: where only PTX fits a GPU,
// the driver compiles it once, and the next start loads machine code. The records of CPU variants
// take the same way. Under Options::strict those must be in the caches that ship, so a program
// without a GPU can show that its cache is complete.
//
//   larder::Options options;
//   options.strict = true;                           // a miss is an error: is the cache complete?
//   larder::Device device = larder::Device::open(options);
//   larder::StoreStatistics seen = options.store.statistics();
//
// A sealed program (seal.h) has none: an entry carries no seal, so what is not in its cache is
// compiled, or missed, at each start.
//
// Environment, for what StoreOptions leave open: LARDER_STORE=off|FOLDER,
// LARDER_STORE_MODE=hash|flush_on_change, LARDER_STORE_MAX_ENTRIES, LARDER_STORE_MAX_BYTES.
// A set-user-id program does not look at it.
#ifndef LARDER_STORE_H
#define LARDER_STORE_H

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

/// What happens to entries when the program's kernels are others than at its last start.
enum class StoreMode : std::uint8_t {
  kHash,           ///< they stay: each belongs to the code it was made from, and does no harm
  kFlushOnChange,  ///< all are removed
};

/// What a program wants of a store. What is left open comes from the environment.
struct StoreOptions {
  std::optional<bool> enabled;  ///< else yes, unless LARDER_STORE=off
  /// In it each program has a folder of its own. Empty: LARDER_STORE, else $XDG_CACHE_HOME/larder,
  /// else ~/.cache/larder.
  std::string folder;
  std::optional<StoreMode> mode;             ///< else kHash
  std::optional<std::uint64_t> max_entries;  ///< 0: no limit, which is usual
  std::optional<std::uint64_t> max_bytes;    ///< 0: no limit; else 1 GiB
};

/// A kernel that was neither in the cache nor in the store when a device was opened.
struct StoreMiss {
  std::string kernel;  ///< as the source writes it
  std::string reason;  ///< why it was not ready
};

/// Since the store was made or the counters were reset. Counted for each kernel and opened device.
struct StoreStatistics {
  /// Kernels that were ready: from the build's cache, from the store, or because another device of
  /// this process has them loaded.
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;       ///< kernels that were not, and had to be compiled or looked for
  std::uint64_t saved = 0;        ///< entries written
  std::uint64_t evicted = 0;      ///< entries removed to keep the limits
  std::vector<StoreMiss> missed;  ///< the latest of the misses, at most 1000
};

/// A handle: copies are the same store. Thread safety: any call from any thread. Trouble with the
/// folder (none to be had, full, read-only, vanished, not to be trusted) is told once on the error
/// output; entries are then kept in memory, for this process. It never stops the program.
class LARDER_API Store {
 public:
  /// The one that the environment describes; the same for the whole process.
  Store();
  /// One of its own. Nothing is touched before a device is opened with it.
  explicit Store(const StoreOptions& options);

  /// From now on entries are loaded and saved.
  void enable() noexcept;
  /// From now on nothing is loaded, saved or removed, and no file is touched.
  void disable() noexcept;
  /// Whether it is used.
  [[nodiscard]] bool enabled() const noexcept;
  /// This program's folder; empty where entries are in memory only, and while the store is off. It
  /// may not be there yet.
  [[nodiscard]] std::string folder() const;
  /// Removes this program's entries. The first failure; none where there is nothing, and while the
  /// store is off, when all stay.
  Status flush();
  /// What was counted so far.
  [[nodiscard]] StoreStatistics statistics() const;
  /// Starts to count anew.
  void reset_statistics();

 private:
  friend class detail::UserStore;
  std::shared_ptr<detail::UserStore> impl_;
};

}  // namespace v1
}  // namespace larder

#endif  // LARDER_STORE_H
