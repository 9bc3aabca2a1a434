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
};

struct Request {
  std::string file;   ///< an index, a program or a library; explain: no index; diff: a manifest;
                      ///< sign: an index only; keygen: what the files' names begin with
  std::string other;  ///< diff: the newer manifest
  bool json = false;
  std::string key = {};  ///< sign: the file with the secret key
};

/// What a cache holds.
[[nodiscard]] Output list_command(const Request& request, const World& world);
/// Whether a cache is sound, byte for byte.
[[nodiscard]] Output verify_command(const Request& request, const World& world);
/// Which variant of a program's kernels runs here, from which file, and why.
[[nodiscard]] Output explain_command(const Request& request, const World& world);

/// Which kernels differ between two manifests, and through what.
[[nodiscard]] Output diff_command(const Request& request, const World& world);

/// Makes a pair of keys for sealing.
[[nodiscard]] Output keygen_command(const Request& request, const World& world);
/// Signs a cache for the programs that name the key.
[[nodiscard]] Output sign_command(const Request& request, const World& world);

/// Parses a command line (without the program's name) and runs its command.
[[nodiscard]] Output run(const std::vector<std::string>& arguments, const World& world);

}  // namespace larder::tool

#endif  // LARDER_TOOL_COMMAND_H
