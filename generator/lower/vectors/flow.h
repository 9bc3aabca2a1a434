// The control flow of a warp: lanes that go different ways take turns.
//
// A block runs with a mask of the lanes that are in it. Where lanes part, the warp goes to the
// first of their blocks in visiting order, and the others are pending; the warp visits these later,
// before any block after them. Branches on which all lanes agree stay branches (partial
// linearisation: Moll and Hack, PLDI 2018).
#ifndef LARDER_GENERATOR_LOWER_VECTORS_FLOW_H
#define LARDER_GENERATOR_LOWER_VECTORS_FLOW_H

#include <llvm/IR/Dominators.h>

#include <set>
#include <vector>

#include "generator/lower/vectors/warp_code.h"

namespace larder::generate::vectors {

class Flow {
 public:
  Flow(WarpCode& code, std::vector<llvm::BasicBlock*> order, const llvm::LoopInfo& loops,
       const llvm::DominatorTree& dominators);
  /// Writes the whole body.
  void write();

 private:
  using Pending = std::set<std::size_t>;  ///< numbers of blocks
  struct Visit {
    llvm::BasicBlock* head;             ///< where others jump to
    Pending pending;                    ///< the blocks where other lanes may be
    bool may_be_empty = false;          ///< no lane may be in it
    llvm::AllocaInst* lanes = nullptr;  ///< those that wait to run it; null: all will come
  };

  void begin_with_threads();
  /// Writes a block, twice if that is faster: for a whole warp and for some of its lanes.
  void visit(std::size_t number);
  void write_body(std::size_t number);
  void enter(std::size_t number);
  void read_phis(const llvm::BasicBlock& block);
  /// What the blocks held to which all lanes come from here is of no use, and need not be kept.
  void forget_what_follows(const llvm::BasicBlock& block);
  void leave(std::size_t number);
  void leave_by_branch(std::size_t number, const llvm::BranchInst& branch);
  void part(std::size_t number, const llvm::BranchInst& branch);
  /// Lanes go on from one block to another: it gets them and the values of its phis.
  void send(const llvm::BasicBlock& from, const llvm::BasicBlock& to, llvm::Value* lanes,
            bool surely);
  /// Jumps to `to`, with the lanes that were sent there, or first to what is pending before it.
  void go(std::size_t from, std::size_t to);
  /// Jumps to the first of these blocks.
  void go_to_first(Pending blocks, bool surely);
  [[nodiscard]] bool is_back_edge(const llvm::BasicBlock& from, const llvm::BasicBlock& to) const;
  llvm::AllocaInst* incoming(const llvm::PHINode& phi);

  WarpCode& code_;
  Builder& builder_;
  const std::vector<llvm::BasicBlock*> order_;
  const llvm::LoopInfo& loops_;
  const llvm::DominatorTree& dominators_;
  std::vector<Visit> visits_;
  llvm::DenseMap<const llvm::BasicBlock*, std::size_t> numbers_;
  llvm::DenseMap<const llvm::PHINode*, llvm::AllocaInst*> incoming_;
};

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_FLOW_H
