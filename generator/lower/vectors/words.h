// The functions by which a kernel's code asks the simulator, as LLVM IR has them.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_WORDS_H
#define LARDER_GENERATOR_LOWER_VECTORS_WORDS_H

#include <llvm/ADT/StringRef.h>
#include <llvm/IR/InstrTypes.h>

#include <cstdint>

namespace larder::generate::vectors {

/// Threads in a warp; a value that differs between them is a vector of as many elements.
inline constexpr unsigned kLanes = 32;

/// The functions of larder/simulator.h, and those that stand for CUDA's variables.
enum class Word : std::uint8_t {
  kNone,  ///< any other function
  kIndex,
  kAllLanes,  ///< whether all lanes of the warp are here, and a condition holds for each
  kBarrier,
  kBarrierCount,
  kWarp,
  kActiveLanes,
  kLane,
  kSharedObject,
  kDynamicShared,
  kFence,
  kStep,  ///< lanes meet, which those of a vector always do
  kTrap,
  kOther,  ///< of the simulator, but nothing that this lowering can do
};

/// The number of an index word, an argument of kIndex: `variable` * 3 + 0, 1 or 2 for x, y, z.
enum class IndexVariable : std::uint8_t { kThread, kBlock, kBlockSize, kGridSize };

/// The name of the function that stands for the words of threadIdx and the like.
inline constexpr const char kIndexFunction[] = "larder.index";
/// The name of the function for kAllLanes; its argument is the condition.
inline constexpr const char kAllLanesFunction[] = "larder.all_lanes";

/// Whether all threads of the block wait for each other.
[[nodiscard]] inline bool is_barrier(Word word) {
  return word == Word::kBarrier || word == Word::kBarrierCount;
}
/// Whether it gives a place in shared memory.
[[nodiscard]] inline bool is_shared_memory(Word word) {
  return word == Word::kSharedObject || word == Word::kDynamicShared;
}
/// Whether lanes wait for others: at a barrier or in a warp operation.
[[nodiscard]] inline bool makes_lanes_meet(Word word) {
  return is_barrier(word) || word == Word::kWarp;
}

[[nodiscard]] Word word_of(const llvm::Function& function);
/// kNone if it does not call a function by its name.
[[nodiscard]] Word word_of(const llvm::Value& value);
/// What follows "larder::vN::simulator::" in the name of `global`; empty if it is not there.
[[nodiscard]] std::string simulators_name(const llvm::GlobalValue& global);
/// "__expf" for what a linker calls "_Z6__expff".
[[nodiscard]] std::string readable_name(const llvm::GlobalValue& global);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_WORDS_H
