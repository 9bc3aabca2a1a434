// The values of a kernel in the function that runs it for a warp.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_VALUES_H
#define LARDER_GENERATOR_LOWER_VECTORS_VALUES_H

#include <llvm/ADT/DenseMap.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Instructions.h>

#include "generator/lower/vectors/shapes.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {

using Builder = llvm::IRBuilder<>;

/// The vector of a type's values in all lanes; for a struct, the struct of its members' vectors.
[[nodiscard]] llvm::Type* widened(llvm::Type& type);

/// A value that is used in other blocks is kept in a variable of the warp's function, so that it
/// makes no difference in which order the blocks run. LLVM's mem2reg removes these variables. Cheap
/// values that depend on indexes and arguments alone are computed again in each block instead.
class Values {
 public:
  /// Must be told of a place for variables before the first value.
  Values(llvm::Function& warp, const Shapes& shapes, Builder& builder)
      : warp_(warp), shapes_(shapes), builder_(builder) {}

  /// A uniform value, or lane 0's of an affine one.
  llvm::Value* scalar(const llvm::Value& value);
  /// The values of all lanes.
  llvm::Value* vector(const llvm::Value& value);
  /// As the value is kept: scalar or vector.
  llvm::Value* kept(const llvm::Value& value) {
    return shapes_.of(value).is_scalar() ? scalar(value) : vector(value);
  }
  void define(const llvm::Instruction& instruction, llvm::Value* value);

  /// A new variable of the warp's function.
  llvm::AllocaInst* variable(llvm::Type* type);
  [[nodiscard]] llvm::Type* kept_type(const llvm::Value& value) const;

  [[nodiscard]] const Shapes& shapes() const { return shapes_; }

  using Known = llvm::DenseMap<const llvm::Value*, llvm::Value*>;
  /// What was computed in the current block. It may be used in blocks that this one dominates.
  struct Scope {
    Known scalars;
    Known vectors;
  };
  [[nodiscard]] Scope scope() const { return scope_; }
  void set_scope(Scope scope) { scope_ = std::move(scope); }

  /// A word of CUDA's index variables.
  llvm::Value* index(unsigned number);
  /// A field of the block, which does not change while it runs.
  llvm::Value* field(llvm::Type* type, unsigned offset);
  [[nodiscard]] llvm::Value* field_address(unsigned offset);
  /// Whether a value can be had here: others than this block's own instructions use may be gone.
  [[nodiscard]] bool is_at_hand(const llvm::Value& value) const;

 private:
  [[nodiscard]] bool is_cheap(const llvm::Value& value, unsigned depth = 0) const;
  llvm::Value* arguments(const llvm::Argument& list);
  llvm::Value* thread_index(const llvm::CallBase& call);
  llvm::Value* index_in_rows(unsigned number);
  llvm::Value* computed_again(const llvm::Instruction& instruction);
  llvm::Value* loaded(const llvm::Instruction& instruction);
  llvm::Value* spread(const llvm::Value& value);

  llvm::Function& warp_;
  const Shapes& shapes_;
  Builder& builder_;
  Scope scope_;
  llvm::DenseMap<const llvm::Value*, llvm::AllocaInst*> variables_;
};

/// `instruction` for lane 0 or for all lanes at once, from such operands.
llvm::Value* scalar_copy(const llvm::Instruction& instruction, Shape shape, Values& values,
                         Builder& builder);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_VALUES_H
