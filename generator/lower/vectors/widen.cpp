#include "generator/lower/vectors/widen.h"

#include <llvm/Analysis/VectorUtils.h>
#include <llvm/IR/IntrinsicInst.h>

#include "generator/lower/vectors/calls.h"
#include "generator/lower/vectors/memory.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

bool is_number(const llvm::Type& type) {
  if (type.isIntegerTy()) {
    const unsigned bits = type.getIntegerBitWidth();
    return bits == 1 || bits == 8 || bits == 16 || bits == 32 || bits == 64;
  }
  return type.isPointerTy() || type.isFloatTy() || type.isDoubleTy() || type.isHalfTy() ||
         type.isBFloatTy();
}

bool is_kept(const llvm::Type& type) {
  if (type.isVoidTy() || is_number(type)) return true;
  const auto* record = llvm::dyn_cast<llvm::StructType>(&type);
  return record != nullptr &&
         llvm::all_of(record->elements(), [](const llvm::Type* each) { return is_number(*each); });
}

std::optional<std::string> refusal_of_memory(const llvm::Instruction& instruction) {
  // Lanes are in step, and no loop waits: each access is done where it is written, once.
  if (instruction.isVolatile() && !llvm::isa<llvm::LoadInst, llvm::StoreInst>(instruction))
    return "accesses volatile memory as a whole, or atomically";
  if (const auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction))
    if (load->isAtomic() && load->getOrdering() != llvm::AtomicOrdering::Monotonic)
      return "reads memory atomically, in order with other accesses";
  if (const auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction))
    if (store->isAtomic() || !is_number(*store->getValueOperand()->getType()) ||
        store->getValueOperand()->getType()->isIntegerTy(1))
      return "writes memory in a way that vectors can't";
  if (llvm::isa<llvm::LoadInst>(instruction) && !instruction.getType()->isStructTy() &&
      (!is_number(*instruction.getType()) || instruction.getType()->isIntegerTy(1)))
    return "reads memory in a way that vectors can't";
  return std::nullopt;
}

class Widening {
 public:
  Widening(WarpCode& code, const llvm::Instruction& instruction)
      : code_(code), builder_(code.builder), from_(instruction) {}

  llvm::Value* operator()() {
    llvm::Value* out = arithmetic();
    if (auto* made = llvm::dyn_cast<llvm::Instruction>(out)) made->copyIRFlags(&from_, true);
    return out;
  }

 private:
  llvm::Value* operand(unsigned number) { return code_.values.vector(*from_.getOperand(number)); }

  llvm::Value* arithmetic() {
    if (const auto* binary = llvm::dyn_cast<llvm::BinaryOperator>(&from_))
      return builder_.CreateBinOp(binary->getOpcode(), operand(0),
                                  binary->isIntDivRem() ? divisor() : operand(1));
    if (const auto* cast = llvm::dyn_cast<llvm::CastInst>(&from_))
      return builder_.CreateCast(cast->getOpcode(), operand(0), widened(*cast->getType()));
    if (const auto* comparison = llvm::dyn_cast<llvm::CmpInst>(&from_))
      return builder_.CreateCmp(comparison->getPredicate(), operand(0), operand(1));
    switch (from_.getOpcode()) {
      case llvm::Instruction::FNeg:
        return builder_.CreateFNeg(operand(0));
      case llvm::Instruction::Freeze:
        return builder_.CreateFreeze(operand(0));
      case llvm::Instruction::ExtractValue:
        return builder_.CreateExtractValue(operand(0),
                                           llvm::cast<llvm::ExtractValueInst>(from_).getIndices());
      case llvm::Instruction::InsertValue:
        return builder_.CreateInsertValue(operand(0), operand(1),
                                          llvm::cast<llvm::InsertValueInst>(from_).getIndices());
      case llvm::Instruction::GetElementPtr:
        return address();
      default:
        return selected();
    }
  }

  /// Lanes that are elsewhere divide by 1.
  llvm::Value* divisor() {
    llvm::Value* number = operand(1);
    const auto* constant = llvm::dyn_cast<llvm::ConstantInt>(from_.getOperand(1));
    if (constant != nullptr && !constant->isZero()) return number;
    return code_.here_or(number, llvm::ConstantInt::get(number->getType(), 1));
  }

  llvm::Value* selected() {
    const llvm::Value& which = *from_.getOperand(0);
    llvm::Value* condition =
        code_.shapes.of(which).is_uniform() ? code_.values.scalar(which) : operand(0);
    if (!from_.getType()->isStructTy())
      return builder_.CreateSelect(condition, operand(1), operand(2));
    llvm::Value* out = llvm::PoisonValue::get(widened(*from_.getType()));
    for (unsigned i = 0; i < from_.getType()->getStructNumElements(); ++i) {
      llvm::Value* member =
          builder_.CreateSelect(condition, builder_.CreateExtractValue(operand(1), i),
                                builder_.CreateExtractValue(operand(2), i));
      out = builder_.CreateInsertValue(out, member, i);
    }
    return out;
  }

  llvm::Value* address() {
    const auto& from = llvm::cast<llvm::GetElementPtrInst>(from_);
    llvm::SmallVector<llvm::Value*> indices;
    for (const llvm::Use& index : from.indices())
      indices.push_back(code_.shapes.of(*index).is_uniform() ? code_.values.scalar(*index)
                                                             : code_.values.vector(*index));
    const llvm::Value& base = *from.getPointerOperand();
    llvm::Value* start =
        code_.shapes.of(base).is_uniform() ? code_.values.scalar(base) : code_.values.vector(base);
    return builder_.CreateGEP(from.getSourceElementType(), start, indices);
  }

  WarpCode& code_;
  Builder& builder_;
  const llvm::Instruction& from_;
};

/// The memory of an `alloca` of each lane, one after the other.
llvm::Value* write_place(WarpCode& code, const llvm::AllocaInst& place) {
  llvm::Type* all = llvm::ArrayType::get(place.getAllocatedType(), kLanes);
  llvm::AllocaInst* out = code.values.variable(all);
  out->setAlignment(place.getAlign());
  code.places.push_back(out);
  return out;
}

}  // namespace

std::optional<std::string> refusal_of(const llvm::Instruction& instruction, const Shapes& shapes) {
  if (const auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction)) {
    if (auto refused = refusal_of_call(*call, shapes)) return refused;
  }
  if (const auto* place = llvm::dyn_cast<llvm::AllocaInst>(&instruction)) {
    if (!place->isStaticAlloca()) return "takes memory from its stack (alloca)";
    return std::nullopt;
  }
  if (!is_kept(*instruction.getType())) return "computes with a type that vectors can't hold";
  for (const llvm::Value* operand : instruction.operands())
    if (const auto* variable = llvm::dyn_cast<llvm::GlobalVariable>(operand))
      if (variable->isThreadLocal()) return "uses thread_local " + readable_name(*variable);
  return refusal_of_memory(instruction);
}

void write_instruction(WarpCode& code, const llvm::Instruction& instruction) {
  const Shape shape = code.shapes.of(instruction);
  llvm::Value* value = nullptr;
  if (const auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction)) {
    value = write_call(code, *call);
  } else if (const auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction)) {
    value = write_load(code, *load);
  } else if (const auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction)) {
    return write_store(code, *store);
  } else if (const auto* update = llvm::dyn_cast<llvm::AtomicRMWInst>(&instruction)) {
    value = write_update(code, *update);
  } else if (const auto* exchange = llvm::dyn_cast<llvm::AtomicCmpXchgInst>(&instruction)) {
    value = write_exchange(code, *exchange);
  } else if (const auto* place = llvm::dyn_cast<llvm::AllocaInst>(&instruction)) {
    value = write_place(code, *place);
  } else if (llvm::isa<llvm::FenceInst>(instruction)) {
    code.builder.Insert(instruction.clone());
    return;
  } else if (shape.is_scalar()) {
    value = scalar_copy(instruction, shape, code.values, code.builder);
  } else {
    value = Widening(code, instruction)();
  }
  if (value != nullptr && !instruction.getType()->isVoidTy())
    code.values.define(instruction, value);
}

}  // namespace larder::generate::vectors
