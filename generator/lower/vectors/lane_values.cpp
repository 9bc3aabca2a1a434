#include "generator/lower/vectors/lane_values.h"

namespace larder::generate::vectors {
namespace {

bool is_computed_again(const llvm::Instruction& instruction) {
  switch (instruction.getOpcode()) {
    case llvm::Instruction::Add:
    case llvm::Instruction::Sub:
    case llvm::Instruction::Mul:
    case llvm::Instruction::Shl:
    case llvm::Instruction::SExt:
    case llvm::Instruction::ZExt:
    case llvm::Instruction::Trunc:
    case llvm::Instruction::GetElementPtr:
      return true;
    default:
      return false;
  }
}

llvm::Value* stepped(Builder& builder, llvm::Value* first, std::int64_t step) {
  llvm::Type* type = first->getType();
  if (type->isPointerTy()) return builder.CreatePtrAdd(first, builder.getInt64(step));
  return builder.CreateAdd(first, llvm::ConstantInt::getSigned(type, step));
}

bool is_recomputable(const llvm::Value& value, Shape shape) {
  const auto* instruction = llvm::dyn_cast<llvm::Instruction>(&value);
  return instruction != nullptr && shape.span != 0 && is_computed_again(*instruction);
}

/// What an address is made of may have been needed in another block alone.
bool can_be_computed(const WarpCode& code, const llvm::Value& value) {
  const Shape shape = code.shapes.of(value);
  if (shape.is_scalar() || !is_recomputable(value, shape)) return code.values.is_at_hand(value);
  return llvm::all_of(llvm::cast<llvm::Instruction>(value).operands(),
                      [&](const llvm::Use& operand) { return can_be_computed(code, *operand); });
}

}  // namespace

bool is_computed_in_all_lanes(const WarpCode& code, const llvm::Value& value) {
  const Shape shape = code.shapes.of(value);
  if (shape.is_scalar() || word_of(value) == Word::kIndex) return true;
  return is_recomputable(value, shape) && can_be_computed(code, value) &&
         llvm::all_of(llvm::cast<llvm::Instruction>(value).operands(), [&](const auto& operand) {
           return is_computed_in_all_lanes(code, *operand);
         });
}

llvm::Value* value_in_lane(WarpCode& code, const llvm::Value& value, unsigned lane) {
  const Shape shape = code.shapes.of(value);
  if (shape.is_uniform()) return code.values.scalar(value);
  if (shape.is_affine())
    return stepped(code.builder, code.values.scalar(value), shape.stride * lane);
  if (!is_recomputable(value, shape) || !can_be_computed(code, value))
    return code.builder.CreateExtractElement(code.values.vector(value), std::uint64_t{lane});
  llvm::Instruction* copy = llvm::cast<llvm::Instruction>(value).clone();
  for (llvm::Use& operand : copy->operands()) operand.set(value_in_lane(code, *operand, lane));
  copy->dropPoisonGeneratingFlags();
  return code.builder.Insert(copy);
}

}  // namespace larder::generate::vectors
