// What is asked of the lowering `vectors`, and what it gives: plain data.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_VECTOR_CODE_H
#define LARDER_GENERATOR_LOWER_VECTORS_VECTOR_CODE_H

#include <cstdint>
#include <string>
#include <vector>

#include "generator/model/extents.h"

namespace larder::generate::vectors {

struct WantedKernel {
  std::size_t number = 0;  ///< in the host source's table
  Extents block = {};      ///< of the launches that are most likely; zeros: not known
};

struct VectorKernel {
  std::string refusal;  ///< why it can't be lowered so: "calls printf"; empty: it is
  /// Its block functions, without the suffixes of instruction sets, in the order of
  /// larder::detail::VectorCode.
  std::vector<std::string> symbols;
  std::uint64_t shared_bytes = 0;
  std::uint64_t frame_bytes = 0;  ///< what a warp keeps across barriers
  Extents block = {};             ///< of which there is a function of its own; zeros: there is none
};

struct VectorRequest {
  std::vector<WantedKernel> wanted;
  std::string prefix;      ///< of symbols
  bool contracts = false;  ///< a * b + c may be rounded once
};

/// In the order of larder::detail::VectorCode.
struct InstructionSet {
  const char* cpu;     ///< as LLVM calls it
  const char* suffix;  ///< of symbols
};
inline constexpr InstructionSet kInstructionSets[] = {{"x86-64-v3", "_v3"}, {"x86-64-v4", "_v4"}};

struct VectorCode {
  std::string error;                  ///< why nothing was lowered; empty: nothing failed
  std::vector<VectorKernel> kernels;  ///< those that were wanted
  std::string assembly;               ///< defines their block functions; empty: there are none
};

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_VECTOR_CODE_H
