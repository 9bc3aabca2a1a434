#include "generator/lower/vectors/lone_lanes.h"

#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/Transforms/Utils/Local.h>

#include <optional>

namespace larder::generate::vectors {
namespace {

/// Blocks that are left to the lanes in which `number` is `value`.
struct LoneLane {
  llvm::BasicBlock* first;
  llvm::Value* number;
  llvm::Value* value;
};

std::optional<LoneLane> lone_lane(const llvm::BasicBlock& block, const Shapes& shapes,
                                  const llvm::LoopInfo& loops) {
  const auto* branch = llvm::dyn_cast<llvm::BranchInst>(block.getTerminator());
  if (branch == nullptr || !branch->isConditional()) return std::nullopt;
  const auto* test = llvm::dyn_cast<llvm::ICmpInst>(branch->getCondition());
  if (test == nullptr || !test->isEquality()) return std::nullopt;
  const bool equal = test->getPredicate() == llvm::CmpInst::ICMP_EQ;
  llvm::BasicBlock* first = branch->getSuccessor(equal ? 0 : 1);
  if (first->getSinglePredecessor() != &block) return std::nullopt;
  if (loops.getLoopFor(first) != loops.getLoopFor(&block)) return std::nullopt;
  for (const unsigned i : {0U, 1U}) {
    const LoneLane out{first, test->getOperand(i), test->getOperand(1 - i)};
    if (!shapes.of(*out.number).is_uniform() && shapes.of(*out.value).is_uniform()) return out;
  }
  return std::nullopt;
}

/// Whether an instruction gives the same wherever it stands, and does nothing else.
bool is_computed(const llvm::Instruction& instruction) {
  if (const auto* binary = llvm::dyn_cast<llvm::BinaryOperator>(&instruction))
    return !binary->isIntDivRem();
  return llvm::isa<llvm::CastInst, llvm::GetElementPtrInst, llvm::SelectInst, llvm::ICmpInst,
                   llvm::MinMaxIntrinsic>(instruction);
}

class Settling {
 public:
  Settling(const LoneLane& lane, const Shapes& shapes, const llvm::DominatorTree& dominators,
           const llvm::LoopInfo& loops)
      : lane_(lane), shapes_(shapes), dominators_(dominators), loops_(loops) {}

  bool operator()() {
    llvm::SmallVector<llvm::BasicBlock*> region;
    dominators_.getDescendants(lane_.first, region);
    bool changed = false;
    for (llvm::BasicBlock* block : region) {
      if (leaves_loop(*block)) continue;
      for (llvm::Instruction& user : *block)
        if (!llvm::isa<llvm::PHINode>(user) && !made_.contains(&user))
          for (llvm::Use& operand : user.operands()) changed |= settle(operand);
    }
    llvm::RecursivelyDeleteTriviallyDeadInstructionsPermissive(replaced_);
    return changed;
  }

 private:
  static constexpr unsigned kDeepest = 8;

  /// Behind a loop that lanes leave one after another, its numbers are no longer theirs.
  [[nodiscard]] bool leaves_loop(const llvm::BasicBlock& block) const {
    const llvm::Loop* loop = loops_.getLoopFor(lane_.first);
    return loop != nullptr && !loop->contains(&block);
  }

  bool settle(llvm::Use& operand) {
    const auto* from = llvm::dyn_cast<llvm::Instruction>(operand.get());
    if (from == nullptr || made_.contains(from)) return false;
    if (dominators_.dominates(lane_.first, from->getParent())) return false;
    if (shapes_.of(*from).is_uniform()) return false;
    llvm::Value* known = value_of(*operand.get(), 0);
    if (known == nullptr) return false;
    replaced_.emplace_back(operand.get());
    operand.set(known);
    return true;
  }

  /// Null: it depends on more than the number that is known.
  llvm::Value* value_of(llvm::Value& value, unsigned depth) {
    if (&value == lane_.number) return lane_.value;
    auto* instruction = llvm::dyn_cast<llvm::Instruction>(&value);
    if (instruction == nullptr || shapes_.of(value).is_uniform()) return &value;
    if (depth == kDeepest || !is_computed(*instruction)) return nullptr;
    const auto [known, is_new] = known_.try_emplace(&value, nullptr);
    if (!is_new) return known->second;
    llvm::SmallVector<llvm::Value*> operands;
    for (llvm::Use& operand : instruction->operands()) {
      llvm::Value* each =
          llvm::isa<llvm::Function>(operand) ? operand.get() : value_of(*operand, depth + 1);
      if (each == nullptr) return nullptr;
      operands.push_back(each);
    }
    llvm::Instruction* out = instruction->clone();
    for (unsigned i = 0; i < operands.size(); ++i) out->setOperand(i, operands[i]);
    out->insertBefore(lane_.first->getFirstInsertionPt());
    if (last_ != nullptr) out->moveAfter(last_);
    last_ = out;
    made_.insert(out);
    return known_[&value] = out;
  }

  const LoneLane& lane_;
  const Shapes& shapes_;
  const llvm::DominatorTree& dominators_;
  const llvm::LoopInfo& loops_;
  llvm::DenseMap<const llvm::Value*, llvm::Value*> known_;
  llvm::DenseSet<const llvm::Instruction*> made_;
  llvm::Instruction* last_ = nullptr;
  llvm::SmallVector<llvm::WeakTrackingVH> replaced_;
};

}  // namespace

bool settle_lone_lanes(llvm::Function& kernel, const Shapes& shapes,
                       const llvm::DominatorTree& dominators, const llvm::LoopInfo& loops) {
  bool changed = false;
  for (const llvm::BasicBlock& block : kernel)
    if (const auto lane = lone_lane(block, shapes, loops))
      changed |= Settling(*lane, shapes, dominators, loops)();
  return changed;
}

}  // namespace larder::generate::vectors
