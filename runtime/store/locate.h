// Searches for a program's or a library's cache.
//
//   Places ──candidates──▶ paths ──locate──▶ Located: the first that opens and matches the seals,
//                           │                and why not for the others
//   none of them ──recorded_caches──▶ paths that the build tree recorded (build_tree.h)
#ifndef LARDER_STORE_LOCATE_H
#define LARDER_STORE_LOCATE_H

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "larder/status.h"
#include "runtime/format/seal.h"
#include "runtime/store/cache.h"

namespace larder::inline v1::store {

/// Places that the user names are trusted. So is the folder of the program or library, because its
/// file could be replaced there as well. Another folder, such as ../lib/NAME, must be one
/// that only root, this user or the module's owner can change.
struct Places {
  /// The program or library that holds the kernels: an absolute path without symbolic links, so
  /// that the search begins beside the file itself and not beside a link to it.
  std::string module;
  /// The value of LARDER_CACHE: index files (names that end in ".larder") and folders with a
  /// "<stem>.larder", separated by ':'. They are tried before the places beside the module.
  std::string environment;
  /// An index that was requested by name: then nothing else is tried.
  std::string explicit_path;
  /// Those of the module: if there are any, a cache that matches none of them is skipped.
  std::vector<format::Seal> seals = {};
  /// Whether a cache has a kernel of the module: LARDER_CACHE may name those of several programs,
  /// and a build tree may have several programs of one name. Without it they all count as having
  /// one. If no cache at all has one, the first of LARDER_CACHE that opened is taken, so that
  /// it can be said what is wrong with it.
  std::function<bool(const Cache&)> serves = {};
};

/// Debian's and Ubuntu's library folder for this machine, below lib; empty: it has none.
[[nodiscard]] std::string_view multiarch_folder();

/// The possible names of a module's cache: "app" for app and app.exe; "libblur.so.1", "libblur" and
/// "blur" for libblur.so.1.
[[nodiscard]] std::vector<std::string> stems(const std::string& module);

/// Every index path to try first, in order, each once; does not access the file system. For
/// /opt/bin/app: LARDER_CACHE's, then /opt/bin/app.larder, /opt/bin/app/app.larder, and
/// <folder>/app/app.larder for the folders lib, lib64, lib/<multiarch> and share of /opt.
[[nodiscard]] std::vector<std::string> candidates(const Places& places);

/// The missing step of a build whose program has no cache.
inline constexpr std::string_view kHowToMakeOne =
    "larder-pack makes it in the build (Meson: kwargs `pack`, CMake: larder_add_kernels), and it "
    "ships beside the program";

/// In a message for people; a library's cache may lie in 18 places.
inline constexpr std::size_t kMaxPathsNamed = 2;

/// One path that was tried.
struct Attempt {
  std::string path;
  Status status;
};

struct Located {
  std::optional<Cache> cache;     ///< the first that opened, matches, and serves the module
  std::vector<Attempt> attempts;  ///< all attempts; the chosen one is the last

  /// Why there is no cache: the first error other than a missing file, else kNotFound with
  /// the tried paths, up to a given number. Success if there is a cache.
  [[nodiscard]] Status why_none(
      std::size_t most_named = std::numeric_limits<std::size_t>::max()) const;
};

/// Tries the candidates and then, unless an index was requested by name, the records of the
/// module's build tree.
[[nodiscard]] Located locate(const Places& places, FileSystem& files = posix_file_system());

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_LOCATE_H
