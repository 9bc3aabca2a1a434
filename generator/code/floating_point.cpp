#include "generator/code/floating_point.h"

namespace larder::generate {
namespace {

bool is_floating(const llvm::Type* type) {
  if (type->isFPOrFPVectorTy()) return true;
  const auto inner = type->subtypes();
  return std::any_of(inner.begin(), inner.end(),
                     [](const llvm::Type* each) { return is_floating(each); });
}

bool touches_floating(const llvm::Instruction& instruction) {
  if (is_floating(instruction.getType())) return true;
  return llvm::any_of(instruction.operands(),
                      [](const llvm::Use& operand) { return is_floating(operand->getType()); });
}

bool computes(const llvm::Instruction& instruction) {
  const auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction);
  // Inline assembly may compute in registers of any type.
  if (call != nullptr && call->isInlineAsm()) return true;
  if (!touches_floating(instruction)) return false;
  if (call != nullptr) {
    const llvm::Function* callee = call->getCalledFunction();
    return callee == nullptr || callee->isDeclaration();
  }
  return !llvm::isa<llvm::LoadInst, llvm::StoreInst, llvm::PHINode, llvm::SelectInst,
                    llvm::ReturnInst, llvm::BitCastInst, llvm::SIToFPInst, llvm::UIToFPInst,
                    llvm::ExtractValueInst, llvm::InsertValueInst, llvm::ExtractElementInst,
                    llvm::InsertElementInst, llvm::ShuffleVectorInst>(instruction);
}

}  // namespace

bool computes_floating_point(const llvm::GlobalValue& value) {
  const auto* function = llvm::dyn_cast<llvm::Function>(&value);
  if (function == nullptr) return false;
  for (const llvm::BasicBlock& block : *function)
    for (const llvm::Instruction& instruction : block)
      if (computes(instruction)) return true;
  return false;
}

}  // namespace larder::generate
