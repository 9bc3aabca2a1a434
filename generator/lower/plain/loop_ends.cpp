#include "generator/lower/plain/loop_ends.h"

#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/PostOrderIterator.h>
#include <llvm/Analysis/CFG.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/PostDominators.h>
#include <llvm/IR/CFG.h>
#include <llvm/IR/Dominators.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Transforms/Utils/Cloning.h>

#include <memory>
#include <vector>

namespace larder::generate {
namespace {

/// A copy of one function, in which variables are values.
class Copy {
 public:
  explicit Copy(const llvm::Function& function) {
    llvm::ValueToValueMapTy map;
    module_ = llvm::CloneModule(*function.getParent(), map,
                                [&](const llvm::GlobalValue* value) { return value == &function; });
    for (const llvm::Function& each : *function.getParent())
      if (auto* copy = llvm::dyn_cast_or_null<llvm::Function>(map.lookup(&each)))
        originals_[copy] = &each;
    this->function = llvm::cast<llvm::Function>(map.lookup(&function));
    use_values();
  }

  [[nodiscard]] const llvm::Function* original(const llvm::Function* copy) const {
    return originals_.lookup(copy);
  }
  llvm::Function* function = nullptr;

 private:
  // What leaves a loop from within is a switch at first.
  static constexpr const char kPasses[] =
      "function(sroa,simplifycfg,instcombine<no-verify-fixpoint>,simplifycfg)";

  void use_values() {
    llvm::LoopAnalysisManager loops;
    llvm::FunctionAnalysisManager functions;
    llvm::CGSCCAnalysisManager calls;
    llvm::ModuleAnalysisManager modules;
    llvm::PassBuilder builder;
    builder.registerModuleAnalyses(modules);
    builder.registerCGSCCAnalyses(calls);
    builder.registerFunctionAnalyses(functions);
    builder.registerLoopAnalyses(loops);
    builder.crossRegisterProxies(loops, functions, calls, modules);
    llvm::ModulePassManager passes;
    llvm::cantFail(builder.parsePassPipeline(passes, kPasses));
    passes.run(*module_, modules);
  }

  std::unique_ptr<llvm::Module> module_;
  llvm::DenseMap<const llvm::Function*, const llvm::Function*> originals_;
};

/// The object that a pointer came from: a parameter for all that can be reached from it. Null if
/// that is not clear.
const llvm::Value* origin(const llvm::Value& pointer) {
  const llvm::Value* at = &pointer;
  for (;;) {
    at = at->stripPointerCasts();
    if (const auto* element = llvm::dyn_cast<llvm::GEPOperator>(at))
      at = element->getPointerOperand();
    else if (const auto* load = llvm::dyn_cast<llvm::LoadInst>(at))
      at = load->getPointerOperand();
    else
      break;
  }
  return llvm::isa<llvm::AllocaInst, llvm::GlobalVariable, llvm::Argument>(at) ? at : nullptr;
}

struct Trees {
  explicit Trees(llvm::Function& function) : dominators(function), ends(function) {}
  llvm::DominatorTree dominators;
  llvm::PostDominatorTree ends;
};

/// In one loop, the values that depend on what others wrote while it ran.
class Observed {
 public:
  Observed(const llvm::Loop& loop, const Trees& trees, const Copy& copy, const ShownByCall& shown)
      : loop_(loop), trees_(trees), copy_(copy), shown_(shown) {
    for (bool more = true; more;) {
      const std::size_t before = size();
      for (const llvm::BasicBlock* block : loop.blocks())
        for (const llvm::Instruction& each : *block) look_at(each);
      more = size() != before;
    }
  }

  /// Whether a branch out of the loop depends on them, and is not the end of an update.
  [[nodiscard]] bool decide() const {
    llvm::SmallVector<llvm::BasicBlock*> leaving;
    loop_.getExitingBlocks(leaving);
    const auto updates = [&](const llvm::BasicBlock* block) {
      const auto* branch = llvm::dyn_cast<llvm::BranchInst>(block->getTerminator());
      const auto* condition = branch != nullptr && branch->isConditional()
                                  ? llvm::dyn_cast<llvm::Instruction>(branch->getCondition())
                                  : nullptr;
      return condition != nullptr && is_success(*condition) && loop_.getLoopLatch() != nullptr &&
             trees_.dominators.dominates(block, loop_.getLoopLatch());
    };
    const auto depend = [&](const llvm::BasicBlock* block) {
      return chosen_.contains(block) || depends(*block->getTerminator());
    };
    return llvm::any_of(leaving, depend) && llvm::none_of(leaving, updates);
  }

 private:
  [[nodiscard]] std::size_t size() const {
    return values_.size() + places_.size() + chosen_.size() + (all_ ? 1 : 0);
  }

  [[nodiscard]] bool has(const llvm::Value& value) const { return values_.contains(&value); }
  [[nodiscard]] bool depends(const llvm::Instruction& instruction) const {
    return llvm::any_of(instruction.operands(),
                        [&](const llvm::Use& operand) { return has(*operand); });
  }
  /// Whether memory may hold such a value.
  [[nodiscard]] bool holds(const llvm::Value& pointer) const {
    const llvm::Value* place = origin(pointer);
    if (place != nullptr && llvm::isa<llvm::AllocaInst>(place)) return places_.contains(place);
    return all_ || places_.contains(place) || places_.contains(nullptr) ||
           (place == nullptr && !places_.empty());
  }

  void look_at(const llvm::Instruction& instruction) {
    const bool chosen = chosen_.contains(instruction.getParent());
    if (const auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction)) look_at_call(*call);
    if (const auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction))
      if (load->isVolatile() || load->isAtomic() || holds(*load->getPointerOperand()))
        values_.insert(load);
    if (const auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction))
      if (chosen || depends(*store)) places_.insert(origin(*store->getPointerOperand()));
    if (llvm::isa<llvm::AtomicRMWInst, llvm::AtomicCmpXchgInst>(instruction))
      values_.insert(&instruction);
    if (llvm::isa<llvm::FenceInst>(instruction)) all_ = true;
    if (depends(instruction) && !is_success(instruction)) values_.insert(&instruction);
    if (llvm::isa<llvm::PHINode>(instruction) && chosen) values_.insert(&instruction);
    if (instruction.isTerminator() && depends(instruction)) choose_after(*instruction.getParent());
  }

  [[nodiscard]] Shown shown(const llvm::CallBase& call) const {
    const Shown out = shown_(call, copy_.original(call.getCalledFunction()));
    if (out != Shown::kCounter) return out;
    // It changes at each call, whatever others do.
    const auto* number = llvm::dyn_cast<llvm::ConstantInt>(call.getArgOperand(1));
    return number != nullptr && !number->isZero() ? Shown::kNothing : Shown::kResult;
  }

  void look_at_call(const llvm::CallBase& call) {
    const Shown shown = this->shown(call);
    all_ |= shown == Shown::kAll;
    bool any = shown != Shown::kNothing || depends(call) || chosen_.contains(call.getParent());
    for (const llvm::Use& argument : call.args())
      any |= argument->getType()->isPointerTy() && holds(*argument);
    if (!any) return;
    values_.insert(&call);
    for (const llvm::Use& argument : call.args())
      if (argument->getType()->isPointerTy()) places_.insert(origin(*argument));
  }

  /// Whether it asks if an atomicCAS has found what it compared with, which was in memory before.
  [[nodiscard]] bool is_success(const llvm::Instruction& instruction) const {
    const auto* comparison = llvm::dyn_cast<llvm::ICmpInst>(&instruction);
    if (comparison == nullptr || !comparison->isEquality()) return false;
    for (unsigned i = 0; i < 2; ++i) {
      const auto* call = llvm::dyn_cast<llvm::CallBase>(comparison->getOperand(i));
      const llvm::Value* wanted = comparison->getOperand(1 - i);
      if (call != nullptr && shown(*call) == Shown::kExchange && call->getArgOperand(1) == wanted)
        return is_found(*wanted, *call);
    }
    return false;
  }

  /// Whether a value was read in this round, or is what the last round's atomicCAS has found.
  [[nodiscard]] bool is_found(const llvm::Value& value, const llvm::CallBase& exchange) const {
    if (const auto* load = llvm::dyn_cast<llvm::LoadInst>(&value)) return loop_.contains(load);
    const auto* phi = llvm::dyn_cast<llvm::PHINode>(&value);
    if (phi == nullptr || phi->getParent() != loop_.getHeader()) return false;
    for (unsigned i = 0; i < phi->getNumIncomingValues(); ++i)
      if (loop_.contains(phi->getIncomingBlock(i)) && phi->getIncomingValue(i) != &exchange)
        return false;
    return true;
  }

  /// What runs or not by the branch at the end of a block, and where its ways meet.
  void choose_after(const llvm::BasicBlock& block) {
    const auto* node = trees_.ends.getNode(&block);
    const auto* next = node != nullptr ? node->getIDom() : nullptr;
    const llvm::BasicBlock* end = next != nullptr ? next->getBlock() : nullptr;
    std::vector<const llvm::BasicBlock*> left(llvm::succ_begin(&block), llvm::succ_end(&block));
    while (!left.empty()) {
      const llvm::BasicBlock* each = left.back();
      left.pop_back();
      if (!loop_.contains(each)) continue;
      if (each == end || each == loop_.getHeader()) {
        for (const llvm::PHINode& phi : each->phis()) values_.insert(&phi);
        continue;
      }
      if (chosen_.insert(each).second)
        left.insert(left.end(), llvm::succ_begin(each), llvm::succ_end(each));
    }
  }

  const llvm::Loop& loop_;
  const Trees& trees_;
  const Copy& copy_;
  const ShownByCall& shown_;
  llvm::DenseSet<const llvm::Value*> values_;
  llvm::DenseSet<const llvm::Value*> places_;
  llvm::DenseSet<const llvm::BasicBlock*> chosen_;
  bool all_ = false;
};

}  // namespace

bool may_wait_in_loops(const llvm::Function& function, const ShownByCall& shown) {
  const Copy copy(function);
  const Trees trees(*copy.function);
  const llvm::LoopInfo loops(trees.dominators);
  const llvm::ReversePostOrderTraversal<const llvm::Function*> blocks(copy.function);
  if (llvm::containsIrreducibleCFG<const llvm::BasicBlock*>(blocks, loops)) return true;
  return llvm::any_of(loops.getLoopsInPreorder(), [&](const llvm::Loop* loop) {
    return Observed(*loop, trees, copy, shown).decide();
  });
}

}  // namespace larder::generate
