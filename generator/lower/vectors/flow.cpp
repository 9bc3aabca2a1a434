#include "generator/lower/vectors/flow.h"

#include <llvm/IR/CFG.h>

#include "generator/lower/vectors/context.h"
#include "generator/lower/vectors/memory.h"
#include "generator/lower/vectors/widen.h"

namespace larder::generate::vectors {

Flow::Flow(WarpCode& code, std::vector<llvm::BasicBlock*> order, const llvm::LoopInfo& loops,
           const llvm::DominatorTree& dominators)
    : code_(code),
      builder_(code.builder),
      order_(std::move(order)),
      loops_(loops),
      dominators_(dominators) {
  llvm::Type* mask = llvm::FixedVectorType::get(builder_.getInt1Ty(), kLanes);
  for (std::size_t i = 0; i < order_.size(); ++i) {
    numbers_[order_[i]] = i;
    Visit& visit = visits_.emplace_back(Visit{code_.block("visit"), {}});
    if (!code_.shapes.is_partial(*order_[i])) continue;
    visit.lanes = code_.values.variable(mask);
    builder_.CreateStore(llvm::Constant::getNullValue(mask), visit.lanes);
    if (!llvm::isa<llvm::ReturnInst>(order_[i]->getTerminator()))
      code_.masks.push_back(visit.lanes);
  }
  if (code_.shapes.blocks().has_rest()) begin_with_threads();
  builder_.CreateBr(visits_.front().head);
}

// The last warp may have fewer threads than lanes; the others count as threads that have returned.
void Flow::begin_with_threads() {
  llvm::Value* threads = code_.values.field(builder_.getInt32Ty(), Offsets::kThreads);
  llvm::Value* first =
      builder_.CreateMul(code_.function.getArg(WarpParameters::kWarp), builder_.getInt32(kLanes));
  llvm::Value* left = builder_.CreateVectorSplat(kLanes, builder_.CreateSub(threads, first));
  llvm::Value* lanes = builder_.CreateICmpULT(code_.lane_numbers(), left);
  builder_.CreateStore(lanes, visits_.front().lanes);
  builder_.CreateStore(builder_.CreateNot(code_.bits(lanes)), code_.exited);
}

void Flow::write() {
  for (std::size_t i = 0; i < order_.size(); ++i) visit(i);
}

bool Flow::is_back_edge(const llvm::BasicBlock& from, const llvm::BasicBlock& to) const {
  return loops_.isLoopHeader(&to) && loops_.getLoopFor(&to)->contains(&from);
}

void Flow::visit(std::size_t number) {
  enter(number);
  read_phis(*order_[number]);
  forget_what_follows(*order_[number]);
  const llvm::Loop* loop = loops_.getLoopFor(order_[number]);
  const bool turns_with_all = loop != nullptr && !code_.shapes.diverges(*loop);
  if (code_.mask == nullptr || !gains_from_whole_warps(code_, *order_[number], turns_with_all))
    return write_body(number);
  llvm::BasicBlock* ways[] = {code_.block("whole"), code_.block("part")};
  builder_.CreateCondBr(code_.are_all_here(), ways[0], ways[1]);
  const Values::Scope scope = code_.values.scope();
  llvm::Value* masks[] = {nullptr, code_.mask};
  for (unsigned i = 0; i < 2; ++i) {
    builder_.SetInsertPoint(ways[i]);
    code_.values.set_scope(scope);
    code_.mask = masks[i];
    write_body(number);
  }
}

void Flow::write_body(std::size_t number) {
  for (const llvm::Instruction& instruction : *order_[number]) {
    if (llvm::isa<llvm::PHINode>(instruction)) continue;
    if (instruction.isTerminator()) break;
    write_instruction(code_, instruction);
    if (builder_.GetInsertBlock()->getTerminator() != nullptr) return;  // it ends the launch
  }
  leave(number);
}

void Flow::enter(std::size_t number) {
  Visit& visit = visits_[number];
  const llvm::Loop* loop = loops_.getLoopFor(order_[number]);
  if (loop != nullptr && loop->getHeader() == order_[number] && code_.shapes.diverges(*loop)) {
    llvm::SmallVector<llvm::BasicBlock*> exits;
    loop->getUniqueExitBlocks(exits);
    const std::size_t latch = numbers_.at(loop->getLoopLatch());
    for (const llvm::BasicBlock* exit : exits)
      if (numbers_.at(exit) > latch) visit.pending.insert(numbers_.at(exit));
  }
  builder_.SetInsertPoint(visit.head);
  code_.values.set_scope(Values::Scope());
  code_.mask = nullptr;
  if (visit.lanes == nullptr) return;
  llvm::Type* type = visit.lanes->getAllocatedType();
  code_.mask = builder_.CreateLoad(type, visit.lanes);
  if (visit.may_be_empty && !visit.pending.empty()) {
    llvm::BasicBlock* body = code_.block("body");
    llvm::BasicBlock* skip = code_.block("skip");
    builder_.CreateCondBr(code_.any(code_.mask), body, skip);
    builder_.SetInsertPoint(skip);
    go_to_first(visit.pending, false);
    builder_.SetInsertPoint(body);
  }
  builder_.CreateStore(llvm::Constant::getNullValue(type), visit.lanes);
}

llvm::AllocaInst* Flow::incoming(const llvm::PHINode& phi) {
  llvm::AllocaInst*& out = incoming_[&phi];
  if (out == nullptr) out = code_.values.variable(code_.values.kept_type(phi));
  return out;
}

void Flow::read_phis(const llvm::BasicBlock& block) {
  for (const llvm::PHINode& phi : block.phis()) {
    llvm::AllocaInst* from = incoming(phi);
    code_.values.define(phi, builder_.CreateLoad(from->getAllocatedType(), from));
  }
}

// Without this, values of an earlier turn would be kept across barriers for lanes that are not
// here.
void Flow::forget_what_follows(const llvm::BasicBlock& block) {
  for (const auto* child : *dominators_.getNode(&block)) {
    const llvm::BasicBlock* next = child->getBlock();
    if (loops_.getLoopFor(next) != loops_.getLoopFor(&block)) continue;
    for (const llvm::PHINode& phi : next->phis()) {
      llvm::AllocaInst* place = incoming(phi);
      builder_.CreateStore(llvm::PoisonValue::get(place->getAllocatedType()), place);
    }
    if (llvm::AllocaInst* lanes = visits_[numbers_.at(next)].lanes)
      builder_.CreateStore(llvm::Constant::getNullValue(lanes->getAllocatedType()), lanes);
  }
}

void Flow::send(const llvm::BasicBlock& from, const llvm::BasicBlock& to, llvm::Value* lanes,
                bool surely) {
  llvm::SmallVector<std::pair<const llvm::PHINode*, llvm::Value*>> values;
  for (const llvm::PHINode& phi : to.phis()) {
    const llvm::Value& value = *phi.getIncomingValueForBlock(&from);
    const bool scalar = code_.shapes.of(phi).is_scalar();
    values.push_back({&phi, scalar ? code_.values.scalar(value) : code_.values.vector(value)});
  }
  for (auto [phi, value] : values) {
    llvm::AllocaInst* place = incoming(*phi);
    const bool scalar = code_.shapes.of(*phi).is_scalar();
    const bool all = scalar ? surely : lanes == nullptr;
    if (!all && !value->getType()->isStructTy()) {
      llvm::Value* old = builder_.CreateLoad(place->getAllocatedType(), place);
      llvm::Value* which = scalar ? code_.any(lanes) : lanes;
      value = builder_.CreateSelect(which, value, old);
    }
    builder_.CreateStore(value, place);
  }
  const bool returns = llvm::isa<llvm::ReturnInst>(to.getTerminator());
  llvm::Value* sent = lanes != nullptr ? lanes : code_.lanes();
  if (returns && lanes != nullptr) {
    llvm::Value* gone = builder_.CreateLoad(builder_.getInt32Ty(), code_.exited);
    builder_.CreateStore(builder_.CreateOr(gone, code_.bits(sent)), code_.exited);
  }
  llvm::AllocaInst* waiting = visits_[numbers_.at(&to)].lanes;
  if (waiting == nullptr) return;
  llvm::Value* old = builder_.CreateLoad(waiting->getAllocatedType(), waiting);
  builder_.CreateStore(builder_.CreateOr(old, sent), waiting);
}

void Flow::go_to_first(Pending blocks, bool surely) {
  const std::size_t first = *blocks.begin();
  blocks.erase(blocks.begin());
  Visit& visit = visits_[first];
  if (!surely && !blocks.empty()) visit.may_be_empty = true;
  visit.pending.insert(blocks.begin(), blocks.end());
  builder_.CreateBr(visit.head);
}

void Flow::go(std::size_t from, std::size_t to) {
  if (is_back_edge(*order_[from], *order_[to])) {
    builder_.CreateBr(visits_[to].head);
    return;
  }
  Pending blocks = visits_[from].pending;
  blocks.insert(to);
  const bool surely = *blocks.begin() == to;
  go_to_first(std::move(blocks), surely);
}

void Flow::leave(std::size_t number) {
  const llvm::Instruction& end = *order_[number]->getTerminator();
  if (const auto* branch = llvm::dyn_cast<llvm::BranchInst>(&end)) {
    leave_by_branch(number, *branch);
  } else if (llvm::isa<llvm::ReturnInst>(end)) {
    builder_.CreateRet(builder_.getInt32(kEnded));
  } else {
    builder_.CreateUnreachable();
  }
}

void Flow::leave_by_branch(std::size_t number, const llvm::BranchInst& branch) {
  const llvm::BasicBlock& block = *order_[number];
  if (branch.isConditional() && code_.shapes.diverges(block)) return part(number, branch);
  if (branch.isUnconditional()) {
    send(block, *branch.getSuccessor(0), code_.mask, true);
    return go(number, numbers_.at(branch.getSuccessor(0)));
  }
  llvm::BasicBlock* ways[] = {code_.block("true"), code_.block("false")};
  builder_.CreateCondBr(code_.values.scalar(*branch.getCondition()), ways[0], ways[1]);
  const Values::Scope scope = code_.values.scope();
  for (unsigned i = 0; i < 2; ++i) {
    builder_.SetInsertPoint(ways[i]);
    code_.values.set_scope(scope);
    send(block, *branch.getSuccessor(i), code_.mask, true);
    go(number, numbers_.at(branch.getSuccessor(i)));
  }
}

void Flow::part(std::size_t number, const llvm::BranchInst& branch) {
  const llvm::BasicBlock& block = *order_[number];
  llvm::Value* condition = code_.values.vector(*branch.getCondition());
  llvm::Value* nobody = llvm::Constant::getNullValue(condition->getType());
  // Not a bitwise and: lanes that are not here may hold poison.
  llvm::Value* lanes[] = {code_.here_or(condition, nobody),
                          code_.here_or(builder_.CreateNot(condition), nobody)};
  Pending blocks = visits_[number].pending;
  llvm::Value* again = nullptr;
  llvm::BasicBlock* header = nullptr;
  for (unsigned i = 0; i < 2; ++i) {
    llvm::BasicBlock* to = branch.getSuccessor(i);
    send(block, *to, lanes[i], false);
    if (is_back_edge(block, *to)) {
      again = code_.any(lanes[i]);
      header = visits_[numbers_.at(to)].head;
    } else {
      blocks.insert(numbers_.at(to));
    }
  }
  if (again != nullptr) {
    llvm::BasicBlock* out = code_.block("loop.end");
    builder_.CreateCondBr(again, header, out);
    builder_.SetInsertPoint(out);
  }
  go_to_first(std::move(blocks), false);
}

}  // namespace larder::generate::vectors
