// What is asked of the lowering `vectors`, and what it gives: plain data.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_VECTOR_CODE_H
#define LARDER_GENERATOR_LOWER_VECTORS_VECTOR_CODE_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/extents.h"
#include "generator/model/model.h"

namespace larder::generate::vectors {

/// A kernel taken out of its host source.
struct IsolatedKernel {
  std::string bitcode;  ///< of a module of LLVM; empty: there is no such kernel
  /// The places of its calls of the simulator. The code has their numbers instead, so that it does
  /// not change if lines are added above.
  std::vector<CallSite> sites;
};

/// A kernel alone, and how it is to be lowered.
struct LoneKernel {
  std::string bitcode;     ///< a module of LLVM, as isolate_kernels() makes it
  Extents block = {};      ///< of the launches that are most likely; zeros: not known
  bool contracts = false;  ///< a * b + c may be rounded once
  bool is_plain = false;   ///< it can run as a plain loop, and does unless vectors are faster
};

/// In the order of larder::detail::VectorCode.
struct InstructionSet {
  const char* cpu;     ///< as LLVM calls it
  const char* suffix;  ///< of symbols
};
inline constexpr InstructionSet kInstructionSets[] = {{"x86-64-v3", "_v3"}, {"x86-64-v4", "_v4"}};

/// All symbols of a kernel's assembly begin so, and its labels with the second word.
inline constexpr char kSymbol[] = "larder_vectors";
inline constexpr char kLabel[] = ".Llarder";

/// Whether a line of assembly is bytes of a constant, which may look like symbols.
[[nodiscard]] inline bool is_data(std::string_view line) {
  const std::size_t word = line.find_first_not_of(" \t");
  return word != std::string_view::npos &&
         (line.substr(word).starts_with(".ascii") || line.substr(word).starts_with(".asciz"));
}

struct VectorKernel {
  std::string refusal;  ///< why it can't be lowered so: "calls printf"; empty: it is
  /// Its block functions, without the suffixes of instruction sets, in the order of
  /// larder::detail::VectorCode.
  std::vector<std::string> symbols;
  std::uint64_t shared_bytes = 0;
  std::uint64_t frame_bytes = 0;  ///< what a warp keeps across barriers
  Extents block = {};             ///< of which there is a function of its own; zeros: there is none
  std::string assembly;           ///< defines its block functions, in each instruction set
};

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_VECTOR_CODE_H
