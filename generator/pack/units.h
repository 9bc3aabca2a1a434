// All sources for all architectures, compiled in parallel, except images that the store has.
#ifndef LARDER_GENERATOR_PACK_UNITS_H
#define LARDER_GENERATOR_PACK_UNITS_H

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

#include "generator/pack/contents.h"
#include "generator/pack/pack.h"

namespace larder::pack {

/// Kernels, each counted once for all architectures.
struct Counts {
  std::size_t compiled = 0;  ///< for at least one architecture
  std::size_t reused = 0;    ///< for all
};

/// Fills in the sources' images. Shows the compilers' output on `out`, each distinct text of
/// a source once. One source that fails does not hide the errors of another, and images that did
/// compile are kept in the store for the next build.
[[nodiscard]] Result<Counts> compile_units(std::vector<BuiltSource>& units, const Options& options,
                                           const Toolkit& toolkit,
                                           const std::vector<ArchRequest>& requests,
                                           const RunProcess& run, std::ostream& out);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_UNITS_H
