#include "generator/lower/vectors/tails.h"

#include <llvm/Analysis/PostDominators.h>
#include <llvm/IR/CFG.h>
#include <llvm/IR/Instructions.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>
#include <llvm/Transforms/Utils/Cloning.h>
#include <llvm/Transforms/Utils/Local.h>

#include "generator/lower/vectors/shapes.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

bool waits(const llvm::BasicBlock& block) {
  return llvm::any_of(
      block, [](const llvm::Instruction& each) { return makes_lanes_meet(word_of(each)); });
}

struct Entry {
  llvm::BasicBlock* from;
  llvm::BasicBlock* to;  ///< the first block of a tail
};

/// The edges to tails.
std::vector<Entry> entries_of(llvm::Function& kernel) {
  const auto before = blocks_before_waits(kernel);
  std::vector<Entry> out;
  for (llvm::BasicBlock& block : kernel) {
    if (before.contains(&block) || llvm::isa<llvm::ReturnInst>(block.front())) continue;
    for (llvm::BasicBlock* from : llvm::predecessors(&block))
      if (before.contains(from)) out.push_back({from, &block});
  }
  return out;
}

bool shares_tail(const Entry& entry, const std::vector<Entry>& others) {
  const auto tail = tail_from(*entry.to);
  return llvm::any_of(others, [&](const Entry& other) {
    return (other.from != entry.from || other.to != entry.to) &&
           llvm::any_of(tail_from(*other.to),
                        [&](llvm::BasicBlock* block) { return llvm::is_contained(tail, block); });
  });
}

/// `copy` is reached from `entry.from` alone, and the tail no longer.
void enter_copy(const Entry& entry, llvm::BasicBlock& copy, const llvm::ValueToValueMapTy& map) {
  entry.from->getTerminator()->replaceSuccessorWith(entry.to, &copy);
  for (llvm::PHINode& phi : llvm::make_early_inc_range(entry.to->phis()))
    phi.removeIncomingValue(entry.from, false);
  for (llvm::PHINode& phi : llvm::make_early_inc_range(copy.phis()))
    for (unsigned i = phi.getNumIncomingValues(); i-- > 0;) {
      const llvm::BasicBlock* from = phi.getIncomingBlock(i);
      const bool own = llvm::any_of(map, [&](const auto& each) { return each.second == from; });
      if (from != entry.from && !own) phi.removeIncomingValue(i, false);
    }
}

void copy_tail(const Entry& entry) {
  llvm::ValueToValueMapTy map;
  const auto copies = copies_of(tail_from(*entry.to), map);
  for (llvm::BasicBlock* copy : llvm::ArrayRef(copies).drop_front())
    for (llvm::PHINode& phi : copy->phis())
      for (unsigned i = phi.getNumIncomingValues(); i-- > 0;)
        if (!llvm::is_contained(copies, phi.getIncomingBlock(i))) phi.removeIncomingValue(i, false);
  enter_copy(entry, *copies.front(), map);
}

}  // namespace

llvm::SmallVector<llvm::BasicBlock*> tail_from(llvm::BasicBlock& start) {
  llvm::SmallVector<llvm::BasicBlock*> out{&start};
  for (std::size_t i = 0; i < out.size(); ++i)
    for (llvm::BasicBlock* next : llvm::successors(out[i]))
      if (!llvm::isa<llvm::ReturnInst>(next->front()) && !llvm::is_contained(out, next))
        out.push_back(next);
  return out;
}

llvm::SmallVector<llvm::BasicBlock*> copies_of(llvm::ArrayRef<llvm::BasicBlock*> blocks,
                                               llvm::ValueToValueMapTy& map) {
  llvm::SmallVector<llvm::BasicBlock*> out;
  for (llvm::BasicBlock* each : blocks) {
    out.push_back(llvm::CloneBasicBlock(each, map, ".copy", each->getParent()));
    map[each] = out.back();
  }
  llvm::remapInstructionsInBlocks(out, map);
  return out;
}

bool waits(const llvm::Loop& loop) {
  return llvm::any_of(loop.blocks(), [](const llvm::BasicBlock* each) { return waits(*each); });
}

llvm::DenseSet<const llvm::BasicBlock*> blocks_before_waits(const llvm::Function& function) {
  llvm::DenseSet<const llvm::BasicBlock*> out;
  llvm::SmallVector<const llvm::BasicBlock*> left;
  const auto add = [&](const llvm::BasicBlock& block) {
    if (out.insert(&block).second) left.push_back(&block);
  };
  for (const llvm::BasicBlock& block : function)
    if (waits(block)) add(block);
  while (!left.empty())
    for (const llvm::BasicBlock* from : llvm::predecessors(left.pop_back_val())) add(*from);
  return out;
}

void separate_tails(llvm::Function& kernel, BlockShape blocks) {
  constexpr unsigned kMostInstructions = 4000;  // in all copies
  std::vector<Entry> entries = entries_of(kernel);
  if (llvm::none_of(entries, [&](const Entry& each) { return shares_tail(each, entries); })) return;
  const llvm::DominatorTree dominators(kernel);
  const llvm::LoopInfo loops(dominators);
  const llvm::PostDominatorTree ends(kernel);
  const Shapes shapes(kernel, loops, ends, blocks);
  unsigned instructions = 0;
  for (std::size_t i = entries.size(); i-- > 0;) {
    const Entry entry = entries[i];
    if (!shapes.parts(*entry.from) || !shares_tail(entry, entries)) continue;
    for (const llvm::BasicBlock* each : tail_from(*entry.to)) instructions += each->size();
    if (instructions > kMostInstructions) break;
    copy_tail(entry);
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(i));
  }
  llvm::removeUnreachableBlocks(kernel);
}

void separate_latches(llvm::LoopInfo& loops, llvm::DominatorTree& dominators) {
  for (const llvm::Loop* loop : loops.getLoopsInPreorder()) {
    llvm::BasicBlock* latch = loop->getLoopLatch();
    if (latch != nullptr && loop->isLoopExiting(latch) && waits(*loop))
      llvm::SplitEdge(latch, loop->getHeader(), &dominators, &loops);
  }
}

}  // namespace larder::generate::vectors
