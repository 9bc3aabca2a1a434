#include "generator/lower/vectors/prefetches.h"

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/IntrinsicInst.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace larder::generate::vectors {
namespace {

using Builder = llvm::IRBuilder<>;

constexpr std::uint64_t kLine = 64;  // bytes of a line of the cache
constexpr std::uint64_t kPage = 4096;

/// The address of a read of several lanes side by side; null: another instruction.
llvm::Value* address_of_read(llvm::Instruction& instruction) {
  if (!instruction.getType()->isVectorTy()) return nullptr;
  if (auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction)) return load->getPointerOperand();
  const auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
  const bool masked = call != nullptr && call->getIntrinsicID() == llvm::Intrinsic::masked_load;
  return masked ? call->getArgOperand(0) : nullptr;
}

bool is_arithmetic(const llvm::Instruction& instruction) {
  switch (instruction.getOpcode()) {
    case llvm::Instruction::Add:
    case llvm::Instruction::Sub:
    case llvm::Instruction::Mul:
    case llvm::Instruction::Shl:
    case llvm::Instruction::Or:
    case llvm::Instruction::SExt:
    case llvm::Instruction::ZExt:
    case llvm::Instruction::Trunc:
    case llvm::Instruction::GetElementPtr:
      return !instruction.getType()->isVectorTy();
    default:
      return false;
  }
}

/// Addresses in a loop, as they will be some turns later.
class Foresight {
 public:
  explicit Foresight(const llvm::Loop& loop) : loop_(loop), turns_(turns_of(loop)) {}

  /// Whether the processor does not foresee `address`, but this can: it lies at least a page, or by
  /// a distance that only the launch knows, from that of the turn before. What an outer loop reads
  /// each time is in the cache.
  [[nodiscard]] bool helps_with(const llvm::Value& address) const {
    return !is_constant(address) && is_known(address) && is_far(address) && is_new(address);
  }

  /// Where `value`, which is_known(), will be.
  llvm::Value* later(llvm::Value& value, Builder& builder) const {
    if (is_constant(value)) return &value;
    if (auto* counter = llvm::dyn_cast<llvm::PHINode>(&value)) {
      llvm::Value* step = step_of(*counter);
      return builder.CreateAdd(
          counter, builder.CreateMul(step, llvm::ConstantInt::get(step->getType(), turns_)));
    }
    llvm::Instruction* copy = llvm::cast<llvm::Instruction>(value).clone();
    copy->dropPoisonGeneratingFlags();
    for (llvm::Use& operand : copy->operands()) operand.set(later(*operand, builder));
    return builder.Insert(copy);
  }

 private:
  /// As many as pass while memory is read, roughly.
  static std::uint64_t turns_of(const llvm::Loop& loop) {
    constexpr std::uint64_t kInstructions = 1024;
    constexpr std::uint64_t kMost = 8;
    std::uint64_t size = 1;
    for (const llvm::BasicBlock* block : loop.blocks()) size += block->size();
    return std::clamp<std::uint64_t>(kInstructions / size, 1, kMost);
  }

  /// What a value of the loop's first block gains with each turn; null: that is not known.
  [[nodiscard]] llvm::Value* step_of(const llvm::PHINode& counter) const {
    const llvm::BasicBlock* latch = loop_.getLoopLatch();
    if (latch == nullptr || counter.getParent() != loop_.getHeader()) return nullptr;
    auto* next = llvm::dyn_cast<llvm::BinaryOperator>(counter.getIncomingValueForBlock(latch));
    if (next == nullptr || next->getOpcode() != llvm::Instruction::Add) return nullptr;
    for (unsigned i = 0; i < 2; ++i)
      if (next->getOperand(i) == &counter && loop_.isLoopInvariant(next->getOperand(1 - i)))
        return next->getOperand(1 - i);
    return nullptr;
  }

  /// While the loop runs.
  [[nodiscard]] bool is_constant(const llvm::Value& value) const {
    const auto* load = llvm::dyn_cast<llvm::LoadInst>(&value);
    return loop_.isLoopInvariant(&value) ||
           (load != nullptr && load->hasMetadata(llvm::LLVMContext::MD_invariant_load) &&
            is_constant(*load->getPointerOperand()));
  }

  [[nodiscard]] bool is_known(const llvm::Value& value, unsigned depth = 0) const {
    constexpr unsigned kDeepest = 6;
    if (is_constant(value)) return true;
    if (const auto* counter = llvm::dyn_cast<llvm::PHINode>(&value))
      return counter->getType()->isIntegerTy() && step_of(*counter) != nullptr;
    const auto* instruction = llvm::dyn_cast<llvm::Instruction>(&value);
    return instruction != nullptr && depth < kDeepest && is_arithmetic(*instruction) &&
           llvm::all_of(
               instruction->operands(),
               [&](const llvm::Use& operand) { return is_known(*operand, depth + 1); });
  }

  [[nodiscard]] bool is_far(const llvm::Value& value, std::uint64_t bytes = 1) const {
    if (is_constant(value)) return false;
    if (const auto* counter = llvm::dyn_cast<llvm::PHINode>(&value)) {
      const auto* step = llvm::dyn_cast<llvm::ConstantInt>(step_of(*counter));
      return step == nullptr || step->getValue().abs().getLimitedValue(kPage) * bytes >= kPage;
    }
    const auto& instruction = llvm::cast<llvm::Instruction>(value);
    if (const auto* place = llvm::dyn_cast<llvm::GetElementPtrInst>(&instruction))
      bytes = loop_.getHeader()->getDataLayout().getTypeAllocSize(place->getResultElementType());
    const bool scaled = instruction.getOpcode() == llvm::Instruction::Mul ||
                        instruction.getOpcode() == llvm::Instruction::Shl;
    return llvm::any_of(instruction.operands(), [&](const llvm::Use& operand) {
      return is_far(*operand, bytes) ||
             (scaled && is_constant(*operand) && !llvm::isa<llvm::Constant>(operand));
    });
  }

  /// Whether the next outer loop comes to other places each time, or there is none.
  [[nodiscard]] bool is_new(const llvm::Value& value) const {
    const llvm::Loop* outer = loop_.getParentLoop();
    if (outer == nullptr) return true;
    if (is_constant(value)) return !outer->isLoopInvariant(&value);
    if (const auto* counter = llvm::dyn_cast<llvm::PHINode>(&value)) {
      const llvm::BasicBlock* before = loop_.getLoopPredecessor();
      return before == nullptr || is_new(*counter->getIncomingValueForBlock(before));
    }
    return llvm::any_of(llvm::cast<llvm::Instruction>(value).operands(),
                        [&](const llvm::Use& operand) { return is_new(*operand); });
  }

  const llvm::Loop& loop_;
  std::uint64_t turns_;
};

void prefetch(llvm::Instruction& read, llvm::Value& address, const Foresight& foresight) {
  Builder builder(&read);
  llvm::Value* place = foresight.later(address, builder);
  const std::uint64_t bytes = read.getDataLayout().getTypeStoreSize(read.getType());
  for (std::uint64_t offset = 0; offset < bytes; offset += kLine)
    builder.CreateIntrinsic(llvm::Intrinsic::prefetch, {place->getType()},
                            {builder.CreateConstGEP1_64(builder.getInt8Ty(), place, offset),
                             builder.getInt32(0), builder.getInt32(3), builder.getInt32(1)});
}

void prefetch_in(const llvm::Loop& loop, const llvm::LoopInfo& loops) {
  constexpr std::size_t kMost = 4;
  const Foresight foresight(loop);
  std::vector<llvm::Instruction*> reads;
  for (llvm::BasicBlock* block : loop.blocks()) {
    if (loops.getLoopFor(block) != &loop) continue;
    for (llvm::Instruction& each : *block) {
      const llvm::Value* address = address_of_read(each);
      if (address != nullptr && foresight.helps_with(*address)) reads.push_back(&each);
    }
  }
  if (reads.size() > kMost) reads.resize(kMost);
  for (llvm::Instruction* read : reads) prefetch(*read, *address_of_read(*read), foresight);
}

}  // namespace

void prefetch_far_reads(llvm::Module& module) {
  for (llvm::Function& function : module) {
    if (function.isDeclaration()) continue;
    const llvm::DominatorTree dominators(function);
    const llvm::LoopInfo loops(dominators);
    for (const llvm::Loop* loop : loops.getLoopsInPreorder()) prefetch_in(*loop, loops);
  }
}

}  // namespace larder::generate::vectors
