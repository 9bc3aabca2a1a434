#include "generator/lower/vectors/broadcasts.h"

#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/PostDominators.h>
#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/CFG.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Module.h>

#include <vector>

#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

bool is_shared(const llvm::Value& value) { return is_shared_memory(word_of(value)); }

/// The call that gives the variable in shared memory that an address is in; null: none.
const llvm::CallBase* variable_of(const llvm::Value& address) {
  const llvm::Value* object = llvm::getUnderlyingObject(&address, 0);
  return is_shared(*object) ? llvm::cast<llvm::CallBase>(object) : nullptr;
}

bool same_variable(const llvm::CallBase& one, const llvm::CallBase& other) {
  return one.getCalledFunction() == other.getCalledFunction() &&
         std::equal(one.arg_begin(), one.arg_end(), other.arg_begin(), other.arg_end(),
                    [](const auto& a, const auto& b) { return a.get() == b.get(); });
}

bool is_of_thread(const llvm::Value& value) {
  if (word_of(value) != Word::kIndex) return word_of(value) == Word::kLane;
  const auto* number =
      llvm::dyn_cast<llvm::ConstantInt>(llvm::cast<llvm::CallBase>(value).getArgOperand(0));
  return number == nullptr || number->getZExtValue() / 3 == unsigned(IndexVariable::kThread);
}

/// threadIdx.x & 31 and the like.
bool is_lane(const llvm::Instruction& instruction) {
  const auto* number = instruction.getNumOperands() == 2
                           ? llvm::dyn_cast<llvm::ConstantInt>(instruction.getOperand(1))
                           : nullptr;
  if (number == nullptr || !is_of_thread(*instruction.getOperand(0))) return false;
  const bool masks = instruction.getOpcode() == llvm::Instruction::And;
  return masks
             ? number->getValue().ult(kLanes)
             : instruction.getOpcode() == llvm::Instruction::URem && number->getValue().ule(kLanes);
}

/// Whether all warps compute the same, as far as this is easily seen.
bool is_same_in_warps(const llvm::Value& value, unsigned depth = 0) {
  constexpr unsigned kDeepest = 8;
  if (llvm::isa<llvm::Constant, llvm::Argument>(value) || is_shared(value)) return true;
  if (word_of(value) == Word::kLane) return true;
  if (word_of(value) == Word::kIndex) return !is_of_thread(value);
  const auto* instruction = llvm::dyn_cast<llvm::Instruction>(&value);
  if (instruction == nullptr || depth == kDeepest) return false;
  if (is_lane(*instruction)) return true;
  const bool computes =
      llvm::isa<llvm::GetElementPtrInst, llvm::BinaryOperator, llvm::CastInst>(instruction);
  return computes && llvm::all_of(instruction->operands(), [&](const llvm::Use& each) {
           return is_same_in_warps(*each, depth + 1);
         });
}

/// The places of an access apart from those of the load, as far as their offsets are known.
bool is_apart(const llvm::Value& address, std::uint64_t bytes, const llvm::LoadInst& load,
              const llvm::DataLayout& layout) {
  std::int64_t one = 0, other = 0;
  const llvm::Value* base = llvm::GetPointerBaseWithConstantOffset(&address, one, layout);
  const llvm::Value* loads =
      llvm::GetPointerBaseWithConstantOffset(load.getPointerOperand(), other, layout);
  if (!is_shared(*base) || !is_shared(*loads)) return false;
  const auto loaded = static_cast<std::int64_t>(layout.getTypeStoreSize(load.getType()));
  return one + static_cast<std::int64_t>(bytes) <= other || other + loaded <= one;
}

class Finder {
 public:
  explicit Finder(llvm::Function& kernel)
      : kernel_(kernel), dominators_(kernel), ends_(kernel), loops_(dominators_) {
    for (llvm::Instruction& each : llvm::instructions(kernel))
      if (is_barrier(word_of(each))) barriers_.push_back(&each);
  }

  std::vector<std::pair<llvm::LoadInst*, llvm::Instruction*>> operator()() {
    std::vector<std::pair<llvm::LoadInst*, llvm::Instruction*>> out;
    if (barriers_.empty()) return out;
    for (llvm::Instruction& each : llvm::instructions(kernel_)) {
      auto* load = llvm::dyn_cast<llvm::LoadInst>(&each);
      if (load == nullptr || variable_of(*load->getPointerOperand()) == nullptr) continue;
      if (!is_same_in_warps(*load->getPointerOperand())) continue;
      llvm::Instruction* barrier = barrier_before(*load);
      if (barrier != nullptr && is_used_again(*load)) out.emplace_back(load, barrier);
    }
    return out;
  }

 private:
  /// One after which all threads come to the load, once for each time; null: none is known.
  [[nodiscard]] llvm::Instruction* barrier_before(const llvm::LoadInst& load) const {
    for (llvm::Instruction* each : barriers_)
      if (word_of(*each) == Word::kBarrier && dominators_.dominates(each, &load) &&
          ends_.dominates(load.getParent(), each->getParent()) &&
          loops_.getLoopFor(load.getParent()) == loops_.getLoopFor(each->getParent()))
        return each;
    return nullptr;
  }

  /// Whether something may be stored to the variable before the next barrier.
  [[nodiscard]] bool is_used_again(const llvm::LoadInst& load) const {
    llvm::SmallPtrSet<const llvm::BasicBlock*, 16> seen;
    llvm::SmallVector<const llvm::Instruction*> left{load.getNextNode()};
    while (!left.empty()) {
      const llvm::Instruction* at = left.pop_back_val();
      const llvm::BasicBlock* block = at->getParent();
      for (; at != nullptr && !is_barrier(word_of(*at)); at = at->getNextNode())
        if (stores_there(*at, load)) return true;
      if (at != nullptr) continue;
      for (const llvm::BasicBlock* next : llvm::successors(block))
        if (seen.insert(next).second) left.push_back(&next->front());
    }
    return false;
  }

  [[nodiscard]] bool stores_there(const llvm::Instruction& at, const llvm::LoadInst& load) const {
    const llvm::DataLayout& layout = kernel_.getParent()->getDataLayout();
    const llvm::Value* address = nullptr;
    llvm::Type* stored = nullptr;
    if (const auto* store = llvm::dyn_cast<llvm::StoreInst>(&at)) {
      address = store->getPointerOperand();
      stored = store->getValueOperand()->getType();
    } else if (const auto* update = llvm::dyn_cast<llvm::AtomicRMWInst>(&at)) {
      address = update->getPointerOperand();
      stored = update->getType();
    }
    if (address == nullptr) return false;
    const llvm::CallBase* variable = variable_of(*address);
    return variable != nullptr &&
           same_variable(*variable, *variable_of(*load.getPointerOperand())) &&
           !is_apart(*address, layout.getTypeStoreSize(stored), load, layout);
  }

  llvm::Function& kernel_;
  const llvm::DominatorTree dominators_;
  const llvm::PostDominatorTree ends_;
  const llvm::LoopInfo loops_;
  std::vector<llvm::Instruction*> barriers_;
};

}  // namespace

void separate_broadcasts(llvm::Function& kernel) {
  for (const auto& [load, barrier] : Finder(kernel)()) barrier->clone()->insertAfter(load);
}

}  // namespace larder::generate::vectors
