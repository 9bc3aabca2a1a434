#include "generator/lower/vectors/block_code.h"

#include <llvm/IR/Module.h>

#include <functional>
#include <set>
#include <vector>

#include "generator/lower/vectors/argument_reads.h"
#include "generator/lower/vectors/context.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

std::set<std::int32_t> results_of(const llvm::Function& region) {
  std::set<std::int32_t> out;
  for (const llvm::BasicBlock& block : region)
    if (const auto* end = llvm::dyn_cast<llvm::ReturnInst>(block.getTerminator()))
      out.insert(static_cast<std::int32_t>(
          llvm::cast<llvm::ConstantInt>(end->getReturnValue())->getSExtValue()));
  return out;
}

class BlockCode {
 public:
  BlockCode(llvm::Module& module, const Regions& regions, BlockShape blocks,
            const std::string& name)
      : regions_(regions),
        blocks_(blocks),
        builder_(module.getContext()),
        function_(llvm::Function::Create(
            llvm::FunctionType::get(builder_.getInt32Ty(), {builder_.getPtrTy()}, false),
            llvm::GlobalValue::ExternalLinkage, name, module)) {
    function_->setVisibility(llvm::GlobalValue::HiddenVisibility);
    function_->addFnAttr(llvm::Attribute::NoUnwind);
    function_->addParamAttr(0, llvm::Attribute::NoAlias);
    function_->addParamAttr(0,
                            llvm::Attribute::getWithAlignment(module.getContext(), llvm::Align(8)));
    function_->addDereferenceableParamAttr(0, Offsets::kEnd);
    builder_.SetInsertPoint(block("entry"));
    for (llvm::Value** each : {&warp_, &ended_, &met_}) *each = variable();
    set(ended_, builder_.getInt32(0));
    frames_ = frames();
  }

  llvm::Function* operator()() {
    std::vector<std::set<std::int32_t>> results;
    for (const llvm::Function* region : regions_.functions) {
      starts_.push_back(block("region"));
      results.push_back(results_of(*region));
      may_end_apart_ |= results.back().contains(kEnded) && *results.back().rbegin() > kEnded;
    }
    builder_.CreateBr(starts_.front());
    for (std::size_t i = 0; i < starts_.size(); ++i) {
      builder_.SetInsertPoint(starts_[i]);
      set(warp_, builder_.getInt32(0));
      set(met_, builder_.getInt32(0));
      for_each_warp([&](llvm::Value* x, llvm::Value* y, llvm::Value* z) { turn(i, x, y, z); });
      go_on(results[i]);
    }
    return function_;
  }

 private:
  static constexpr std::uint64_t kMostOnStack = 16384;  // small threads have 64 KiB
  using Body = std::function<void(llvm::Value* x, llvm::Value* y, llvm::Value* z)>;

  llvm::BasicBlock* block(const char* name) {
    return llvm::BasicBlock::Create(builder_.getContext(), name, function_);
  }
  llvm::Value* variable() { return builder_.CreateAlloca(builder_.getInt32Ty()); }
  llvm::Value* get(llvm::Value* variable) {
    return builder_.CreateLoad(builder_.getInt32Ty(), variable);
  }
  void set(llvm::Value* variable, llvm::Value* value) { builder_.CreateStore(value, variable); }
  llvm::Value* address(unsigned offset) {
    return builder_.CreateConstInBoundsGEP1_64(builder_.getInt8Ty(), function_->getArg(0), offset);
  }
  llvm::Value* field(unsigned offset) {
    return builder_.CreateLoad(builder_.getInt32Ty(), address(offset));
  }

  /// A loop up to a number that is not 0.
  void count(llvm::Value* extent, unsigned step, const std::function<void(llvm::Value*)>& body) {
    llvm::BasicBlock* before = builder_.GetInsertBlock();
    llvm::BasicBlock* loop = block("loop");
    llvm::BasicBlock* end = block("end");
    builder_.CreateBr(loop);
    builder_.SetInsertPoint(loop);
    llvm::PHINode* at = builder_.CreatePHI(builder_.getInt32Ty(), 2);
    at->addIncoming(builder_.getInt32(0), before);
    body(at);
    llvm::Value* after = builder_.CreateAdd(at, builder_.getInt32(step), "", true, true);
    at->addIncoming(after, builder_.GetInsertBlock());
    builder_.CreateCondBr(builder_.CreateICmpULT(after, extent), loop, end);
    builder_.SetInsertPoint(end);
  }

  /// Those of a known number of warps are variables, which may become registers.
  llvm::Value* frames() {
    const std::uint64_t bytes = regions_.frame_bytes * blocks_.extents[0] * blocks_.extents[1] *
                                blocks_.extents[2] / kLanes;
    if (bytes == 0 || bytes > kMostOnStack)
      return builder_.CreateLoad(builder_.getPtrTy(), address(Offsets::kFrames));
    llvm::AllocaInst* out =
        builder_.CreateAlloca(llvm::ArrayType::get(builder_.getInt8Ty(), bytes));
    out->setAlignment(llvm::Align(kFrameAlignment));
    return out;
  }

  /// A number of the block that code is made for, or of the one that runs.
  llvm::Value* extent(unsigned dimension) {
    if (blocks_.is_known()) return builder_.getInt32(blocks_.extents[dimension]);
    return field(Offsets::kIndex +
                 4 * (3 * static_cast<unsigned>(IndexVariable::kBlockSize) + dimension));
  }

  /// Each warp is of several rows of one layer.
  void for_each_warp_of_rows(const Body& body) {
    const std::uint32_t width = blocks_.extents[0];
    const std::uint32_t layer = width * blocks_.extents[1];
    count(builder_.getInt32(layer * blocks_.extents[2]), kLanes, [&](llvm::Value* first) {
      llvm::Value* in_layer = builder_.CreateURem(first, builder_.getInt32(layer));
      body(builder_.getInt32(0), builder_.CreateUDiv(in_layer, builder_.getInt32(width)),
           builder_.CreateUDiv(first, builder_.getInt32(layer)));
    });
  }

  void for_each_warp(const Body& body) {
    llvm::Value* unknown = llvm::PoisonValue::get(builder_.getInt32Ty());
    if (blocks_.row != 0 && blocks_.row < kLanes) return for_each_warp_of_rows(body);
    if (blocks_.row == 0)
      return count(field(Offsets::kWarps), 1,
                   [&](llvm::Value*) { body(unknown, unknown, unknown); });
    count(extent(2), 1, [&](llvm::Value* z) {
      count(extent(1), 1, [&](llvm::Value* y) {
        count(extent(0), kLanes, [&](llvm::Value* x) { body(x, y, z); });
      });
    });
  }

  /// A warp runs up to its next barrier, if it has not ended.
  void turn(std::size_t region, llvm::Value* x, llvm::Value* y, llvm::Value* z) {
    llvm::Value* warp = get(warp_);
    llvm::Value* bit = builder_.CreateShl(builder_.getInt32(1), warp);
    llvm::BasicBlock* run = block("run");
    llvm::BasicBlock* done = block("done");
    llvm::Value* gone = builder_.CreateAnd(get(ended_), bit);
    builder_.CreateCondBr(builder_.CreateICmpEQ(gone, builder_.getInt32(0)), run, done);
    builder_.SetInsertPoint(run);
    llvm::Value* offset = builder_.CreateMul(builder_.CreateZExt(warp, builder_.getInt64Ty()),
                                             builder_.getInt64(regions_.frame_bytes));
    llvm::Value* result = builder_.CreateCall(
        regions_.functions[region],
        {function_->getArg(0), x, y, z, warp, builder_.CreateInBoundsPtrAdd(frames_, offset)});
    note(result, bit, done);
    builder_.SetInsertPoint(done);
    set(warp_, builder_.CreateAdd(warp, builder_.getInt32(1)));
  }

  void note(llvm::Value* result, llvm::Value* bit, llvm::BasicBlock* done) {
    llvm::BasicBlock* ended = block("ended");
    llvm::BasicBlock* other = block("other");
    llvm::BasicBlock* failed = block("failed");
    llvm::BasicBlock* waits = block("waits");
    llvm::Value* none = builder_.getInt32(0);
    builder_.CreateCondBr(builder_.CreateICmpEQ(result, none), ended, other);
    builder_.SetInsertPoint(ended);
    if (may_end_apart_) set(ended_, builder_.CreateOr(get(ended_), bit));
    builder_.CreateBr(done);
    builder_.SetInsertPoint(other);
    builder_.CreateCondBr(builder_.CreateICmpSLT(result, none), failed, waits);
    builder_.SetInsertPoint(failed);
    builder_.CreateRet(result);
    builder_.SetInsertPoint(waits);
    llvm::Value* met = get(met_);
    llvm::Value* alike =
        builder_.CreateOr(builder_.CreateICmpEQ(met, none), builder_.CreateICmpEQ(met, result));
    llvm::BasicBlock* apart = block("apart");
    set(met_, result);
    builder_.CreateCondBr(alike, done, apart);
    builder_.SetInsertPoint(apart);
    builder_.CreateRet(llvm::ConstantInt::getSigned(builder_.getInt32Ty(), kDivergentWarps));
  }

  /// All warps wait at one barrier, or have ended.
  void go_on(const std::set<std::int32_t>& results) {
    llvm::BasicBlock* ended = block("block.end");
    const auto first = results.upper_bound(kEnded);
    if (first == results.end()) {
      builder_.CreateBr(ended);
    } else {
      if (results.contains(kEnded)) {
        llvm::BasicBlock* again = block("again");
        builder_.CreateCondBr(builder_.CreateICmpEQ(get(met_), builder_.getInt32(0)), ended, again);
        builder_.SetInsertPoint(again);
      }
      if (regions_.votes) take_votes();
      go_to_one_of({first, results.end()});
    }
    builder_.SetInsertPoint(ended);
    builder_.CreateRet(builder_.getInt32(kEnded));
  }

  void go_to_one_of(const std::vector<std::int32_t>& barriers) {
    llvm::BasicBlock* last = starts_[static_cast<std::size_t>(barriers.back())];
    if (barriers.size() == 1) {
      builder_.CreateBr(last);
      return;
    }
    llvm::SwitchInst* choice = builder_.CreateSwitch(get(met_), last);
    for (const std::int32_t each : barriers)
      if (each != barriers.back())
        choice->addCase(builder_.getInt32(static_cast<std::uint32_t>(each)),
                        starts_[static_cast<std::size_t>(each)]);
  }

  void take_votes() {
    llvm::Type* pair = builder_.getInt64Ty();
    builder_.CreateStore(builder_.CreateLoad(pair, address(Offsets::kNextVotes)),
                         address(Offsets::kVotes));
    builder_.CreateStore(llvm::Constant::getNullValue(pair), address(Offsets::kNextVotes));
  }

  const Regions& regions_;
  const BlockShape blocks_;
  Builder builder_;
  llvm::Function* function_;
  llvm::Value* warp_ = nullptr;   ///< number of the warp that has its turn
  bool may_end_apart_ = false;    ///< some warps, while others go on
  llvm::Value* ended_ = nullptr;  ///< bits of the warps whose threads have all returned
  llvm::Value* met_ = nullptr;    ///< the barrier that warps have met since the last one; 0: none
  llvm::Value* frames_ = nullptr;
  std::vector<llvm::BasicBlock*> starts_;  ///< of each region
};

}  // namespace

llvm::Function* write_block_function(llvm::Module& module, const Regions& regions,
                                     BlockShape blocks, const std::string& name) {
  for (llvm::Function* region : regions.functions) {
    read_arguments_first(*region);
    region->setLinkage(llvm::GlobalValue::InternalLinkage);
    region->addFnAttr(llvm::Attribute::AlwaysInline);
  }
  return BlockCode(module, regions, blocks, name)();
}

}  // namespace larder::generate::vectors
