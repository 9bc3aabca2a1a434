// The commands of `larder`. Each takes what it needs and gives back text and an exit code, so
// that a test calls it as the command line does.
#ifndef LARDER_TOOL_COMMAND_H
#define LARDER_TOOL_COMMAND_H

#include <functional>
#include <string>
#include <vector>

#include "runtime/store/file_system.h"
#include "runtime/tool/probe.h"

namespace larder::tool {

inline constexpr int kFine = 0;
inline constexpr int kProblem =
    1;                            ///< damage, a file that is not there, a GPU required and missing
inline constexpr int kUsage = 2;  ///< the command line itself is wrong
/// Those of `diff`, as diff(1) has them.
inline constexpr int kDiffers = 1;
inline constexpr int kTrouble = 2;

struct Output {
  int exit_code = kFine;
  std::string out;  ///< for the standard output
  std::string err;  ///< for the standard error
};

/// What a command sees of the machine.
struct World {
  store::FileSystem& files;
  std::function<Probe()> probe;
  std::string caches;  ///< LARDER_CACHE
  std::string device;  ///< LARDER_DEVICE
  /// Where programs keep their own stores, by the environment; empty: nowhere.
  std::string stores = {};
  std::string libraries = {};  ///< LD_LIBRARY_PATH
};

struct Request {
  std::string file;   ///< an index, a program or a library; explain: no index; diff: a manifest;
                      ///< sign: an index only; keygen: what the files' names begin with; store: a
                      ///< program or its folder's name, or empty
  std::string other;  ///< diff: the newer manifest
  bool json = false;
  std::vector<std::string> files;          ///< merge: the caches, each as `file`
  std::string output;                      ///< merge, prune: an index; extract: a folder
  std::vector<std::string> architectures;  ///< prune: those kept; extract: at most one, or "ptx"
  std::vector<std::string> kernels;        ///< prune: patterns; extract: at most one name or symbol
  bool keep_ptx = false;                   ///< prune
  std::string capability;                  ///< explain: of a GPU that is not here
  std::string driver;                      ///< explain: that GPU's; empty: assumed
  std::string key = {};                    ///< sign: the file with the secret key
  std::string folder = {};                 ///< store: instead of the environment's
  bool all = false;                        ///< store flush
};

/// What a cache holds.
[[nodiscard]] Output list_command(const Request& request, const World& world);
/// Whether a cache is sound, byte for byte.
[[nodiscard]] Output verify_command(const Request& request, const World& world);
/// Which variant of a program's kernels runs here, or on a GPU that is described, from which file,
/// and why.
[[nodiscard]] Output explain_command(const Request& request, const World& world);

/// Which kernels differ between two manifests, and through what.
[[nodiscard]] Output diff_command(const Request& request, const World& world);

/// Joins caches that were built apart into one.
[[nodiscard]] Output merge_command(const Request& request, const World& world);
/// Writes a cache without the images that are not wanted.
[[nodiscard]] Output prune_command(const Request& request, const World& world);
/// Writes a cache's images as files of their own.
[[nodiscard]] Output extract_command(const Request& request, const World& world);
/// Makes a pair of keys for sealing.
[[nodiscard]] Output keygen_command(const Request& request, const World& world);
/// Signs a cache for the programs that name the key.
[[nodiscard]] Output sign_command(const Request& request, const World& world);

/// The programs that keep a store, or the entries of one.
[[nodiscard]] Output store_list_command(const Request& request, const World& world);
/// Removes the entries of one program, or of all.
[[nodiscard]] Output store_flush_command(const Request& request, const World& world);
/// Whether entries are sound, byte for byte.
[[nodiscard]] Output store_verify_command(const Request& request, const World& world);

/// Parses a command line (without the program's name) and runs its command.
[[nodiscard]] Output run(const std::vector<std::string>& arguments, const World& world);

}  // namespace larder::tool

#endif  // LARDER_TOOL_COMMAND_H
