#include "generator/lower/vectors/memory.h"

#include <llvm/Analysis/ValueTracking.h>

#include <functional>

#include "generator/lower/vectors/lane_values.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

/// How the values of the lanes lie in memory.
struct Places {
  enum class Kind : std::uint8_t { kSideBySide, kPerhaps, kAnywhere };
  Kind kind = Kind::kAnywhere;
  unsigned span = kLanes;  ///< perhaps in stretches of so many lanes
  bool one = false;        ///< the lanes of a stretch have one place
  bool guessed = false;    ///< unless a number wraps round
};

std::int64_t size_of(const WarpCode& code, llvm::Type* type) {
  return static_cast<std::int64_t>(
      code.function.getDataLayout().getTypeAllocSize(type).getFixedValue());
}

/// `shape`: of the address; `size`: of what is there.
Places places(const Shape& shape, std::int64_t size) {
  const bool beside = shape.stride == size;
  if (shape.is_affine())
    return {beside ? Places::Kind::kSideBySide : Places::Kind::kAnywhere, kLanes, false, false};
  if (shape.span == 0 || (!beside && shape.stride != 0)) return {};
  return {Places::Kind::kPerhaps, shape.span, !beside, shape.guessed};
}

/// Two ways to do the same, and the value in which they meet.
using Way = std::function<llvm::Value*()>;
llvm::Value* write_ways(WarpCode& code, llvm::Value* condition, const Way& one, const Way& other) {
  Builder& builder = code.builder;
  llvm::BasicBlock* ways[] = {code.block("beside"), code.block("apart")};
  llvm::BasicBlock* end = code.block("met");
  builder.CreateCondBr(condition, ways[0], ways[1]);
  llvm::Value* values[2];
  const Values::Scope scope = code.values.scope();
  for (unsigned i = 0; i < 2; ++i) {
    builder.SetInsertPoint(ways[i]);
    code.values.set_scope(scope);
    values[i] = i == 0 ? one() : other();
    ways[i] = builder.GetInsertBlock();
    builder.CreateBr(end);
  }
  builder.SetInsertPoint(end);
  code.values.set_scope(scope);
  if (values[0] == nullptr) return nullptr;
  llvm::PHINode* out = builder.CreatePHI(values[0]->getType(), 2);
  for (unsigned i = 0; i < 2; ++i) out->addIncoming(values[i], ways[i]);
  return out;
}

/// Whether the addresses of each stretch are as guessed, given that they are unless a number wraps
/// round, once: then the first and the last of them are too far apart. Lanes that are not here have
/// old ones.
llvm::Value* are_as_guessed(WarpCode& code, const llvm::Value& address, const Places& lie,
                            llvm::ArrayRef<llvm::Value*> firsts, llvm::Type* type) {
  Builder& builder = code.builder;
  llvm::Type* number = builder.getInt64Ty();
  llvm::Value* out = builder.getTrue();
  std::uint32_t asked = 0;
  for (unsigned i = 0; i < firsts.size(); ++i) {
    const unsigned first = i * lie.span;
    const unsigned last = first + lie.span - 1;
    asked |= 1u << first | 1u << last;
    if (!lie.guessed) continue;
    llvm::Value* apart =
        builder.CreateSub(builder.CreatePtrToInt(value_in_lane(code, address, last), number),
                          builder.CreatePtrToInt(firsts[i], number));
    const auto wanted =
        lie.one ? 0 : static_cast<std::uint64_t>(size_of(code, type) * (lie.span - 1));
    out = builder.CreateAnd(out, builder.CreateICmpEQ(apart, builder.getInt64(wanted)));
  }
  out = builder.CreateFreeze(out);
  if (code.mask == nullptr || is_computed_in_all_lanes(code, address)) return out;
  llvm::Value* here = builder.CreateAnd(code.lane_bits(), builder.getInt32(asked));
  return builder.CreateAnd(out, builder.CreateICmpEQ(here, builder.getInt32(asked)));
}

/// The lanes of a stretch, of a vector of all.
llvm::Value* stretch_of(Builder& builder, llvm::Value* all, unsigned number, unsigned span) {
  llvm::SmallVector<int> lanes;
  for (unsigned i = 0; i < span; ++i) lanes.push_back(static_cast<int>(number * span + i));
  return span == kLanes ? all : builder.CreateShuffleVector(all, lanes);
}

/// All stretches one after the other; by halves, which suits LLVM.
llvm::Value* joined(Builder& builder, llvm::ArrayRef<llvm::Value*> stretches) {
  if (stretches.size() == 1) return stretches.front();
  const std::size_t half = stretches.size() / 2;
  llvm::Value* low = joined(builder, stretches.take_front(half));
  llvm::Value* high = joined(builder, stretches.drop_front(half));
  llvm::SmallVector<int> lanes;
  const unsigned count = 2 * llvm::cast<llvm::FixedVectorType>(low->getType())->getNumElements();
  for (unsigned i = 0; i < count; ++i) lanes.push_back(static_cast<int>(i));
  return builder.CreateShuffleVector(low, high, lanes);
}

/// What an update makes of the old number and its operand.
using Update = llvm::Value* (*)(Builder& builder, llvm::Value* old, llvm::Value* value);

template <llvm::CmpInst::Predicate Wins>
llvm::Value* winner(Builder& builder, llvm::Value* old, llvm::Value* value) {
  return builder.CreateSelect(builder.CreateICmp(Wins, old, value), old, value);
}

/// Null: it takes more than an instruction or two.
Update plain_form(llvm::AtomicRMWInst::BinOp operation) {
  using llvm::Value;
  switch (operation) {
    case llvm::AtomicRMWInst::Xchg:
      return [](Builder&, Value*, Value* value) { return value; };
    case llvm::AtomicRMWInst::Add:
      return
          [](Builder& builder, Value* old, Value* value) { return builder.CreateAdd(old, value); };
    case llvm::AtomicRMWInst::Sub:
      return
          [](Builder& builder, Value* old, Value* value) { return builder.CreateSub(old, value); };
    case llvm::AtomicRMWInst::And:
      return
          [](Builder& builder, Value* old, Value* value) { return builder.CreateAnd(old, value); };
    case llvm::AtomicRMWInst::Or:
      return
          [](Builder& builder, Value* old, Value* value) { return builder.CreateOr(old, value); };
    case llvm::AtomicRMWInst::Xor:
      return
          [](Builder& builder, Value* old, Value* value) { return builder.CreateXor(old, value); };
    case llvm::AtomicRMWInst::FAdd:
      return
          [](Builder& builder, Value* old, Value* value) { return builder.CreateFAdd(old, value); };
    case llvm::AtomicRMWInst::FSub:
      return
          [](Builder& builder, Value* old, Value* value) { return builder.CreateFSub(old, value); };
    case llvm::AtomicRMWInst::Max:
      return winner<llvm::CmpInst::ICMP_SGT>;
    case llvm::AtomicRMWInst::Min:
      return winner<llvm::CmpInst::ICMP_SLT>;
    case llvm::AtomicRMWInst::UMax:
      return winner<llvm::CmpInst::ICMP_UGT>;
    case llvm::AtomicRMWInst::UMin:
      return winner<llvm::CmpInst::ICMP_ULT>;
    default:
      return nullptr;
  }
}

}  // namespace

LaneArray::LaneArray(WarpCode& code, llvm::Type* type) : code_(code), type_(type) {
  place_ = code.values.variable(llvm::ArrayType::get(type, kLanes));
}

LaneArray::LaneArray(WarpCode& code, const llvm::Value& value)
    : code_(code), type_(value.getType()) {
  if (code.shapes.of(value).is_uniform()) {
    uniform_ = code.values.scalar(value);
    return;
  }
  place_ = code.values.variable(llvm::ArrayType::get(type_, kLanes));
  code.builder.CreateAlignedStore(code.values.vector(value), place_,
                                  code.function.getDataLayout().getABITypeAlign(type_));
}

llvm::Value* LaneArray::get(llvm::Value* lane) {
  if (uniform_ != nullptr) return uniform_;
  return code_.builder.CreateLoad(type_, code_.builder.CreateInBoundsGEP(type_, place_, {lane}));
}

void LaneArray::set(llvm::Value* lane, llvm::Value* value) {
  code_.builder.CreateStore(value, code_.builder.CreateInBoundsGEP(type_, place_, {lane}));
}

llvm::Value* LaneArray::all() {
  return code_.builder.CreateAlignedLoad(widened(*type_), place_,
                                         code_.function.getDataLayout().getABITypeAlign(type_));
}

namespace {

llvm::SmallVector<llvm::Value*> first_addresses(WarpCode& code, const llvm::Value& address,
                                                const Places& lie) {
  llvm::SmallVector<llvm::Value*> out;
  for (unsigned lane = 0; lane < kLanes; lane += lie.span)
    out.push_back(value_in_lane(code, address, lane));
  return out;
}

/// What one place holds, for a stretch of lanes; nothing is read if none of them is here.
llvm::Value* load_one(WarpCode& code, const llvm::LoadInst& load, llvm::Value* address,
                      llvm::Value* mask, unsigned span) {
  Builder& builder = code.builder;
  llvm::Type* type = load.getType();
  if (mask == nullptr)
    return builder.CreateVectorSplat(span,
                                     builder.CreateAlignedLoad(type, address, load.getAlign()));
  llvm::Value* any = builder.CreateVectorSplat(1, builder.CreateOrReduce(mask));
  llvm::Value* one =
      builder.CreateMaskedLoad(llvm::FixedVectorType::get(type, 1), address, load.getAlign(), any);
  return builder.CreateVectorSplat(span, builder.CreateExtractElement(one, std::uint64_t{0}));
}

llvm::Value* load_stretches(WarpCode& code, const llvm::LoadInst& load, const Places& lie,
                            llvm::ArrayRef<llvm::Value*> firsts) {
  Builder& builder = code.builder;
  llvm::Type* type = llvm::FixedVectorType::get(load.getType(), lie.span);
  llvm::SmallVector<llvm::Value*> out;
  for (unsigned i = 0; i < firsts.size(); ++i) {
    llvm::Value* mask =
        code.mask != nullptr ? stretch_of(builder, code.mask, i, lie.span) : nullptr;
    if (lie.one)
      out.push_back(load_one(code, load, firsts[i], mask, lie.span));
    else if (mask == nullptr)
      out.push_back(builder.CreateAlignedLoad(type, firsts[i], load.getAlign()));
    else
      out.push_back(builder.CreateMaskedLoad(type, firsts[i], load.getAlign(), mask));
  }
  return joined(builder, out);
}

llvm::Value* write_atomic_load(WarpCode& code, const llvm::LoadInst& load) {
  LaneArray addresses(code, *load.getPointerOperand());
  LaneArray results(code, load.getType());
  code.for_each_lane([&](llvm::Value* lane) {
    llvm::LoadInst* one =
        code.builder.CreateAlignedLoad(load.getType(), addresses.get(lane), load.getAlign());
    one->setAtomic(load.getOrdering(), load.getSyncScopeID());
    results.set(lane, one);
  });
  return results.all();
}

}  // namespace

llvm::Value* write_load(WarpCode& code, const llvm::LoadInst& load) {
  const llvm::Value& address = *load.getPointerOperand();
  if (code.shapes.of(address).is_uniform())
    return scalar_copy(load, code.shapes.of(load), code.values, code.builder);
  if (load.isAtomic()) return write_atomic_load(code, load);
  Builder& builder = code.builder;
  llvm::Type* all = widened(*load.getType());
  const auto beside = [&](llvm::Value* first) -> llvm::Value* {
    if (code.mask == nullptr) return builder.CreateAlignedLoad(all, first, load.getAlign());
    return builder.CreateMaskedLoad(all, first, load.getAlign(), code.mask);
  };
  const Places lie = places(code.shapes.of(address), accessed_bytes(load));
  if (lie.kind == Places::Kind::kSideBySide) return beside(code.values.scalar(address));
  const auto anywhere = [&]() -> llvm::Value* {
    return builder.CreateMaskedGather(all, code.values.vector(address), load.getAlign(),
                                      code.lanes());
  };
  if (lie.kind == Places::Kind::kAnywhere) return anywhere();
  const auto firsts = first_addresses(code, address, lie);
  const auto guessed = [&]() -> llvm::Value* {
    return lie.span == kLanes ? beside(firsts.front()) : load_stretches(code, load, lie, firsts);
  };
  return write_ways(code, are_as_guessed(code, address, lie, firsts, load.getType()), guessed,
                    anywhere);
}

namespace {

/// To one place for all lanes: the highest lane is the last.
void write_to_one_place(WarpCode& code, const llvm::StoreInst& store) {
  Builder& builder = code.builder;
  const llvm::Value& value = *store.getValueOperand();
  llvm::Value* stored = nullptr;
  if (code.shapes.of(value).is_uniform()) {
    stored = code.values.scalar(value);
  } else {
    llvm::Value* above =
        builder.CreateBinaryIntrinsic(llvm::Intrinsic::ctlz, code.lane_bits(), builder.getTrue());
    llvm::Value* last = builder.CreateSub(builder.getInt32(kLanes - 1), above);
    stored = builder.CreateExtractElement(code.values.vector(value), last);
  }
  llvm::Value* address = code.values.scalar(*store.getPointerOperand());
  builder.CreateAlignedStore(stored, address, store.getAlign());
}

}  // namespace

void write_store(WarpCode& code, const llvm::StoreInst& store) {
  const llvm::Value& address = *store.getPointerOperand();
  if (code.shapes.of(address).is_uniform()) return write_to_one_place(code, store);
  Builder& builder = code.builder;
  llvm::Type* type = store.getValueOperand()->getType();
  llvm::Value* all = code.values.vector(*store.getValueOperand());
  const auto beside = [&](llvm::Value* first, llvm::Value* values, llvm::Value* mask) {
    if (mask == nullptr)
      builder.CreateAlignedStore(values, first, store.getAlign());
    else
      builder.CreateMaskedStore(values, first, store.getAlign(), mask);
  };
  const Places lie = places(code.shapes.of(address), accessed_bytes(store));
  if (lie.kind == Places::Kind::kSideBySide) {
    beside(code.values.scalar(address), all, code.mask);
    return;
  }
  const auto anywhere = [&] {
    builder.CreateMaskedScatter(all, code.values.vector(address), store.getAlign(), code.lanes());
    return nullptr;
  };
  if (lie.kind == Places::Kind::kAnywhere || lie.one) {
    anywhere();
    return;
  }
  const auto firsts = first_addresses(code, address, lie);
  const auto guessed = [&] {
    for (unsigned i = 0; i < firsts.size(); ++i)
      beside(firsts[i], stretch_of(builder, all, i, lie.span),
             code.mask != nullptr ? stretch_of(builder, code.mask, i, lie.span) : nullptr);
    return nullptr;
  };
  write_ways(code, are_as_guessed(code, address, lie, firsts, type), guessed, anywhere);
}

namespace {

/// How to do an update that needs not be atomic: the threads of a block run on one OS thread, and
/// nobody else sees its shared memory. Null: atomically.
Update own_form(const llvm::AtomicRMWInst& update) {
  const llvm::Value* object = llvm::getUnderlyingObject(update.getPointerOperand(), 0);
  return is_shared_memory(word_of(*object)) ? plain_form(update.getOperation()) : nullptr;
}

/// Updates one lane's place; returns what was there.
llvm::Value* update_place(WarpCode& code, const llvm::AtomicRMWInst& update, llvm::Value* address,
                          llvm::Value* operand) {
  Builder& builder = code.builder;
  const Update form = own_form(update);
  if (form == nullptr)
    return builder.CreateAtomicRMW(update.getOperation(), address, operand, update.getAlign(),
                                   update.getOrdering());
  llvm::Value* old = builder.CreateAlignedLoad(update.getType(), address, update.getAlign());
  builder.CreateAlignedStore(form(builder, old, operand), address, update.getAlign());
  return old;
}

}  // namespace

llvm::Value* write_update(WarpCode& code, const llvm::AtomicRMWInst& update) {
  LaneArray addresses(code, *update.getPointerOperand());
  LaneArray operands(code, *update.getValOperand());
  const auto update_in = [&](llvm::Value* lane) {
    return update_place(code, update, addresses.get(lane), operands.get(lane));
  };
  const bool often = !code.seldom.contains(update.getParent());
  if (code.mask == nullptr && update.use_empty() && own_form(update) != nullptr && often) {
    for (unsigned lane = 0; lane < kLanes; ++lane) update_in(code.builder.getInt32(lane));
    return nullptr;
  }
  LaneArray results(code, update.getType());
  code.for_each_lane([&](llvm::Value* lane) { results.set(lane, update_in(lane)); });
  return results.all();
}

llvm::Value* write_exchange(WarpCode& code, const llvm::AtomicCmpXchgInst& exchange) {
  Builder& builder = code.builder;
  LaneArray addresses(code, *exchange.getPointerOperand());
  LaneArray expected(code, *exchange.getCompareOperand());
  LaneArray wanted(code, *exchange.getNewValOperand());
  LaneArray found(code, exchange.getCompareOperand()->getType());
  LaneArray done(code, builder.getInt8Ty());
  code.for_each_lane([&](llvm::Value* lane) {
    llvm::Value* result = builder.CreateAtomicCmpXchg(
        addresses.get(lane), expected.get(lane), wanted.get(lane), exchange.getAlign(),
        exchange.getSuccessOrdering(), exchange.getFailureOrdering());
    found.set(lane, builder.CreateExtractValue(result, 0));
    done.set(lane, builder.CreateZExt(builder.CreateExtractValue(result, 1), builder.getInt8Ty()));
  });
  llvm::Value* out = llvm::PoisonValue::get(widened(*exchange.getType()));
  out = builder.CreateInsertValue(out, found.all(), 0);
  llvm::Value* flags = done.all();
  return builder.CreateInsertValue(
      out, builder.CreateICmpNE(flags, llvm::Constant::getNullValue(flags->getType())), 1);
}

std::int64_t accessed_bytes(const llvm::Instruction& access) {
  const auto* store = llvm::dyn_cast<llvm::StoreInst>(&access);
  llvm::Type* type = store != nullptr ? store->getValueOperand()->getType() : access.getType();
  return static_cast<std::int64_t>(access.getDataLayout().getTypeAllocSize(type).getFixedValue());
}

bool gains_from_whole_warps(const WarpCode& code, const llvm::BasicBlock& block,
                            bool turns_with_all) {
  bool out = false;
  if (code.seldom.contains(&block)) return false;
  for (const llvm::Instruction& each : block) {
    if (llvm::isa<llvm::AllocaInst>(each) || is_barrier(word_of(each))) return false;
    const llvm::Value* address = llvm::getLoadStorePointerOperand(&each);
    if (address == nullptr || each.isAtomic() || code.shapes.of(*address).is_uniform()) continue;
    if (is_anywhere(code.shapes, each)) continue;
    if (turns_with_all && !llvm::isa<llvm::StoreInst>(each)) continue;
    // AVX2 has no masks for smaller numbers.
    out |= code.shapes.blocks().row != 0 || accessed_bytes(each) < 4;
  }
  return out;
}

bool is_anywhere(const Shapes& shapes, const llvm::Instruction& access) {
  if (llvm::isa<llvm::AtomicRMWInst, llvm::AtomicCmpXchgInst>(access)) return true;
  const llvm::Value* address = llvm::getLoadStorePointerOperand(&access);
  if (address == nullptr || shapes.of(*address).is_uniform()) return false;
  return places(shapes.of(*address), accessed_bytes(access)).kind == Places::Kind::kAnywhere;
}

}  // namespace larder::generate::vectors
