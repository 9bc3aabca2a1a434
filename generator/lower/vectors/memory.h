// Reads and writes of memory by all lanes of a warp at once.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_MEMORY_H
#define LARDER_GENERATOR_LOWER_VECTORS_MEMORY_H

#include "generator/lower/vectors/warp_code.h"

namespace larder::generate::vectors {

/// Writes code for `load`, and returns its value as it is kept.
llvm::Value* write_load(WarpCode& code, const llvm::LoadInst& load);
/// If lanes write to one place, the highest lane is the last.
void write_store(WarpCode& code, const llvm::StoreInst& store);
/// Lane by lane.
llvm::Value* write_update(WarpCode& code, const llvm::AtomicRMWInst& update);
llvm::Value* write_exchange(WarpCode& code, const llvm::AtomicCmpXchgInst& exchange);

/// Whether a warp of which all lanes are here does better with code of its own for `block`:
/// processors read whole vectors faster than parts of them, and write them much faster. In a loop
/// whose turns all lanes take, two codes keep LLVM from unrolling it, so only writes count.
[[nodiscard]] bool gains_from_whole_warps(const WarpCode& code, const llvm::BasicBlock& block,
                                          bool turns_with_all);

/// Whether `access` reads or writes memory at places of the lanes that lie in no order.
[[nodiscard]] bool is_anywhere(const Shapes& shapes, const llvm::Instruction& access);

/// The values of all lanes in memory, for code that handles one lane after the other.
class LaneArray {
 public:
  LaneArray(WarpCode& code, llvm::Type* type);
  /// Holds `value`'s lanes, or itself if it is uniform.
  LaneArray(WarpCode& code, const llvm::Value& value);

  llvm::Value* get(llvm::Value* lane);
  void set(llvm::Value* lane, llvm::Value* value);
  llvm::Value* all();

 private:
  WarpCode& code_;
  llvm::Type* type_;
  llvm::Value* uniform_ = nullptr;
  llvm::AllocaInst* place_ = nullptr;
};

/// How many bytes a load reads or a store writes.
[[nodiscard]] std::int64_t accessed_bytes(const llvm::Instruction& access);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_MEMORY_H
