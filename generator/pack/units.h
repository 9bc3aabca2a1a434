// All sources for all architectures, compiled in parallel.
#ifndef LARDER_GENERATOR_PACK_UNITS_H
#define LARDER_GENERATOR_PACK_UNITS_H

#include <ostream>
#include <string>
#include <vector>

#include "generator/pack/contents.h"
#include "generator/pack/pack.h"

namespace larder::pack {

/// Fills in the units' images. What the compilers print is shown on `out`, each distinct text of
/// a source once; one source that fails does not hide the errors of another.
[[nodiscard]] Status compile_units(std::vector<Unit>& units, const Options& options,
                                   const Toolkit& toolkit, const std::vector<ArchRequest>& requests,
                                   const RunProcess& run, std::ostream& out);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_UNITS_H
