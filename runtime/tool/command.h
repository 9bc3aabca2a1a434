// The commands of `larder`. Each takes its inputs and returns text and an exit code, so
// that a test calls it as the command line does.
#ifndef LARDER_TOOL_COMMAND_H
#define LARDER_TOOL_COMMAND_H

#include <functional>
#include <string>
#include <vector>

#include "runtime/choose/devices.h"
#include "runtime/store/file_system.h"

namespace larder::tool {

inline constexpr int kFine = 0;
inline constexpr int kProblem = 1;  ///< damage, a missing file, a required GPU that is missing
inline constexpr int kUsage = 2;    ///< the command line itself is wrong
/// The exit codes of `diff` are those of diff(1).
inline constexpr int kDiffers = 1;
inline constexpr int kTrouble = 2;

struct Output {
  int exit_code = kFine;
  std::string out;  ///< for the standard output
  std::string err;  ///< for the standard error
};

/// A command's view of the machine.
struct Machine {
  store::FileSystem& files;
  std::function<choose::Devices()> devices;  ///< asks the driver, if there is one
  std::string caches;                        ///< LARDER_CACHE
  std::string device;                        ///< LARDER_DEVICE
  /// The folder of programs' own stores, from the environment; empty: none.
  std::string stores = {};
  std::string libraries = {};  ///< LD_LIBRARY_PATH
};

/// The common part of all requests.
struct Request {
  std::string file;   ///< its subject, as on the command line
  bool json = false;  ///< for scripts
};

/// Lists the contents of a cache: of an index, or of a program or library and the libraries it
/// loads.
[[nodiscard]] Output list_command(const Request& request, const Machine& machine);
/// Checks every byte of a cache.
[[nodiscard]] Output verify_command(const Request& request, const Machine& machine);

/// `file` is a program or a library.
struct ExplainRequest : Request {
  std::string capability;  ///< of a GPU elsewhere; empty: the GPUs of this machine
  std::string driver;      ///< that GPU's; empty: assumed
};
/// Reports which variant of a program's kernels runs here, or on a described GPU, from which file,
/// and why.
[[nodiscard]] Output explain_command(const ExplainRequest& request, const Machine& machine);

/// `file` is the older manifest.
struct DiffRequest : Request {
  std::string newer;
};
/// Reports which kernels differ between two manifests, and the causes.
[[nodiscard]] Output diff_command(const DiffRequest& request, const Machine& machine);

/// `file` is the index to write.
struct MergeRequest : Request {
  std::vector<std::string> sources;  ///< each an index, a program or a library
};
/// Merges caches that were built separately.
[[nodiscard]] Output merge_command(const MergeRequest& request, const Machine& machine);

struct PruneRequest : Request {
  std::vector<std::string> architectures;  ///< those kept
  std::vector<std::string> kernels;        ///< patterns; empty: all
  bool keep_ptx = false;
  std::string output;  ///< an index
};
/// Writes a cache with only the wanted images.
[[nodiscard]] Output prune_command(const PruneRequest& request, const Machine& machine);

struct ExtractRequest : Request {
  std::vector<std::string> architectures;  ///< at most one, or "ptx"
  std::vector<std::string> kernels;        ///< at most one name or symbol
  std::string output;                      ///< a folder
};
/// Writes a cache's images as files of their own.
[[nodiscard]] Output extract_command(const ExtractRequest& request, const Machine& machine);

/// Makes a pair of keys for sealing; `file` is the prefix of their files' names.
[[nodiscard]] Output keygen_command(const Request& request, const Machine& machine);

/// `file` is an index.
struct SignRequest : Request {
  std::string key;  ///< the file with the secret key
};
/// Signs a cache for the programs that name the key.
[[nodiscard]] Output sign_command(const SignRequest& request, const Machine& machine);

/// `file` is a program, or its folder's name; empty: all.
struct StoreRequest : Request {
  std::string folder;  ///< instead of the environment's
  bool all = false;    ///< flush: of all programs
};
/// Lists the programs that keep a store, or the entries of one.
[[nodiscard]] Output store_list_command(const StoreRequest& request, const Machine& machine);
/// Removes the entries of one program, or of all.
[[nodiscard]] Output store_flush_command(const StoreRequest& request, const Machine& machine);
/// Checks every byte of entries.
[[nodiscard]] Output store_verify_command(const StoreRequest& request, const Machine& machine);

/// `file` is not used.
struct CheckRequest : Request {
  std::vector<std::string> command;  ///< a program with checks, and its arguments
  unsigned orders = 3;
  unsigned seconds = 0;   ///< the longest time for a run; 0: any
  std::string json_file;  ///< each is written, unless it is empty
  std::string sarif_file;
  std::string junit_file;
  std::string suppressions;  ///< a file with patterns
};
/// Runs a program whose kernels were built with checks, and reports what they found.
[[nodiscard]] Output check_command(const CheckRequest& request, const Machine& machine);

/// Parses a command line (without the program's name) and runs its command.
[[nodiscard]] Output run(const std::vector<std::string>& arguments, const Machine& machine);

}  // namespace larder::tool

#endif  // LARDER_TOOL_COMMAND_H
