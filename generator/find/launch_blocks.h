// Guesses from a source's launches in which blocks a kernel will run.
#ifndef LARDER_GENERATOR_FIND_LAUNCH_BLOCKS_H
#define LARDER_GENERATOR_FIND_LAUNCH_BLOCKS_H

#include <map>

#include "generator/model/extents.h"
#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// A guess may be wrong: the running program compares it with each launch.
class LaunchBlocks {
 public:
  explicit LaunchBlocks(clang::ASTContext& context);

  /// The block of most launches of this kernel; if none of its own is known, that of most launches
  /// of the source. Zeros: none is known.
  [[nodiscard]] Extents of(const clang::FunctionDecl& kernel) const;

 private:
  /// How often each occurs: by kernel, and for the null one in all launches.
  std::map<const clang::FunctionDecl*, std::map<Extents, unsigned>> counts_;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FIND_LAUNCH_BLOCKS_H
