// One PTX module ──slice_ptx──▶ a PTX module for some of its kernels, as if they were alone.
//
// The text of a slice does not depend on the other kernels of the PTX module: its statements are
// put into an order of their own (first use), and the names that the compiler numbers through the
// whole PTX module (labels, strings, stacks) are renumbered.
#ifndef LARDER_GENERATOR_PACK_PTX_SLICE_H
#define LARDER_GENERATOR_PACK_PTX_SLICE_H

#include <span>
#include <string>
#include <vector>

#include "generator/pack/ptx.h"

namespace larder::pack {

struct PtxSlice {
  std::string text;
  /// It calls a function of the user that was not inlined. The compiler may have adapted that
  /// function to its callers, which differ in another PTX module (a constant argument that all of
  /// them share, say). So this slice may differ from that of the kernels compiled alone.
  bool fitted_to_module = false;
  /// The other entries of the module that call such a function too.
  std::vector<std::string> other_callers;
};

/// Gives an entry of `module` another name.
void rename_entry(PtxModule& module, const std::string& from, const std::string& to);

/// `kernels` are entries' names; `variables` those of the variables that the host looks up, which
/// become visible (nvcc makes them local to the PTX module). kNotFound names a missing entry.
[[nodiscard]] Result<PtxSlice> slice_ptx(const PtxModule& module,
                                         std::span<const std::string> kernels,
                                         std::span<const std::string> variables);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_PTX_SLICE_H
