#include "generator/lower/vectors/warp_code.h"

#include "generator/lower/vectors/context.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {

WarpCode::WarpCode(llvm::Function& to, const Shapes& of)
    : function(to), shapes(of), builder(to.getContext()), values(to, of, builder) {
  builder.SetInsertPoint(llvm::BasicBlock::Create(to.getContext(), "entry", &to));
  exited = values.variable(builder.getInt32Ty());
  builder.CreateStore(builder.getInt32(0), exited);
}

llvm::Value* WarpCode::lanes() {
  if (mask != nullptr) return mask;
  return llvm::ConstantInt::getTrue(llvm::FixedVectorType::get(builder.getInt1Ty(), kLanes));
}

llvm::Value* WarpCode::bits(llvm::Value* lanes) {
  return builder.CreateBitCast(lanes, builder.getInt32Ty());
}

llvm::Value* WarpCode::lane_bits() { return bits(lanes()); }

llvm::Value* WarpCode::any(llvm::Value* lanes) {
  return builder.CreateICmpNE(bits(lanes), builder.getInt32(0));
}

llvm::Value* WarpCode::are_all_here() {
  return builder.CreateICmpEQ(lane_bits(), builder.getInt32(~0u));
}

llvm::Value* WarpCode::are_all(const llvm::Value& condition) {
  llvm::Value* holds = values.vector(condition);
  // Lanes that are not here may hold poison.
  holds = here_or(holds, llvm::Constant::getNullValue(holds->getType()));
  return builder.CreateICmpEQ(bits(builder.CreateFreeze(holds)), builder.getInt32(~0u));
}

llvm::Value* WarpCode::here_or(llvm::Value* value, llvm::Value* other) {
  return mask == nullptr ? value : builder.CreateSelect(mask, value, other);
}

llvm::Constant* WarpCode::lane_numbers() {
  llvm::SmallVector<llvm::Constant*> out;
  for (unsigned lane = 0; lane < kLanes; ++lane) out.push_back(builder.getInt32(lane));
  return llvm::ConstantVector::get(out);
}

llvm::BasicBlock* WarpCode::block(const char* name) {
  return llvm::BasicBlock::Create(builder.getContext(), name, &function);
}

void WarpCode::for_each_lane(const std::function<void(llvm::Value* lane)>& body) {
  llvm::Value* all = lane_bits();
  llvm::BasicBlock* before = builder.GetInsertBlock();
  llvm::BasicBlock* turn = block("lane");
  llvm::BasicBlock* after = block("lanes.end");
  builder.CreateBr(turn);
  builder.SetInsertPoint(turn);
  llvm::PHINode* left = builder.CreatePHI(builder.getInt32Ty(), 2);
  left->addIncoming(all, before);
  body(builder.CreateBinaryIntrinsic(llvm::Intrinsic::cttz, left, builder.getTrue()));
  llvm::Value* fewer = builder.CreateAnd(left, builder.CreateSub(left, builder.getInt32(1)));
  left->addIncoming(fewer, builder.GetInsertBlock());
  builder.CreateCondBr(builder.CreateICmpNE(fewer, builder.getInt32(0)), turn, after);
  builder.SetInsertPoint(after);
}

void WarpCode::fail(std::int32_t result, const llvm::CallBase& site) {
  const unsigned count = site.arg_size();
  const auto store = [&](llvm::Value* value, unsigned offset) {
    builder.CreateStore(value, values.field_address(offset));
  };
  store(values.scalar(*site.getArgOperand(count - 2)), Offsets::kFailedFile);
  store(values.scalar(*site.getArgOperand(count - 1)), Offsets::kFailedLine);
  llvm::Value* lane =
      builder.CreateBinaryIntrinsic(llvm::Intrinsic::cttz, lane_bits(), builder.getFalse());
  llvm::Value* first =
      builder.CreateMul(function.getArg(WarpParameters::kWarp), builder.getInt32(kLanes));
  store(builder.CreateAdd(first, lane), Offsets::kFailedThread);
  builder.CreateRet(llvm::ConstantInt::getSigned(builder.getInt32Ty(), result));
}

void WarpCode::require(llvm::Value* condition, std::int32_t result, const llvm::CallBase& site) {
  llvm::BasicBlock* bad = block("failed");
  llvm::BasicBlock* good = block("agreed");
  builder.CreateCondBr(condition, good, bad);
  const Values::Scope scope = values.scope();
  builder.SetInsertPoint(bad);
  fail(result, site);
  values.set_scope(scope);
  builder.SetInsertPoint(good);
}

}  // namespace larder::generate::vectors
