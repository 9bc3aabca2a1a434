// Where a program's or a library's cache is looked for.
//
//   Places ──candidates──▶ paths ──locate──▶ Located: the first that opens and fits the seals, and
//                           │                why not for the others
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

/// Of the places, what the user names is believed; so is the folder of the program or library,
/// whose file could be replaced there as well. Another folder, such as ../lib/NAME, must be one
/// that only root, this user or the module's owner can change.
struct Places {
  /// The program or library that holds the kernels: an absolute path without symbolic links, so
  /// that what lies beside the file itself is found and not what lies beside a link to it.
  std::string module;
  /// The value of LARDER_CACHE: index files (names that end in ".larder") and folders with a
  /// "<stem>.larder", separated by ':'. They are tried before the places beside the module.
  std::string environment;
  /// An index that was asked for by name: then nothing else is tried.
  std::string explicit_path;
  /// Those of the module: where there are any, a cache that fits none of them is passed over.
  std::vector<format::Seal> seals = {};
  /// Whether a cache has a kernel of the module. Asked of those that its build tree recorded, where
  /// several programs of one name may each have one; without it they all count as having one.
  std::function<bool(const Cache&)> serves = {};
};

/// Debian's and Ubuntu's folder of libraries for this machine, below lib; empty: it has none.
[[nodiscard]] std::string_view multiarch_folder();

/// The names a module's cache may have: "app" for app and app.exe; "libblur.so.1", "libblur" and
/// "blur" for libblur.so.1.
[[nodiscard]] std::vector<std::string> stems(const std::string& module);

/// Every index path to try first, in order, each once; nothing is asked of the file system. For
/// /opt/bin/app: LARDER_CACHE's, then /opt/bin/app.larder, /opt/bin/app/app.larder, and
/// <folder>/app/app.larder for the folders lib, lib64, lib/<multiarch> and share of /opt.
[[nodiscard]] std::vector<std::string> candidates(const Places& places);

/// The step that a build lacks whose program has no cache.
inline constexpr std::string_view kHowToMakeOne =
    "larder-pack makes it in the build (Meson: kwargs `pack`, CMake: larder_add_kernels), and it "
    "ships beside the program";

/// One path that was tried.
struct Attempt {
  std::string path;
  Status status;
};

struct Located {
  std::optional<Cache> cache;     ///< the first that opened and fits
  std::vector<Attempt> attempts;  ///< all that were tried, the one taken last

  /// Why there is no cache: the first trouble other than a missing file, else kNotFound with
  /// the paths tried, so many of them at most. Success where there is a cache.
  [[nodiscard]] Status why_none(
      std::size_t most_named = std::numeric_limits<std::size_t>::max()) const;
};

/// Tries the candidates and then, unless an index was asked for by name, what the module's build
/// tree recorded.
[[nodiscard]] Located locate(const Places& places, FileSystem& files = posix_file_system());

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_LOCATE_H
