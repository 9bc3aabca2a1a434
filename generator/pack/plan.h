// The images to compile, and those that can be reused:
//
//   sources × architectures × groups ──make_plan, store──▶ reused, or to be compiled
#ifndef LARDER_GENERATOR_PACK_PLAN_H
#define LARDER_GENERATOR_PACK_PLAN_H

#include <atomic>
#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "generator/pack/compilation.h"
#include "generator/pack/contents.h"
#include "generator/pack/groups.h"
#include "generator/pack/image_store.h"

namespace larder::pack {

/// One group of kernels for one architecture: one image.
struct GroupBuild {
  Group group;
  std::string identity;
  bool reused = false;
  bool rescued = false;  ///< nvcc rejected its CUDA variant, so it was compiled from the whole text
  /// Its image depends on nothing that its identity does not cover, so it may be kept.
  bool kept = true;
  Result<Compiled> result = Compiled{};
};

/// One source for one architecture.
struct SourceBuild {
  BuiltSource* unit = nullptr;
  ArchRequest request;
  Compilation compilation;
  std::deque<GroupBuild> pieces;  ///< must not move while jobs run
  std::string messages;           ///< nvcc's, to be shown
  std::string refusal;            ///< nvcc's messages about a CUDA variant that it rejected
  Status status;                  ///< nvcc's failure, which affects all pieces that are compiled
  std::atomic<std::size_t> left = 0;  ///< pieces still to be compiled

  /// Those that the store did not have.
  [[nodiscard]] std::vector<GroupBuild*> stale();
};

/// One SourceBuild for each source and architecture; images that `store` has are in their pieces.
/// It is an error if nvcc can't be asked how it compiles them.
[[nodiscard]] Result<std::deque<SourceBuild>> make_plan(std::vector<BuiltSource>& units,
                                                        const std::vector<ArchRequest>& requests,
                                                        Compilations& compilations,
                                                        const ImageStore& store);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_PLAN_H
