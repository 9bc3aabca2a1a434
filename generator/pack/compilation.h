// How nvcc compiles a source's kernels for an architecture: the flags of ptxas, and everything that
// an image depends on besides its kernels. From nvcc itself (generator/nvcc/probe.h).
#ifndef LARDER_GENERATOR_PACK_COMPILATION_H
#define LARDER_GENERATOR_PACK_COMPILATION_H

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "generator/archs/archs.h"
#include "generator/nvcc/probe.h"
#include "generator/pack/toolkit.h"

namespace larder::pack {

struct Compilation {
  std::vector<std::string> ptxas_flags;
  /// The tools' digests, their flags, and the variables and files that reach them, one a line.
  std::string identity;
};

class Compilations {
 public:
  /// Answers are kept in `folder`. All arguments must outlive this.
  Compilations(const Toolkit& toolkit, std::string folder, const RunProcess& run)
      : toolkit_(toolkit), folder_(std::move(folder)), run_(run) {}

  /// For a source whose manifest has these flags; nvcc is asked once for each different list. It is
  /// an error if nvcc can't be asked or understood.
  [[nodiscard]] Result<Compilation> of(const std::vector<std::string>& flags, const Arch& arch);

 private:
  const Toolkit& toolkit_;
  std::string folder_;
  const RunProcess& run_;
  nvcc::HeaderDigests headers_;
  std::map<std::pair<std::vector<std::string>, Arch>, Compilation> known_;
};

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_COMPILATION_H
