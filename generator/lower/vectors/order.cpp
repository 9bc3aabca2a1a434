#include "generator/lower/vectors/order.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/IR/CFG.h>
#include <llvm/IR/Instructions.h>

#include "generator/lower/vectors/tails.h"

namespace larder::generate::vectors {
namespace {

class Order {
 public:
  Order(llvm::Function& function, const llvm::LoopInfo& loops, const Shapes& shapes)
      : loops_(loops), shapes_(shapes), before_waits_(blocks_before_waits(function)) {
    for (llvm::BasicBlock& block : function)
      for (llvm::BasicBlock* next : llvm::successors(&block))
        if (!is_back_edge(block, *next)) ++left_[next];
    ready_.push_back(&function.getEntryBlock());
  }

  std::vector<llvm::BasicBlock*> operator()() && {
    while (!ready_.empty()) place(take());
    if (last_ != nullptr) out_.push_back(last_);
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool is_back_edge(const llvm::BasicBlock& from, llvm::BasicBlock& to) const {
    return loops_.isLoopHeader(&to) && loops_.getLoopFor(&to)->contains(&from);
  }

  /// Whether lanes finish by the block, before others that do not wait for them go on.
  [[nodiscard]] bool comes_first(const llvm::BasicBlock* block) const {
    if (before_waits_.contains(block)) return false;
    return open_.empty() || (shapes_.diverges(*open_.back()) && waits(*open_.back()));
  }

  /// The newest one that is in the innermost loop that has begun.
  llvm::BasicBlock* take() {
    std::size_t at = ready_.size() - 1;
    while (at > 0 && !comes_first(ready_[at])) --at;
    if (!comes_first(ready_[at])) at = newest();
    llvm::BasicBlock* block = ready_[at];
    ready_.erase(ready_.begin() + static_cast<std::ptrdiff_t>(at));
    return block;
  }

  [[nodiscard]] std::size_t newest() const {
    std::size_t at = ready_.size() - 1;
    if (!open_.empty())
      while (at > 0 && !open_.back()->contains(ready_[at])) --at;
    return at;
  }

  void place(llvm::BasicBlock* block) {
    if (llvm::isa<llvm::ReturnInst>(block->getTerminator())) {
      last_ = block;
      return;
    }
    out_.push_back(block);
    if (loops_.isLoopHeader(block)) open_.push_back(loops_.getLoopFor(block));
    while (!open_.empty() && open_.back()->getLoopLatch() == block) open_.pop_back();
    for (llvm::BasicBlock* next : llvm::reverse(llvm::successors(block)))
      if (!is_back_edge(*block, *next) && --left_[next] == 0) ready_.push_back(next);
  }

  const llvm::LoopInfo& loops_;
  const Shapes& shapes_;
  const llvm::DenseSet<const llvm::BasicBlock*> before_waits_;
  llvm::DenseMap<const llvm::BasicBlock*, unsigned> left_;
  std::vector<llvm::BasicBlock*> ready_;
  std::vector<const llvm::Loop*> open_;
  std::vector<llvm::BasicBlock*> out_;
  llvm::BasicBlock* last_ = nullptr;
};

}  // namespace

std::vector<llvm::BasicBlock*> visiting_order(llvm::Function& function, const llvm::LoopInfo& loops,
                                              const Shapes& shapes) {
  return Order(function, loops, shapes)();
}

}  // namespace larder::generate::vectors
