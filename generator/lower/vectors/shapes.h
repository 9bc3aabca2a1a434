// How each value of a kernel differs between the lanes of a warp, and which control flow does.
//
// All lanes of a warp that are at an instruction execute it together. So a value is uniform if
// these lanes would compute the same.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_SHAPES_H
#define LARDER_GENERATOR_LOWER_VECTORS_SHAPES_H

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/PostDominators.h>
#include <llvm/IR/Function.h>

#include <cstdint>

#include "generator/lower/vectors/context.h"

namespace larder::generate::vectors {

struct Shape {
  enum class Kind : std::uint8_t {
    kUnknown,  ///< not yet: no value has reached it
    kUniform,
    kAffine,  ///< lane 0's value + lane * stride, as numbers of its type
    kVarying,
  };
  Kind kind = Kind::kUnknown;
  /// Of an affine value; in bytes for a pointer.
  std::int64_t stride = 0;
  /// A varying value is affine in each stretch of so many lanes; if that is guessed, unless a
  /// narrower number wraps round there, which only the running kernel knows. 0: nothing is known.
  unsigned span = 0;
  bool guessed = false;  ///< a narrower number may wrap round
  bool aligned = false;  ///< it is a multiple of the number of lanes, in lane 0

  static Shape uniform(bool aligned = false) { return {Kind::kUniform, 0, kLanes, false, aligned}; }
  static Shape affine(std::int64_t stride, bool aligned = false) {
    return stride == 0 ? uniform(aligned) : Shape{Kind::kAffine, stride, kLanes, false, aligned};
  }
  static Shape varying() { return {Kind::kVarying, 0, 0, false, false}; }
  static Shape in_stretches(std::int64_t stride, unsigned span, bool guessed = false) {
    return {Kind::kVarying, stride, span, guessed, false};
  }
  [[nodiscard]] bool is_uniform() const { return kind == Kind::kUniform; }
  [[nodiscard]] bool is_affine() const { return kind == Kind::kAffine; }
  [[nodiscard]] bool is_varying() const { return kind == Kind::kVarying; }
  /// Whether the lanes of each stretch have the same value.
  [[nodiscard]] bool is_uniform_in_stretches() const {
    return is_uniform() || (is_varying() && span != 0 && stride == 0);
  }
  /// Computed once for a warp: uniform, or affine by lane 0's value.
  [[nodiscard]] bool is_scalar() const { return is_uniform() || is_affine(); }
  bool operator==(const Shape&) const = default;
};

class Shapes {
 public:
  /// The function has one return, simple loops in LCSSA form, and two-way branches.
  Shapes(llvm::Function& function, const llvm::LoopInfo& loops, const llvm::PostDominatorTree& ends,
         BlockShape blocks);

  [[nodiscard]] Shape of(const llvm::Value& value) const;
  /// Whether lanes that are at the end of the block may go different ways.
  [[nodiscard]] bool diverges(const llvm::BasicBlock& block) const;
  /// Whether lanes that are at the end of the block may go elsewhere than others of the warp.
  [[nodiscard]] bool parts(const llvm::BasicBlock& block) const {
    return diverges(block) || partial_.contains(&block);
  }
  /// Whether some of a warp's lanes may be in the block without the others.
  [[nodiscard]] bool is_partial(const llvm::BasicBlock& block) const {
    return partial_.contains(&block) || blocks_.has_rest();
  }
  /// Whether lane 0's value is made wider with its sign, though the lanes that are here know that
  /// theirs have none.
  [[nodiscard]] bool is_sign_extended(const llvm::Instruction& instruction) const;
  [[nodiscard]] BlockShape blocks() const { return blocks_; }
  /// Whether lanes may leave the loop at different times or places.
  [[nodiscard]] bool diverges(const llvm::Loop& loop) const { return loops_out_.contains(&loop); }

 private:
  using Seen = llvm::SmallPtrSet<const llvm::Value*, 8>;

  /// Whether an affine value keeps its stride when it is made wider.
  [[nodiscard]] bool extends(const llvm::Value& value, bool is_signed) const;
  bool update_values();
  void spread_divergence(const llvm::BasicBlock& block);
  void join_after(const llvm::Loop& loop);
  void finish_early(const llvm::Loop& loop);
  [[nodiscard]] Shape shape_of(const llvm::Instruction& instruction) const;
  [[nodiscard]] Shape of_phi(const llvm::PHINode& phi) const;
  [[nodiscard]] Shape of_binary(const llvm::BinaryOperator& binary) const;
  [[nodiscard]] Shape of_masking(const llvm::BinaryOperator& binary) const;
  [[nodiscard]] Shape of_cast(const llvm::CastInst& cast) const;
  [[nodiscard]] Shape of_address(const llvm::GetElementPtrInst& address) const;
  [[nodiscard]] Shape of_comparison(const llvm::ICmpInst& comparison) const;
  [[nodiscard]] Shape of_call(const llvm::CallBase& call) const;
  [[nodiscard]] Shape of_select(const llvm::SelectInst& select) const;
  [[nodiscard]] Shape of_operands(const llvm::Instruction& instruction) const;
  [[nodiscard]] bool extends(const llvm::Value& value, bool is_signed, Seen& seen) const;

  llvm::Function& function_;
  const llvm::LoopInfo& loop_info_;
  const llvm::PostDominatorTree& ends_;
  const BlockShape blocks_;
  llvm::DenseMap<const llvm::Value*, Shape> shapes_;
  llvm::DenseSet<const llvm::BasicBlock*> diverging_;  ///< their ends
  llvm::DenseSet<const llvm::BasicBlock*> partial_;
  llvm::DenseSet<const llvm::BasicBlock*> joins_;  ///< of lanes that went different ways
  llvm::DenseSet<const llvm::Loop*> loops_out_;
};

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_SHAPES_H
