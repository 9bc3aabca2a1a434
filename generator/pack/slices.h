// The slice of PTX that each stale piece (GroupBuild) of a SourceBuild is assembled from:
//
//   stale pieces ──nvcc, together──▶ PTX of all ──slice_ptx──▶ slice
//                                        └── if it depends on the others, or has another name
//                                            ──nvcc, alone──▶ PTX ──slice_ptx──▶ slice
//
// nvcc reads the CUDA variant, or the whole text if the manifest says so. If nvcc rejects a CUDA
// variant, larder-generate is at fault, which must not end a build: then each piece is tried
// alone, and those that are rejected alone are compiled from the whole text. So the way in which an
// image is made depends on its own kernels only.
#ifndef LARDER_GENERATOR_PACK_SLICES_H
#define LARDER_GENERATOR_PACK_SLICES_H

#include <functional>
#include <string>
#include <vector>

#include "generator/pack/compile.h"
#include "generator/pack/plan.h"
#include "generator/pack/ptx_slice.h"

namespace larder::pack {

/// Thread safety: any call from any thread, one at a time for each piece.
class Slices {
 public:
  /// All arguments must outlive this; `stem` gives a new path for intermediate files.
  Slices(const Toolkit& toolkit, const RunProcess& run, std::function<std::string()> stem)
      : toolkit_(toolkit), run_(run), stem_(std::move(stem)) {}

  /// nvcc's output for the stale pieces of a SourceBuild.
  struct Together {
    PtxModule module;
    Text text = Text::kVariant;
    bool alone = false;  ///< there was one piece only
  };

  /// Compiles the stale pieces together. An error holds nvcc's messages: those about the whole text
  /// if it rejected both.
  [[nodiscard]] Result<Together> compile(SourceBuild& batch) const;
  /// The slice for one of them.
  [[nodiscard]] Result<PtxSlice> slice(const SourceBuild& batch, GroupBuild& piece,
                                       const Together& together) const;

 private:
  using Kernels = std::vector<const ManifestKernel*>;

  [[nodiscard]] Result<FrontEnd> front_end(const SourceBuild& batch, Text text,
                                           const Kernels& kernels) const;
  [[nodiscard]] Result<PtxSlice> slice_alone(const SourceBuild& batch, GroupBuild& piece,
                                             Text text) const;
  [[nodiscard]] Result<PtxSlice> slice_of(const SourceBuild& batch, GroupBuild& piece, Text text,
                                          PtxModule module) const;
  [[nodiscard]] Status name_entries(const SourceBuild& batch, const GroupBuild& piece, Text text,
                                    PtxModule& module) const;

  const Toolkit& toolkit_;
  const RunProcess& run_;
  std::function<std::string()> stem_;
};

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_SLICES_H
