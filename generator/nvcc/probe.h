// The commands, macros and headers of nvcc for given flags, in this environment. nvcc and its
// preprocessor are asked, and the answers are kept on disk until one of the inputs changes.
//
//   flags ──nvcc --dryrun──▶ commands ──preprocessor -dD──▶ macros, text of NVIDIA's headers
#ifndef LARDER_GENERATOR_NVCC_PROBE_H
#define LARDER_GENERATOR_NVCC_PROBE_H

#include <map>
#include <string>
#include <vector>

#include "generator/model/macros.h"
#include "generator/nvcc/code_flags.h"
#include "generator/nvcc/dry_run.h"
#include "generator/nvcc/process.h"

namespace larder::nvcc {

struct Question {
  std::string nvcc;
  std::string arch;   ///< "90a"
  Words flags;        ///< all flags of the compilation, without files
  Words known_files;  ///< values of -include that are read elsewhere
  bool operator==(const Question&) const = default;
};

/// The question for a source: `flags` are the host source's, `more` are for nvcc alone.
[[nodiscard]] Question question_of(const std::string& nvcc, const std::string& arch,
                                   const Words& flags, const Words& more);

struct Answer {
  DryRun run;
  generate::MacroWorld world;  ///< at the source's first line
  CodeFlags flags;
  Words definitions;  ///< the user's -D and -U
  /// A digest of the text of cuda_runtime.h and of files that flags name, for all architectures.
  /// Flags and variables can change this text, and no code of the source shows it.
  std::string headers;
  /// The same without text that flags for floating-point numbers change.
  std::string headers_without_floats;
  /// The same text as `headers`, for the architecture in question.
  std::string headers_here;
  std::map<std::string, std::string> programs;  ///< by role ("cicc"): their files
  std::vector<std::string> files;               ///< all files that were read, including programs
};

/// Answer::headers by the preprocessor's command: the same for all architectures.
using HeaderDigests = std::map<Words, std::string>;

/// Asks, except for answers that `known` already holds. Temporary files go to `folder`.
[[nodiscard]] Result<Answer> ask(const Question& question, const std::string& folder,
                                 const RunProcess& run, HeaderDigests& known);

/// The answer kept in `folder`, if nothing that it depends on has changed since; asks and keeps the
/// answer otherwise. A folder that can't be written is not an error.
[[nodiscard]] Result<Answer> ask_once(const Question& question, const std::string& folder,
                                      const RunProcess& run, HeaderDigests& known);

/// The macros of a host compiler; `command` is its preprocessor's, without files.
[[nodiscard]] Result<generate::MacroWorld> host_world(const Words& command,
                                                      const std::string& folder,
                                                      const RunProcess& run);
/// The same, kept as ask_once() keeps its answers.
[[nodiscard]] Result<generate::MacroWorld> host_world_once(const Words& command,
                                                           const std::string& folder,
                                                           const RunProcess& run);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_PROBE_H
