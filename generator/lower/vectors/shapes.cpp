#include "generator/lower/vectors/shapes.h"

#include <llvm/ADT/PostOrderIterator.h>
#include <llvm/IR/CFG.h>
#include <llvm/IR/GetElementPtrTypeIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/Operator.h>

#include "generator/lower/vectors/tails.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

using BlockSet = llvm::DenseSet<const llvm::BasicBlock*>;

std::optional<std::int64_t> constant(const llvm::Value& value) {
  const auto* number = llvm::dyn_cast<llvm::ConstantInt>(&value);
  if (number == nullptr || number->getBitWidth() > 64) return std::nullopt;
  return number->getSExtValue();
}

Shape joined(Shape a, Shape b) {
  using Kind = Shape::Kind;
  if (a.kind == Kind::kUnknown) return b;
  if (b.kind == Kind::kUnknown) return a;
  if (a.stride != b.stride || a.span == 0 || b.span == 0) return Shape::varying();
  if (a.kind != b.kind || a.span != b.span || a.guessed != b.guessed)
    return Shape::in_stretches(a.stride, std::min(a.span, b.span), a.guessed || b.guessed);
  a.aligned = a.aligned && b.aligned;
  return a;
}

/// Of a value whose lanes are `stride` apart, if `from` are affine, or unless one number wraps
/// round; two that do could make the first and the last lane look as if none had.
Shape apart(std::initializer_list<Shape> from, std::int64_t stride, bool aligned = false) {
  const auto is_varying = [](const Shape& shape) { return shape.is_varying(); };
  if (llvm::none_of(from, is_varying)) return Shape::affine(stride, aligned);
  unsigned span = kLanes;
  for (const Shape& shape : from) span = std::min(span, shape.span);
  // Of two numbers that wrap round, one could make up for the other.
  const auto guesses = llvm::count_if(from, [](const Shape& shape) { return shape.guessed; });
  if (span == 0 || guesses > 1) return Shape::varying();
  return Shape::in_stretches(stride, span, guesses > 0);
}

struct Bounds {
  std::int64_t least;
  std::int64_t most;
};

/// Of a number of at most 32 bits that is made of indexes and constants, in every lane, whether it
/// is here or not; none if they are not known, or if a number on the way may wrap round.
std::optional<Bounds> bounds_of(const llvm::Value& value, unsigned depth = 0) {
  constexpr unsigned kDeepest = 6;
  const auto* type = llvm::dyn_cast<llvm::IntegerType>(value.getType());
  if (type == nullptr || type->getBitWidth() > 32 || depth > kDeepest) return std::nullopt;
  if (const auto number = constant(value)) return Bounds{*number, *number};
  if (const auto* call = llvm::dyn_cast<llvm::CallBase>(&value)) {
    if (word_of(value) == Word::kLane) return Bounds{0, kLanes - 1};
    const auto range = call->getRange();
    if (word_of(value) != Word::kIndex || !range) return std::nullopt;
    return Bounds{range->getSignedMin().getSExtValue(), range->getSignedMax().getSExtValue()};
  }
  const auto* binary = llvm::dyn_cast<llvm::BinaryOperator>(&value);
  if (binary == nullptr) return std::nullopt;
  const auto a = bounds_of(*binary->getOperand(0), depth + 1);
  const auto b = bounds_of(*binary->getOperand(1), depth + 1);
  if (!a || !b) return std::nullopt;
  Bounds out{};
  const auto* either = llvm::dyn_cast<llvm::PossiblyDisjointInst>(binary);
  if (binary->getOpcode() == llvm::Instruction::Add || (either != nullptr && either->isDisjoint()))
    out = {a->least + b->least, a->most + b->most};
  else if (binary->getOpcode() == llvm::Instruction::Sub)
    out = {a->least - b->most, a->most - b->least};
  else
    return std::nullopt;
  const llvm::APInt most = llvm::APInt::getSignedMaxValue(type->getBitWidth());
  const std::int64_t limit = most.getSExtValue();
  return out.least >= -limit && out.most <= limit ? std::optional(out) : std::nullopt;
}

/// The blocks from `start` on, up to `end`; no path goes back to the head of a loop around `from`.
BlockSet reachable(const llvm::BasicBlock* start, const llvm::BasicBlock* end,
                   const llvm::BasicBlock& from, const llvm::LoopInfo& loops) {
  BlockSet seen{start};
  llvm::SmallVector<const llvm::BasicBlock*> left{start};
  while (!left.empty()) {
    const llvm::BasicBlock* block = left.pop_back_val();
    if (block == end || block == &from) continue;
    for (const llvm::BasicBlock* next : llvm::successors(block)) {
      const llvm::Loop* loop = loops.getLoopFor(next);
      const bool back = loops.isLoopHeader(next) && loop->contains(block) && loop->contains(&from);
      if (!back && seen.insert(next).second) left.push_back(next);
    }
  }
  return seen;
}

BlockSet reachable_to_end(const llvm::BasicBlock& from, const llvm::BasicBlock* end) {
  BlockSet seen;
  llvm::SmallVector<const llvm::BasicBlock*> left(llvm::successors(&from));
  while (!left.empty()) {
    const llvm::BasicBlock* block = left.pop_back_val();
    if (block == end || !seen.insert(block).second) continue;
    left.append(llvm::succ_begin(block), llvm::succ_end(block));
  }
  return seen;
}

}  // namespace

Shapes::Shapes(llvm::Function& function, const llvm::LoopInfo& loops,
               const llvm::PostDominatorTree& ends, BlockShape blocks)
    : function_(function), loop_info_(loops), ends_(ends), blocks_(blocks) {
  for (bool more = true; more;) {
    while (update_values()) {
    }
    more = false;
    for (const llvm::BasicBlock& block : function_) {
      const auto* branch = llvm::dyn_cast<llvm::BranchInst>(block.getTerminator());
      if (branch == nullptr || !branch->isConditional()) continue;
      if (of(*branch->getCondition()).is_uniform() || !diverging_.insert(&block).second) continue;
      spread_divergence(block);
      more = true;
    }
  }
}

void Shapes::spread_divergence(const llvm::BasicBlock& block) {
  const auto* node = ends_.getNode(&block)->getIDom();
  const llvm::BasicBlock* end = node != nullptr ? node->getBlock() : nullptr;
  const BlockSet region = reachable_to_end(block, end);
  partial_.insert(region.begin(), region.end());
  const auto* branch = llvm::cast<llvm::BranchInst>(block.getTerminator());
  const BlockSet one = reachable(branch->getSuccessor(0), end, block, loop_info_);
  const BlockSet other = reachable(branch->getSuccessor(1), end, block, loop_info_);
  for (const llvm::BasicBlock* each : one)
    if (other.contains(each) && !each->hasNPredecessors(1)) joins_.insert(each);
  for (const llvm::Loop* loop = loop_info_.getLoopFor(&block); loop != nullptr;
       loop = loop->getParentLoop()) {
    const auto leaves = [&](const llvm::BasicBlock* from) {
      return loop->contains(from) && llvm::any_of(llvm::successors(from), [&](const auto* next) {
               return !loop->contains(next);
             });
    };
    if ((!leaves(&block) && llvm::none_of(region, leaves)) || !loops_out_.insert(loop).second)
      continue;
    join_after(*loop);
    if (waits(*loop)) finish_early(*loop);
  }
}

/// Lanes that leave a loop for good do so while others are still in it (order.h).
void Shapes::finish_early(const llvm::Loop& loop) {
  const auto before_waits = blocks_before_waits(function_);
  llvm::SmallVector<llvm::BasicBlock*> exits;
  loop.getUniqueExitBlocks(exits);
  for (llvm::BasicBlock* exit : exits) {
    if (before_waits.contains(exit)) continue;
    const auto tail = tail_from(*exit);
    partial_.insert(tail.begin(), tail.end());
  }
}

/// Lanes that leave a loop by different exits, at different times, meet behind it.
void Shapes::join_after(const llvm::Loop& loop) {
  llvm::SmallVector<llvm::BasicBlock*> exits;
  loop.getUniqueExitBlocks(exits);
  const llvm::BasicBlock* end = exits.empty() ? nullptr : exits.front();
  for (const llvm::BasicBlock* exit : exits)
    if (end != nullptr) end = ends_.findNearestCommonDominator(end, exit);
  llvm::DenseMap<const llvm::BasicBlock*, unsigned> ways;
  for (const llvm::BasicBlock* exit : exits)
    for (const llvm::BasicBlock* each : reachable(exit, end, *loop.getHeader(), loop_info_))
      if (++ways[each] > 1 && !each->hasNPredecessors(1)) joins_.insert(each);
}

bool Shapes::update_values() {
  bool changed = false;
  for (const llvm::BasicBlock* block :
       llvm::ReversePostOrderTraversal<const llvm::Function*>(&function_))
    for (const llvm::Instruction& instruction : *block) {
      const Shape now = shape_of(instruction);
      Shape& known = shapes_[&instruction];
      const Shape before = known;
      known = joined(before, now);
      // A shape only loses properties, so this ends: what was derived from it is derived again.
      if (!(known == now)) known = Shape::varying();
      changed |= !(known == before);
    }
  return changed;
}

Shape Shapes::of(const llvm::Value& value) const {
  if (const auto* number = llvm::dyn_cast<llvm::ConstantInt>(&value))
    return Shape::uniform(number->getBitWidth() <= 64 && number->getZExtValue() % kLanes == 0);
  if (!llvm::isa<llvm::Instruction>(value)) return Shape::uniform();
  return shapes_.lookup(&value);
}

bool Shapes::diverges(const llvm::BasicBlock& block) const { return diverging_.contains(&block); }

Shape Shapes::shape_of(const llvm::Instruction& instruction) const {
  if (const auto* phi = llvm::dyn_cast<llvm::PHINode>(&instruction)) return of_phi(*phi);
  if (const auto* binary = llvm::dyn_cast<llvm::BinaryOperator>(&instruction))
    return of_binary(*binary);
  if (const auto* cast = llvm::dyn_cast<llvm::CastInst>(&instruction)) return of_cast(*cast);
  if (const auto* address = llvm::dyn_cast<llvm::GetElementPtrInst>(&instruction))
    return of_address(*address);
  if (const auto* comparison = llvm::dyn_cast<llvm::ICmpInst>(&instruction))
    return of_comparison(*comparison);
  if (const auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction)) return of_call(*call);
  if (const auto* select = llvm::dyn_cast<llvm::SelectInst>(&instruction))
    return of_select(*select);
  if (const auto* place = llvm::dyn_cast<llvm::AllocaInst>(&instruction))
    return Shape::affine(static_cast<std::int64_t>(
        place->getAllocationSize(function_.getDataLayout())->getFixedValue()));
  if (llvm::isa<llvm::FreezeInst>(instruction)) return of(*instruction.getOperand(0));
  if (llvm::isa<llvm::AtomicRMWInst, llvm::AtomicCmpXchgInst>(instruction)) return Shape::varying();
  return of_operands(instruction);
}

Shape Shapes::of_operands(const llvm::Instruction& instruction) const {
  bool known = true;
  for (const llvm::Value* operand : instruction.operands()) {
    const Shape shape = of(*operand);
    if (shape.kind == Shape::Kind::kUnknown) known = false;
    if (shape.is_affine() || shape.is_varying()) return Shape::varying();
  }
  return known ? Shape::uniform() : Shape();
}

Shape Shapes::of_phi(const llvm::PHINode& phi) const {
  const llvm::BasicBlock* block = phi.getParent();
  Shape out;
  for (const llvm::Value* value : phi.incoming_values())
    if (value != &phi) out = joined(out, of(*value));
  if (joins_.contains(block) && phi.hasConstantValue() == nullptr) return Shape::varying();
  for (const llvm::BasicBlock* from : llvm::predecessors(block))
    for (const llvm::Loop* loop = loop_info_.getLoopFor(from);
         loop != nullptr && !loop->contains(block); loop = loop->getParentLoop())
      if (loops_out_.contains(loop)) return Shape::varying();
  return out;
}

Shape Shapes::of_select(const llvm::SelectInst& select) const {
  const Shape which = of(*select.getCondition());
  if (which.kind == Shape::Kind::kUnknown) return {};
  if (!which.is_uniform()) return Shape::varying();
  return joined(of(*select.getTrueValue()), of(*select.getFalseValue()));
}

Shape Shapes::of_binary(const llvm::BinaryOperator& binary) const {
  const Shape a = of(*binary.getOperand(0));
  const Shape b = of(*binary.getOperand(1));
  if (a.kind == Shape::Kind::kUnknown || b.kind == Shape::Kind::kUnknown) return {};
  if (!binary.getType()->isIntegerTy()) return of_operands(binary);
  if (a.is_uniform_in_stretches() && b.is_uniform_in_stretches() &&
      !(a.is_uniform() && b.is_uniform()))
    return apart({a, b}, 0);
  const auto factor = constant(*binary.getOperand(1));
  switch (binary.getOpcode()) {
    case llvm::Instruction::Add:
      return apart({a, b}, a.stride + b.stride, a.aligned && b.aligned);
    case llvm::Instruction::Sub:
      return apart({a, b}, a.stride - b.stride, a.aligned && b.aligned);
    case llvm::Instruction::Mul:
      if (a.is_uniform() && b.is_uniform()) return Shape::uniform(a.aligned || b.aligned);
      return factor ? apart({a}, a.stride * *factor, a.aligned) : Shape::varying();
    case llvm::Instruction::Shl:
      if (factor && *factor >= 0 && *factor < 32)
        return apart({a}, a.stride << *factor, a.aligned || *factor >= 5);
      return a.is_uniform() && b.is_uniform() ? Shape::uniform(a.aligned) : Shape::varying();
    case llvm::Instruction::Or:
      if (llvm::cast<llvm::PossiblyDisjointInst>(binary).isDisjoint())
        return apart({a, b}, a.stride + b.stride, a.aligned && b.aligned);
      return of_masking(binary);
    default:
      return of_masking(binary);
  }
}

// The lanes of an aligned index differ in the lowest bits alone, and hold all values of these.
Shape Shapes::of_masking(const llvm::BinaryOperator& binary) const {
  const Shape a = of(*binary.getOperand(0));
  if (a.is_uniform() && of(*binary.getOperand(1)).is_uniform()) return Shape::uniform();
  const auto mask = constant(*binary.getOperand(1));
  if (!mask || !a.is_affine() || a.stride != 1 || !a.aligned) return Shape::varying();
  const std::int64_t low = *mask & (kLanes - 1);
  switch (binary.getOpcode()) {
    case llvm::Instruction::And:
      if (low == kLanes - 1) return Shape::affine(1, true);
      return low == 0 ? Shape::uniform(true) : Shape::varying();
    case llvm::Instruction::Or:
    case llvm::Instruction::Xor:
      return low == 0 ? Shape::affine(1, true) : Shape::varying();
    case llvm::Instruction::LShr:
    case llvm::Instruction::AShr:
      return *mask >= 5 ? Shape::uniform() : Shape::varying();
    default:
      return Shape::varying();
  }
}

Shape Shapes::of_cast(const llvm::CastInst& cast) const {
  const llvm::Value& operand = *cast.getOperand(0);
  const Shape shape = of(operand);
  if (shape.kind == Shape::Kind::kUnknown || shape.is_uniform()) return shape;
  if (shape.is_varying() && shape.span == 0) return shape;
  const auto unless_it_wraps = [&](bool is_signed) {
    const auto bounds = bounds_of(operand);
    if (shape.stride == 0 || (bounds && (is_signed || bounds->least >= 0))) return shape;
    if (shape.guessed) return Shape::varying();
    return Shape::in_stretches(shape.stride, shape.span, true);
  };
  switch (cast.getOpcode()) {
    case llvm::Instruction::Trunc:
    case llvm::Instruction::PtrToInt:
    case llvm::Instruction::IntToPtr:
      if (cast.getType()->isIntegerTy() && cast.getType()->getIntegerBitWidth() < 16)
        return Shape::varying();
      return shape;
    case llvm::Instruction::SExt:
      return shape.is_affine() && extends(operand, true) ? shape : unless_it_wraps(true);
    case llvm::Instruction::ZExt:
      if (!shape.is_affine()) return unless_it_wraps(false);
      if (cast.hasNonNeg() && extends(operand, true)) return shape;
      return extends(operand, false) ? shape : unless_it_wraps(false);
    default:
      return Shape::varying();
  }
}

Shape Shapes::of_address(const llvm::GetElementPtrInst& address) const {
  const llvm::DataLayout& layout = function_.getDataLayout();
  Shape out = of(*address.getPointerOperand());
  out.aligned = false;
  for (auto at = llvm::gep_type_begin(address); at != llvm::gep_type_end(address); ++at) {
    const Shape index = of(*at.getOperand());
    if (out.kind == Shape::Kind::kUnknown || index.kind == Shape::Kind::kUnknown) return {};
    if (index.is_uniform()) continue;
    if (at.getOperand()->getType()->getScalarSizeInBits() < 64) return Shape::varying();
    const auto bytes = at.getSequentialElementStride(layout).getFixedValue();
    const std::int64_t more = index.stride * static_cast<std::int64_t>(bytes);
    out = apart({out, index}, out.stride + more);
  }
  return out;
}

// An aligned index, and a bound that is a multiple of the number of lanes: all lanes are on one
// side.
Shape Shapes::of_comparison(const llvm::ICmpInst& comparison) const {
  const Shape a = of(*comparison.getOperand(0));
  const auto bound = constant(*comparison.getOperand(1));
  if (a.is_affine() && a.stride == 1 && a.aligned && bound && !comparison.isEquality()) {
    using Predicate = llvm::CmpInst::Predicate;
    const Predicate predicate = comparison.getPredicate();
    const bool below = predicate == Predicate::ICMP_ULT || predicate == Predicate::ICMP_SLT ||
                       predicate == Predicate::ICMP_UGE || predicate == Predicate::ICMP_SGE;
    if ((below ? *bound : *bound + 1) % kLanes == 0) return Shape::uniform();
  }
  return of_operands(comparison);
}

Shape Shapes::of_call(const llvm::CallBase& call) const {
  const auto number = [&] { return constant(*call.getArgOperand(0)).value_or(0); };
  switch (word_of(call)) {
    case Word::kIndex:
      if (number() < 3 && blocks_.row == 0) return Shape::varying();
      if (number() < 2 && blocks_.row < kLanes)
        return Shape::in_stretches(number() == 0 ? 1 : 0, blocks_.row);
      if (number() == 0) return Shape::affine(1, true);
      return Shape::uniform(number() ==
                            std::int64_t{3} * static_cast<int>(IndexVariable::kBlockSize));
    case Word::kLane:
      return Shape::affine(1, true);
    case Word::kSharedObject:
    case Word::kDynamicShared:
    case Word::kBarrierCount:
    case Word::kActiveLanes:
    case Word::kAllLanes:
      return Shape::uniform();
    case Word::kWarp: {
      constexpr std::int64_t kShuffle = 1;
      constexpr std::int64_t kMatchAny = 6;
      return number() == kShuffle || number() == kMatchAny ? Shape::varying() : Shape::uniform();
    }
    case Word::kNone:
    case Word::kBarrier:
    case Word::kFence:
    case Word::kStep:
    case Word::kTrap:
    case Word::kOther:
      return of_operands(call);
  }
  return Shape::varying();
}

bool Shapes::is_sign_extended(const llvm::Instruction& instruction) const {
  const auto* wider = llvm::dyn_cast<llvm::ZExtInst>(&instruction);
  return wider != nullptr && wider->hasNonNeg() && !extends(*wider->getOperand(0), false);
}

bool Shapes::extends(const llvm::Value& value, bool is_signed) const {
  Seen seen;
  return extends(value, is_signed, seen);
}

// Of a phi, each value that reaches it has to; one that depends on the phi itself, or is not known
// yet, does if the others do. What LLVM knows of overflow where only some lanes are need not hold
// for lane 0.
bool Shapes::extends(const llvm::Value& value, bool is_signed, Seen& seen) const {
  const Shape shape = of(value);
  if (shape.kind == Shape::Kind::kUnknown || shape.is_uniform() || !seen.insert(&value).second)
    return true;
  const Word word = word_of(value);
  if (word == Word::kIndex || word == Word::kLane) return true;
  const auto of_operand = [&](const llvm::Use& operand) {
    return extends(*operand, is_signed, seen);
  };
  const auto* instruction = llvm::dyn_cast<llvm::Instruction>(&value);
  if (instruction == nullptr || !shape.is_affine()) return false;
  if (llvm::isa<llvm::PHINode>(instruction))
    return llvm::all_of(instruction->operands(), of_operand);
  if (const auto* select = llvm::dyn_cast<llvm::SelectInst>(instruction))
    return of_operand(select->getOperandUse(1)) && of_operand(select->getOperandUse(2));
  if (llvm::isa<llvm::SExtInst>(instruction)) return is_signed;
  if (llvm::isa<llvm::ZExtInst>(instruction)) return true;
  if (instruction->getOpcode() == llvm::Instruction::And) return true;  // of an aligned index
  if (const auto bounds = bounds_of(value))
    return (is_signed || bounds->least >= 0) && llvm::all_of(instruction->operands(), of_operand);
  if (partial_.contains(instruction->getParent())) return false;
  if (const auto* disjoint = llvm::dyn_cast<llvm::PossiblyDisjointInst>(instruction))
    if (disjoint->isDisjoint()) return llvm::all_of(instruction->operands(), of_operand);
  if (const auto* wraps = llvm::dyn_cast<llvm::OverflowingBinaryOperator>(instruction))
    if (is_signed ? wraps->hasNoSignedWrap() : wraps->hasNoUnsignedWrap())
      return llvm::all_of(instruction->operands(), of_operand);
  return false;
}

}  // namespace larder::generate::vectors
