#include "generator/lower/vectors/values.h"

#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/Operator.h>

#include "generator/lower/vectors/context.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

bool is_pure_arithmetic(const llvm::Instruction& instruction) {
  switch (instruction.getOpcode()) {
    case llvm::Instruction::Add:
    case llvm::Instruction::Sub:
    case llvm::Instruction::Mul:
    case llvm::Instruction::Shl:
    case llvm::Instruction::LShr:
    case llvm::Instruction::AShr:
    case llvm::Instruction::And:
    case llvm::Instruction::Or:
    case llvm::Instruction::Xor:
    case llvm::Instruction::ICmp:
    case llvm::Instruction::ZExt:
    case llvm::Instruction::SExt:
    case llvm::Instruction::Trunc:
    case llvm::Instruction::GetElementPtr:
      return true;
    default:
      return false;
  }
}

bool is_argument_load(const llvm::Instruction& instruction) {
  return llvm::isa<llvm::LoadInst>(instruction) &&
         instruction.hasMetadata(llvm::LLVMContext::MD_invariant_load);
}

/// Only such values are kept for other blocks.
bool is_used_elsewhere(const llvm::Instruction& instruction) {
  return llvm::any_of(instruction.users(), [&](const llvm::User* user) {
    const auto* by = llvm::cast<llvm::Instruction>(user);
    return by->getParent() != instruction.getParent() || llvm::isa<llvm::PHINode>(by);
  });
}

}  // namespace

llvm::Type* widened(llvm::Type& type) {
  if (auto* record = llvm::dyn_cast<llvm::StructType>(&type)) {
    llvm::SmallVector<llvm::Type*> members;
    for (llvm::Type* member : record->elements()) members.push_back(widened(*member));
    return llvm::StructType::get(type.getContext(), members);
  }
  return llvm::FixedVectorType::get(&type, kLanes);
}

llvm::Type* Values::kept_type(const llvm::Value& value) const {
  return shapes_.of(value).is_scalar() ? value.getType() : widened(*value.getType());
}

llvm::AllocaInst* Values::variable(llvm::Type* type) {
  llvm::BasicBlock& entry = warp_.getEntryBlock();
  return Builder(&entry, entry.begin()).CreateAlloca(type);
}

llvm::Value* Values::field_address(unsigned offset) {
  return builder_.CreateConstInBoundsGEP1_64(builder_.getInt8Ty(),
                                             warp_.getArg(WarpParameters::kBlock), offset);
}

llvm::Value* Values::field(llvm::Type* type, unsigned offset) {
  llvm::LoadInst* load = builder_.CreateLoad(type, field_address(offset));
  load->setMetadata(llvm::LLVMContext::MD_invariant_load,
                    llvm::MDNode::get(builder_.getContext(), {}));
  return load;
}

/// The kernel's own argument says how many bytes the list has.
llvm::Value* Values::arguments(const llvm::Argument& list) {
  auto* load = llvm::cast<llvm::LoadInst>(field(builder_.getPtrTy(), Offsets::kArguments));
  const auto number = [&](std::uint64_t amount) {
    return llvm::MDNode::get(builder_.getContext(),
                             llvm::ConstantAsMetadata::get(builder_.getInt64(amount)));
  };
  if (const std::uint64_t bytes = list.getDereferenceableBytes(); bytes != 0) {
    load->setMetadata(llvm::LLVMContext::MD_dereferenceable, number(bytes));
    load->setMetadata(llvm::LLVMContext::MD_align, number(alignof(void*)));
  }
  return load;
}

llvm::Value* Values::index(unsigned number) {
  if (number < 3) return warp_.getArg(WarpParameters::kX + number);
  return field(builder_.getInt32Ty(), Offsets::kIndex + 4 * number);
}

bool Values::is_cheap(const llvm::Value& value, unsigned depth) const {
  constexpr unsigned kDeepest = 8;
  const auto* instruction = llvm::dyn_cast<llvm::Instruction>(&value);
  if (instruction == nullptr) return true;
  const Word word = word_of(value);
  if (word == Word::kIndex || word == Word::kLane || is_shared_memory(word)) return true;
  if (depth > kDeepest || !shapes_.of(value).is_scalar()) return false;
  if (!is_pure_arithmetic(*instruction) && !is_argument_load(*instruction)) return false;
  return llvm::all_of(instruction->operands(),
                      [&](const llvm::Use& use) { return is_cheap(*use, depth + 1); });
}

bool Values::is_at_hand(const llvm::Value& value) const {
  const auto* instruction = llvm::dyn_cast<llvm::Instruction>(&value);
  return instruction == nullptr || scope_.scalars.contains(&value) ||
         scope_.vectors.contains(&value) || is_cheap(value) || is_used_elsewhere(*instruction);
}

void Values::define(const llvm::Instruction& instruction, llvm::Value* value) {
  const bool scalar = shapes_.of(instruction).is_scalar();
  (scalar ? scope_.scalars : scope_.vectors)[&instruction] = value;
  if (!is_used_elsewhere(instruction) || is_cheap(instruction)) return;
  llvm::AllocaInst*& place = variables_[&instruction];
  if (place == nullptr) place = variable(value->getType());
  builder_.CreateStore(value, place);
}

llvm::Value* Values::loaded(const llvm::Instruction& instruction) {
  llvm::AllocaInst*& place = variables_[&instruction];
  if (place == nullptr) place = variable(kept_type(instruction));
  return builder_.CreateLoad(place->getAllocatedType(), place);
}

llvm::Value* Values::scalar(const llvm::Value& value) {
  if (const auto* list = llvm::dyn_cast<llvm::Argument>(&value)) return arguments(*list);
  const auto* instruction = llvm::dyn_cast<llvm::Instruction>(&value);
  if (instruction == nullptr) return const_cast<llvm::Value*>(&value);
  if (llvm::Value* known = scope_.scalars.lookup(&value)) return known;
  llvm::Value* found = is_cheap(value) ? computed_again(*instruction) : loaded(*instruction);
  return scope_.scalars[&value] = found;
}

llvm::Value* Values::computed_again(const llvm::Instruction& instruction) {
  return scalar_copy(instruction, shapes_.of(instruction), *this, builder_);
}

llvm::Value* Values::vector(const llvm::Value& value) {
  if (llvm::Value* known = scope_.vectors.lookup(&value)) return known;
  llvm::Value* found = nullptr;
  if (shapes_.of(value).is_scalar()) {
    found = spread(value);
  } else if (word_of(value) == Word::kIndex) {
    found = thread_index(llvm::cast<llvm::CallBase>(value));
  } else {
    found = loaded(llvm::cast<llvm::Instruction>(value));
  }
  return scope_.vectors[&value] = found;
}

llvm::Value* Values::thread_index(const llvm::CallBase& call) {
  const auto number =
      static_cast<unsigned>(llvm::cast<llvm::ConstantInt>(call.getArgOperand(0))->getZExtValue());
  if (shapes_.blocks().row != 0) return index_in_rows(number);
  llvm::Type* type = builder_.getInt32Ty();
  llvm::Value* first =
      builder_.CreateMul(warp_.getArg(WarpParameters::kWarp), builder_.getInt32(kLanes));
  llvm::Value* table =
      builder_.CreateConstInBoundsGEP1_64(type, field(builder_.getPtrTy(), Offsets::kThreadIndex),
                                          std::uint64_t{number} * kMostThreads);
  llvm::LoadInst* load = builder_.CreateAlignedLoad(
      widened(*type), builder_.CreateInBoundsGEP(type, table, {first}), llvm::Align(4));
  load->setMetadata(llvm::LLVMContext::MD_invariant_load,
                    llvm::MDNode::get(builder_.getContext(), {}));
  return load;
}

/// threadIdx.x or y in a warp of several rows.
llvm::Value* Values::index_in_rows(unsigned number) {
  const unsigned row = shapes_.blocks().row;
  llvm::SmallVector<llvm::Constant*> steps;
  for (unsigned lane = 0; lane < kLanes; ++lane)
    steps.push_back(builder_.getInt32(number == 0 ? lane % row : lane / row));
  return builder_.CreateAdd(builder_.CreateVectorSplat(kLanes, index(number)),
                            llvm::ConstantVector::get(steps));
}

llvm::Value* Values::spread(const llvm::Value& value) {
  llvm::Value* first = scalar(value);
  llvm::Type* type = value.getType();
  if (type->isStructTy()) {
    llvm::Value* out = llvm::PoisonValue::get(widened(*type));
    for (unsigned i = 0; i < type->getStructNumElements(); ++i)
      out = builder_.CreateInsertValue(
          out, builder_.CreateVectorSplat(kLanes, builder_.CreateExtractValue(first, i)), i);
    return out;
  }
  const Shape shape = shapes_.of(value);
  if (shape.is_uniform()) return builder_.CreateVectorSplat(kLanes, first);
  llvm::Type* number = type->isPointerTy() ? builder_.getInt64Ty() : type;
  llvm::SmallVector<llvm::Constant*> steps;
  for (unsigned lane = 0; lane < kLanes; ++lane)
    steps.push_back(llvm::ConstantInt::getSigned(number, shape.stride * lane));
  llvm::Constant* offsets = llvm::ConstantVector::get(steps);
  if (type->isPointerTy()) return builder_.CreateGEP(builder_.getInt8Ty(), first, offsets);
  return builder_.CreateAdd(builder_.CreateVectorSplat(kLanes, first), offsets);
}

llvm::Value* scalar_copy(const llvm::Instruction& instruction, Shape shape, Values& values,
                         Builder& builder) {
  const auto argument = [&](unsigned number) {
    return llvm::cast<llvm::CallBase>(instruction).getArgOperand(number);
  };
  switch (word_of(instruction)) {
    case Word::kIndex:
      return values.index(
          static_cast<unsigned>(llvm::cast<llvm::ConstantInt>(argument(0))->getZExtValue()));
    case Word::kLane:
      return builder.getInt32(0);
    case Word::kDynamicShared:
      return values.field(builder.getPtrTy(), Offsets::kDynamicShared);
    case Word::kSharedObject:  // its first argument became its place
      return builder.CreateInBoundsPtrAdd(values.field(builder.getPtrTy(), Offsets::kShared),
                                          argument(1));
    case Word::kNone:
    case Word::kBarrier:
    case Word::kBarrierCount:
    case Word::kWarp:
    case Word::kActiveLanes:
    case Word::kAllLanes:
    case Word::kFence:
    case Word::kStep:
    case Word::kTrap:
    case Word::kOther:
      break;
  }
  // Lane 0 may be elsewhere: what holds for lanes that are here need not hold for it.
  const auto* bits = llvm::dyn_cast<llvm::PossiblyDisjointInst>(&instruction);
  if (shape.is_affine() && bits != nullptr && bits->isDisjoint())
    return builder.CreateAdd(values.scalar(*instruction.getOperand(0)),
                             values.scalar(*instruction.getOperand(1)));
  if (shape.is_affine() && values.shapes().is_sign_extended(instruction))
    return builder.CreateSExt(values.scalar(*instruction.getOperand(0)), instruction.getType());
  llvm::Instruction* copy = instruction.clone();
  for (llvm::Use& operand : copy->operands())
    if (!llvm::isa<llvm::Function>(operand) && !llvm::isa<llvm::MetadataAsValue>(operand))
      operand.set(values.scalar(*operand));
  if (shape.is_affine()) copy->dropPoisonGeneratingFlags();
  return builder.Insert(copy);
}

}  // namespace larder::generate::vectors
