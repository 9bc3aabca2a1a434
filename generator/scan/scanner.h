// The scan: one source, one pass, one View. The only interface between Clang and the rest.
//
//   flags => Clang (CUDA mode, Larder's own device headers) => syntax tree + expanded tokens
//         => kernels => their reach => units, parts, edits => View
#ifndef LARDER_GENERATOR_SCAN_SCANNER_H
#define LARDER_GENERATOR_SCAN_SCANNER_H

#include <optional>
#include <string>
#include <vector>

#include "generator/model/macros.h"
#include "generator/model/model.h"

namespace larder::generate {

struct ScanRequest {
  std::string source;                      ///< path of the source
  std::vector<std::string> flags;          ///< -I, -D, -std, ... as the host compiler gets them
  std::string include_dir;                 ///< Larder's public headers
  std::string output_folder;               ///< where the host source goes
  std::string cuda_folder;                 ///< where the text for nvcc goes
  unsigned architecture = 0;               ///< 80 for compute capability 8.0; 0: the host's pass
  const MacroWorld* world = nullptr;       ///< macros for user code; null: unknown
  const MacroWorld* host_world = nullptr;  ///< those of the host compiler; null in its own pass
  const View* device = nullptr;            ///< in the host's pass: the result of a device pass
  std::vector<std::string> definitions;    ///< further -D and -U of the device compiler
  bool reports = true;              ///< report the kernels' own errors (once per source is enough)
  bool checks_conversions = false;  ///< the host compiler checks for those out of range
  bool checks_shifts = false;       ///< and for shifts by too much
  std::vector<GpuBody> gpu_bodies = {};
  bool places = false;  ///< parts need their tokens' lines: images will hold them
};

/// Runs one pass. Errors go to standard error, in Clang's format; nullopt if there was any.
[[nodiscard]] std::optional<View> scan(const ScanRequest& request);

/// The tokens of `text` as the request's pass would see them at its beginning, one space between
/// them. nullopt if there were errors.
[[nodiscard]] std::optional<std::string> preprocess(const ScanRequest& request,
                                                    const std::string& text);

/// The folder of Clang's own headers (stddef.h and such): beside this program, as in the wheel, in
/// the place where the build found them, or beside the loaded library.
[[nodiscard]] std::string resource_dir();

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_SCANNER_H
