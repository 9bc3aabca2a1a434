// All of larder-pack except its command line.
//
//   manifests ──make_plan──▶ groups ──nvcc, slice_ptx, ptxas──▶ images ──gather, encode──▶ cache
//                 ▲                                         │           ──seal_source──▶ its seal
//                 └── store: images of earlier builds ◀─────┘
#ifndef LARDER_GENERATOR_PACK_PACK_H
#define LARDER_GENERATOR_PACK_PACK_H

#include <ostream>
#include <string>
#include <vector>

#include "generator/archs/archs.h"
#include "generator/nvcc/process.h"
#include "generator/pack/toolkit.h"
#include "larder/status.h"

namespace larder::pack {

using archs::NativeArchs;

struct Options {
  std::vector<std::string> inputs;  ///< manifests; other files of larder-generate are ignored
  std::string output;               ///< the index; the data file lies beside it
  std::string seal;                 ///< the source that seals the program; empty: none is written
  std::vector<std::string> archs = {"all-major"};  ///< lists as resolve_archs() reads them
  std::string store;                               ///< folder of images of earlier builds
  std::string probes;                              ///< folder for answers of compilers
  std::string build_root;    ///< where the cache's place is recorded; empty: nowhere
  std::string program_mark;  ///< with build_root: CacheRecord::mark
  Toolkit toolkit;           ///< as given to inspect_toolkit(); an empty nvcc: no images are made
  unsigned workers = 1;
  bool terminal = false;  ///< whether `out` can rewrite a line
  bool explain = false;   ///< print which text of each source nvcc reads, and why; compile nothing
};

/// Packs, and prints progress, compilers' messages and a summary on `out`. On failure all errors of
/// the compilers have been shown, and the output files are unchanged.
[[nodiscard]] Status pack(const Options& options, const RunProcess& run, const NativeArchs& native,
                          std::ostream& out);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_PACK_H
