#include "generator/lower/vectors/divisions.h"

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>

#include <vector>

namespace larder::generate::vectors {
namespace {

using Builder = llvm::IRBuilder<>;

bool is_signed(const llvm::BinaryOperator& division) {
  return division.getOpcode() == llvm::Instruction::SDiv ||
         division.getOpcode() == llvm::Instruction::SRem;
}

bool is_remainder(const llvm::BinaryOperator& division) {
  return division.getOpcode() == llvm::Instruction::SRem ||
         division.getOpcode() == llvm::Instruction::URem;
}

bool is_slow(const llvm::Instruction& instruction) {
  const auto* division = llvm::dyn_cast<llvm::BinaryOperator>(&instruction);
  return division != nullptr && division->isIntDivRem() &&
         llvm::isa<llvm::FixedVectorType>(division->getType()) &&
         division->getType()->getScalarSizeInBits() <= 64 &&
         !llvm::isa<llvm::Constant>(division->getOperand(1));
}

llvm::Type* with_elements(const llvm::Value& vector, llvm::Type* element) {
  return llvm::VectorType::get(element,
                               llvm::cast<llvm::VectorType>(vector.getType())->getElementCount());
}

llvm::Value* least(const llvm::Value& like) {
  const unsigned bits = like.getType()->getScalarSizeInBits();
  return llvm::ConstantInt::get(like.getType(), llvm::APInt::getSignedMinValue(bits));
}

/// Whether a lane needs an integer division.
llvm::Value* needs_integers(Builder& builder, const llvm::BinaryOperator& division) {
  llvm::Value* dividend = division.getOperand(0);
  llvm::Value* divisor = division.getOperand(1);
  llvm::Value* out =
      builder.CreateICmpEQ(divisor, llvm::Constant::getNullValue(divisor->getType()));
  if (division.getType()->getScalarSizeInBits() == 64) {
    llvm::Value* upper = builder.CreateLShr(builder.CreateOr(dividend, divisor), 32);
    llvm::Value* none = llvm::Constant::getNullValue(upper->getType());
    out = builder.CreateOr(out, builder.CreateICmpNE(upper, none));
  } else if (is_signed(division)) {
    llvm::Value* minus_one = llvm::Constant::getAllOnesValue(divisor->getType());
    llvm::Value* too_large = builder.CreateAnd(builder.CreateICmpEQ(dividend, least(*dividend)),
                                               builder.CreateICmpEQ(divisor, minus_one));
    out = builder.CreateOr(out, too_large);
  }
  // What lanes that are elsewhere divide may be undefined.
  return builder.CreateOrReduce(builder.CreateFreeze(out));
}

llvm::Value* of_doubles(Builder& builder, const llvm::BinaryOperator& division) {
  llvm::Type* type = division.getType();
  llvm::Type* word = with_elements(division, builder.getInt32Ty());
  llvm::Type* real = with_elements(division, builder.getDoubleTy());
  // Of 64 bits, the lower half is all that there is.
  const bool with_sign = is_signed(division) && type->getScalarSizeInBits() <= 32;
  const auto in_word = [&](unsigned number) {
    return builder.CreateIntCast(division.getOperand(number), word, with_sign);
  };
  const auto in_double = [&](llvm::Value* number) {
    return with_sign ? builder.CreateSIToFP(number, real) : builder.CreateUIToFP(number, real);
  };
  llvm::Value* dividend = in_word(0);
  llvm::Value* divisor = in_word(1);
  llvm::Value* exact = builder.CreateFDiv(in_double(dividend), in_double(divisor));
  llvm::Value* out =
      with_sign ? builder.CreateFPToSI(exact, word) : builder.CreateFPToUI(exact, word);
  if (is_remainder(division)) out = builder.CreateSub(dividend, builder.CreateMul(out, divisor));
  return builder.CreateIntCast(out, type, with_sign);
}

void rewrite(llvm::BinaryOperator& division) {
  Builder builder(&division);
  llvm::Instruction* seldom = nullptr;
  llvm::Instruction* often = nullptr;
  llvm::SplitBlockAndInsertIfThenElse(
      needs_integers(builder, division), &division, &seldom, &often,
      llvm::MDBuilder(division.getContext()).createBranchWeights(1, 1000));
  builder.SetInsertPoint(often);
  llvm::Value* result = of_doubles(builder, division);
  llvm::BasicBlock* next = division.getParent();
  division.moveBefore(seldom);
  builder.SetInsertPoint(next, next->begin());
  llvm::PHINode* either = builder.CreatePHI(division.getType(), 2);
  division.replaceAllUsesWith(either);
  either->addIncoming(&division, seldom->getParent());
  either->addIncoming(result, often->getParent());
}

}  // namespace

void divide_as_doubles(llvm::Module& module) {
  for (llvm::Function& function : module) {
    std::vector<llvm::BinaryOperator*> slow;
    for (llvm::Instruction& each : llvm::instructions(function))
      if (is_slow(each)) slow.push_back(llvm::cast<llvm::BinaryOperator>(&each));
    for (llvm::BinaryOperator* each : slow) rewrite(*each);
  }
}

}  // namespace larder::generate::vectors
