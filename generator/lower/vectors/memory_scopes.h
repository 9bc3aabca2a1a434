// What LLVM can't see: shared memory, a warp's frame and what arguments point to do not overlap.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_MEMORY_SCOPES_H
#define LARDER_GENERATOR_LOWER_VECTORS_MEMORY_SCOPES_H

#include <llvm/IR/Function.h>
#include <llvm/IR/Instruction.h>
#include <llvm/IR/Metadata.h>

namespace larder::generate::vectors {

class MemoryScopes {
 public:
  explicit MemoryScopes(llvm::LLVMContext& context);

  /// Every access that a warp's function makes so far; none of them is to its frame.
  void mark(llvm::Function& warp) const;
  void mark_frame_access(llvm::Instruction& access) const;

 private:
  llvm::MDNode* frame_ = nullptr;
  llvm::MDNode* shared_ = nullptr;
  llvm::MDNode* both_ = nullptr;
};

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_MEMORY_SCOPES_H
