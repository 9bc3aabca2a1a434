#include "generator/lower/vectors/halves.h"

#include <llvm/IR/IRBuilder.h>

namespace larder::generate::vectors {
namespace {

constexpr llvm::StringRef kWidened = "9simulator6halves7widenedILi10EEEdt";
constexpr llvm::StringRef kNearest = "9simulator6halves7nearestILi10EEEtd";
constexpr std::uint16_t kNan = 0x7fff;
// Of a double's bits, those that a float has no place for.
constexpr std::uint64_t kLost = (std::uint64_t{1} << 29) - 1;

/// A builder of the function's new body.
llvm::IRBuilder<> rewritten(llvm::Function& function) {
  function.deleteBody();
  function.setComdat(nullptr);
  function.setLinkage(llvm::GlobalValue::InternalLinkage);
  return llvm::IRBuilder<>(llvm::BasicBlock::Create(function.getContext(), "", &function));
}

void write_widened(llvm::Function& function) {
  llvm::IRBuilder<> builder = rewritten(function);
  llvm::Value* half = builder.CreateBitCast(function.getArg(0), builder.getHalfTy());
  llvm::Value* number = builder.CreateFPExt(half, builder.getFloatTy());
  builder.CreateRet(builder.CreateFPExt(number, builder.getDoubleTy()));
}

/// A float with the last bit set if it is not exact ("rounded to odd"), so that one more rounding,
/// to fewer bits, equals that of the double. Floats below the least normal one are nothing to
/// binary16.
llvm::Value* float_to_odd(llvm::IRBuilder<>& builder, llvm::Value* number) {
  llvm::Value* bits = builder.CreateBitCast(number, builder.getInt64Ty());
  llvm::Value* is_exact = builder.CreateICmpEQ(builder.CreateAnd(bits, kLost), builder.getInt64(0));
  llvm::Value* kept = builder.CreateAnd(bits, ~kLost);
  llvm::Value* odd = builder.CreateOr(kept, kLost + 1);
  llvm::Value* chosen = builder.CreateSelect(is_exact, kept, odd);
  return builder.CreateFPTrunc(builder.CreateBitCast(chosen, builder.getDoubleTy()),
                               builder.getFloatTy());
}

void write_nearest(llvm::Function& function) {
  llvm::IRBuilder<> builder = rewritten(function);
  llvm::Value* number = function.getArg(0);
  llvm::Value* half = builder.CreateFPTrunc(float_to_odd(builder, number), builder.getHalfTy());
  llvm::Value* bits = builder.CreateBitCast(half, builder.getInt16Ty());
  llvm::Value* is_nan = builder.CreateFCmpUNO(number, number);
  builder.CreateRet(builder.CreateSelect(is_nan, builder.getInt16(kNan), bits));
}

}  // namespace

void use_half_instructions(llvm::Module& module) {
  for (llvm::Function& each : module) {
    if (each.isDeclaration()) continue;
    if (each.getName().ends_with(kWidened)) write_widened(each);
    if (each.getName().ends_with(kNearest)) write_nearest(each);
  }
}

}  // namespace larder::generate::vectors
