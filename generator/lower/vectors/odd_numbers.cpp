#include "generator/lower/vectors/odd_numbers.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/PostOrderIterator.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Instructions.h>

#include <vector>

namespace larder::generate::vectors {
namespace {

using Builder = llvm::IRBuilder<>;

bool is_odd(const llvm::Type& type) {
  if (!type.isIntegerTy()) return false;
  const unsigned bits = type.getIntegerBitWidth();
  return bits < 64 && bits != 1 && bits != 8 && bits != 16 && bits != 32;
}

bool takes_or_gives_odd(const llvm::Instruction& instruction) {
  return is_odd(*instruction.getType()) ||
         llvm::any_of(instruction.operands(),
                      [](const llvm::Use& operand) { return is_odd(*operand->getType()); });
}

bool can_be_widened(const llvm::Instruction& instruction) {
  const bool known = llvm::all_of(instruction.operands(), [](const llvm::Use& operand) {
    return !is_odd(*operand->getType()) ||
           llvm::isa<llvm::Instruction, llvm::ConstantInt, llvm::UndefValue>(operand);
  });
  return known &&
         llvm::isa<llvm::BinaryOperator, llvm::ZExtInst, llvm::SExtInst, llvm::TruncInst,
                   llvm::ICmpInst, llvm::SelectInst, llvm::PHINode, llvm::FreezeInst>(instruction);
}

/// Gives each odd number one of 64 bits, whose lowest bits it is.
class Widening {
 public:
  explicit Widening(llvm::LLVMContext& context) : wide_(llvm::Type::getInt64Ty(context)) {}

  void operator()(const std::vector<llvm::Instruction*>& all) {
    for (llvm::Instruction* each : all)
      if (llvm::isa<llvm::PHINode>(each) && is_odd(*each->getType()))
        made_[each] = Builder(each).CreatePHI(wide_, each->getNumOperands());
    // What dominates comes first, so that operands are known.
    for (llvm::Instruction* each : all)
      if (!llvm::isa<llvm::PHINode>(each)) replace(*each);
    for (llvm::Instruction* each : all)
      if (auto* phi = llvm::dyn_cast<llvm::PHINode>(each)) fill(*phi);
    for (llvm::Instruction* each : all)
      each->replaceAllUsesWith(llvm::PoisonValue::get(each->getType()));
    for (llvm::Instruction* each : all) each->eraseFromParent();
  }

 private:
  static unsigned bits_of(const llvm::Value& value) {
    return value.getType()->getIntegerBitWidth();
  }

  /// With any upper bits. What is undefined becomes 0.
  llvm::Value* wide(llvm::Value& value) {
    if (const auto found = made_.find(&value); found != made_.end()) return found->second;
    const auto* number = llvm::dyn_cast<llvm::ConstantInt>(&value);
    return llvm::ConstantInt::get(wide_, number != nullptr ? number->getZExtValue() : 0);
  }
  llvm::Value* with_zeros(Builder& builder, llvm::Value& value) {
    return builder.CreateAnd(wide(value), ~std::uint64_t{0} >> (64 - bits_of(value)));
  }
  llvm::Value* with_sign(Builder& builder, llvm::Value& value) {
    const unsigned rest = 64 - bits_of(value);
    return builder.CreateAShr(builder.CreateShl(wide(value), rest), rest);
  }

  void replace(llvm::Instruction& from) {
    Builder builder(&from);
    llvm::Value* out = made(builder, from);
    if (is_odd(*from.getType()))
      made_[&from] = out;
    else
      from.replaceAllUsesWith(out);
  }

  llvm::Value* made(Builder& builder, llvm::Instruction& from) {
    const auto operand = [&](unsigned number) -> llvm::Value& { return *from.getOperand(number); };
    if (const auto* binary = llvm::dyn_cast<llvm::BinaryOperator>(&from))
      return computed(builder, *binary);
    if (const auto* comparison = llvm::dyn_cast<llvm::ICmpInst>(&from)) {
      const bool is_signed = comparison->isSigned();
      const auto exact = [&](unsigned number) {
        return is_signed ? with_sign(builder, operand(number))
                         : with_zeros(builder, operand(number));
      };
      return builder.CreateICmp(comparison->getPredicate(), exact(0), exact(1));
    }
    if (llvm::isa<llvm::SelectInst>(from))
      return builder.CreateSelect(&operand(0), wide(operand(1)), wide(operand(2)));
    if (llvm::isa<llvm::FreezeInst>(from)) return builder.CreateFreeze(wide(operand(0)));
    return converted(builder, llvm::cast<llvm::CastInst>(from));
  }

  llvm::Value* converted(Builder& builder, llvm::CastInst& from) {
    llvm::Value& number = *from.getOperand(0);
    const bool is_signed = llvm::isa<llvm::SExtInst>(from);
    llvm::Value* exact = &number;
    if (is_odd(*number.getType()))
      exact = is_signed ? with_sign(builder, number) : with_zeros(builder, number);
    llvm::Type* type = is_odd(*from.getType()) ? wide_ : from.getType();
    return builder.CreateIntCast(exact, type, is_signed);
  }

  llvm::Value* computed(Builder& builder, const llvm::BinaryOperator& from) {
    llvm::Value& one = *from.getOperand(0);
    llvm::Value& other = *from.getOperand(1);
    switch (from.getOpcode()) {
      case llvm::Instruction::Shl:
        return builder.CreateShl(wide(one), with_zeros(builder, other));
      case llvm::Instruction::AShr:
        return builder.CreateAShr(with_sign(builder, one), with_zeros(builder, other));
      case llvm::Instruction::LShr:
      case llvm::Instruction::UDiv:
      case llvm::Instruction::URem:
        return builder.CreateBinOp(from.getOpcode(), with_zeros(builder, one),
                                   with_zeros(builder, other));
      case llvm::Instruction::SDiv:
      case llvm::Instruction::SRem:
        return builder.CreateBinOp(from.getOpcode(), with_sign(builder, one),
                                   with_sign(builder, other));
      default:  // sums, products and masks: upper bits don't matter
        return builder.CreateBinOp(from.getOpcode(), wide(one), wide(other));
    }
  }

  void fill(llvm::PHINode& phi) {
    auto* out = llvm::cast<llvm::PHINode>(made_[&phi]);
    for (unsigned i = 0; i < phi.getNumIncomingValues(); ++i)
      out->addIncoming(wide(*phi.getIncomingValue(i)), phi.getIncomingBlock(i));
  }

  llvm::Type* wide_;
  llvm::DenseMap<const llvm::Value*, llvm::Value*> made_;
};

}  // namespace

void widen_odd_numbers(llvm::Function& kernel) {
  std::vector<llvm::Instruction*> all;
  llvm::ReversePostOrderTraversal<llvm::Function*> blocks(&kernel);
  for (llvm::BasicBlock* block : blocks)
    for (llvm::Instruction& each : *block)
      if (takes_or_gives_odd(each)) all.push_back(&each);
  if (llvm::all_of(all, [](const auto* each) { return can_be_widened(*each); }))
    Widening(kernel.getContext())(all);
}

}  // namespace larder::generate::vectors
