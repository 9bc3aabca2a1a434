#include "generator/lower/vectors/permutes.h"

#include <llvm/IR/Constants.h>
#include <llvm/IR/IntrinsicsX86.h>

#include <vector>

#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

constexpr llvm::StringRef kMark = "larder.permute.";

using Builder = llvm::IRBuilder<>;

llvm::Value* by_constants(Builder& builder, llvm::Value* values,
                          const llvm::ConstantDataVector& sources) {
  llvm::SmallVector<int> lanes;
  for (unsigned lane = 0; lane < kLanes; ++lane)
    lanes.push_back(static_cast<int>(sources.getElementAsInteger(lane)));
  return builder.CreateShuffleVector(values, lanes);
}

/// The processor permutes the 32 numbers of two registers.
llvm::Value* by_registers(Builder& builder, llvm::Value* values, llvm::Value* sources) {
  llvm::SmallVector<int> low;
  llvm::SmallVector<int> high;
  llvm::SmallVector<int> all;
  for (int lane = 0; lane < static_cast<int>(kLanes); ++lane) {
    (lane < static_cast<int>(kLanes / 2) ? low : high).push_back(lane);
    all.push_back(lane);
  }
  llvm::Type* number = llvm::FixedVectorType::get(builder.getInt32Ty(), kLanes);
  llvm::Value* numbers = builder.CreateBitCast(values, number);
  llvm::Value* table[] = {builder.CreateShuffleVector(numbers, low),
                          builder.CreateShuffleVector(numbers, high)};
  llvm::Value* parts[2];
  for (unsigned i = 0; i < 2; ++i)
    parts[i] = builder.CreateIntrinsic(
        llvm::Intrinsic::x86_avx512_vpermi2var_d_512, {},
        {table[0], builder.CreateShuffleVector(sources, i == 0 ? low : high), table[1]});
  return builder.CreateBitCast(builder.CreateShuffleVector(parts[0], parts[1], all),
                               values->getType());
}

llvm::Value* by_memory(Builder& builder, llvm::Value* values, llvm::Value* sources) {
  llvm::Type* type = values->getType();
  llvm::BasicBlock& entry = builder.GetInsertBlock()->getParent()->getEntryBlock();
  llvm::Value* place = Builder(&entry, entry.begin()).CreateAlloca(type);
  builder.CreateStore(values, place);
  llvm::Value* wide =
      builder.CreateZExt(sources, llvm::FixedVectorType::get(builder.getInt64Ty(), kLanes));
  return builder.CreateMaskedGather(type, builder.CreateGEP(type->getScalarType(), place, wide),
                                    llvm::Align(1));
}

llvm::Value* permuted(Builder& builder, llvm::CallInst& call, bool avx512) {
  llvm::Value* values = call.getArgOperand(0);
  llvm::Value* sources = call.getArgOperand(1);
  if (const auto* constants = llvm::dyn_cast<llvm::ConstantDataVector>(sources))
    return by_constants(builder, values, *constants);
  if (llvm::isa<llvm::ConstantAggregateZero>(sources))
    return builder.CreateVectorSplat(kLanes,
                                     builder.CreateExtractElement(values, std::uint64_t{0}));
  if (avx512 && values->getType()->getScalarSizeInBits() == 32)
    return by_registers(builder, values, sources);
  return by_memory(builder, values, sources);
}

}  // namespace

llvm::Value* mark_permute(Builder& builder, llvm::Value* values, llvm::Value* sources) {
  llvm::Type* type = values->getType();
  std::string name;
  llvm::raw_string_ostream(name) << kMark << *type->getScalarType();
  llvm::Module& module = *builder.GetInsertBlock()->getModule();
  auto* mark = llvm::cast<llvm::Function>(
      module.getOrInsertFunction(name, type, type, sources->getType()).getCallee());
  mark->setDoesNotAccessMemory();
  mark->setDoesNotThrow();
  mark->addFnAttr(llvm::Attribute::WillReturn);
  return builder.CreateCall(mark, {values, sources});
}

void resolve_permutes(llvm::Module& module, bool avx512) {
  std::vector<llvm::CallInst*> calls;
  for (llvm::Function& each : module)
    if (each.getName().starts_with(kMark))
      for (llvm::User* user : each.users()) calls.push_back(llvm::cast<llvm::CallInst>(user));
  for (llvm::CallInst* call : calls) {
    Builder builder(call);
    call->replaceAllUsesWith(permuted(builder, *call, avx512));
    call->eraseFromParent();
  }
}

}  // namespace larder::generate::vectors
