// The function that runs a kernel for one warp, while it is written.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_WARP_CODE_H
#define LARDER_GENERATOR_LOWER_VECTORS_WARP_CODE_H

#include <llvm/ADT/DenseSet.h>

#include <functional>
#include <vector>

#include "generator/lower/vectors/values.h"

namespace larder::generate::vectors {

struct WarpCode {
  /// `function` has the parameters of context.h, and no body yet.
  WarpCode(llvm::Function& to, const Shapes& of);

  /// The lanes that are in the current block, as a vector or as a number; never none.
  [[nodiscard]] llvm::Value* lanes();
  [[nodiscard]] llvm::Value* lane_bits();
  [[nodiscard]] llvm::Value* bits(llvm::Value* lanes);
  [[nodiscard]] llvm::Value* any(llvm::Value* lanes);
  [[nodiscard]] llvm::Value* are_all_here();
  /// Whether all lanes of the warp are here and `condition` holds for each.
  [[nodiscard]] llvm::Value* are_all(const llvm::Value& condition);
  /// `value` in the lanes that are here, `other` in those that are not.
  [[nodiscard]] llvm::Value* here_or(llvm::Value* value, llvm::Value* other);
  /// A vector of numbers: 0, 1, 2...
  [[nodiscard]] llvm::Constant* lane_numbers();
  [[nodiscard]] llvm::BasicBlock* block(const char* name);

  /// Runs the code that `body` writes for each lane that is here, the lowest first; it gets the
  /// lane's number.
  void for_each_lane(const std::function<void(llvm::Value* lane)>& body);
  /// Ends the launch with a result of context.h; `site` has the two operands of a call site.
  void fail(std::int32_t result, const llvm::CallBase& site);
  /// The same, unless `condition` holds.
  void require(llvm::Value* condition, std::int32_t result, const llvm::CallBase& site);

  llvm::Function& function;
  const Shapes& shapes;
  Builder builder;
  Values values;
  llvm::Value* mask = nullptr;  ///< of the current block; null: all lanes are in it
  llvm::DenseSet<const llvm::BasicBlock*> seldom;  ///< blocks that run seldom: their size counts
  llvm::AllocaInst* exited = nullptr;              ///< bits of the lanes that have returned
  unsigned barriers = 0;
  bool votes = false;                     ///< at a barrier
  std::vector<llvm::AllocaInst*> masks;   ///< of lanes that wait to run a block
  std::vector<llvm::AllocaInst*> places;  ///< memory of the lanes' own: it lives across barriers
};

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_WARP_CODE_H
