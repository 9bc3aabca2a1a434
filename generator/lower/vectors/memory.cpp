#include "generator/lower/vectors/memory.h"

#include <llvm/Analysis/ValueTracking.h>

#include <functional>

#include "generator/lower/vectors/lane_values.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

/// How the values of the lanes lie in memory.
enum class Places : std::uint8_t { kSideBySide, kPerhaps, kAnywhere };

std::int64_t size_of(const WarpCode& code, llvm::Type* type) {
  return static_cast<std::int64_t>(
      code.function.getDataLayout().getTypeAllocSize(type).getFixedValue());
}

Places places(const WarpCode& code, const llvm::Value& address, llvm::Type* type) {
  const Shape shape = code.shapes.of(address);
  if (shape.stride != size_of(code, type)) return Places::kAnywhere;
  return shape.is_affine() ? Places::kSideBySide : Places::kPerhaps;
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

/// Whether it is worth asking if all lanes are here: AVX2 has no masks for smaller numbers.
bool needs_whole(const WarpCode& code, llvm::Type* type) { return size_of(code, type) < 4; }
llvm::Value* are_all_here(WarpCode& code) {
  return code.builder.CreateICmpEQ(code.lane_bits(), code.builder.getInt32(~0u));
}

/// Whether the addresses are side by side, given that they are unless a number wraps round, once:
/// then the first and the last of them are too far apart. Lanes that are not here have old ones.
llvm::Value* are_side_by_side(WarpCode& code, llvm::Value* first, const llvm::Value& address,
                              llvm::Type* type) {
  Builder& builder = code.builder;
  llvm::Type* number = builder.getInt64Ty();
  llvm::Value* last = value_in_lane(code, address, kLanes - 1);
  llvm::Value* apart = builder.CreateSub(builder.CreatePtrToInt(last, number),
                                         builder.CreatePtrToInt(first, number));
  const auto wanted = static_cast<std::uint64_t>(size_of(code, type) * (kLanes - 1));
  llvm::Value* beside = builder.CreateFreeze(builder.CreateICmpEQ(apart, builder.getInt64(wanted)));
  if (code.mask == nullptr || is_computed_in_all_lanes(code, address)) return beside;
  constexpr std::uint32_t kFirstAndLast = 1 | 1u << (kLanes - 1);
  llvm::Value* both = builder.CreateAnd(code.lane_bits(), builder.getInt32(kFirstAndLast));
  return builder.CreateAnd(beside, builder.CreateICmpEQ(both, builder.getInt32(kFirstAndLast)));
}

/// The threads of a block run on one OS thread: nobody else sees its shared memory.
bool is_shared(const llvm::Value& address) {
  const Word word = word_of(*llvm::getUnderlyingObject(&address, 0));
  return word == Word::kSharedObject || word == Word::kDynamicShared;
}

llvm::Value* updated(Builder& builder, llvm::AtomicRMWInst::BinOp operation, llvm::Value* old,
                     llvm::Value* value) {
  switch (operation) {
    case llvm::AtomicRMWInst::Xchg:
      return value;
    case llvm::AtomicRMWInst::Add:
      return builder.CreateAdd(old, value);
    case llvm::AtomicRMWInst::Sub:
      return builder.CreateSub(old, value);
    case llvm::AtomicRMWInst::And:
      return builder.CreateAnd(old, value);
    case llvm::AtomicRMWInst::Or:
      return builder.CreateOr(old, value);
    case llvm::AtomicRMWInst::Xor:
      return builder.CreateXor(old, value);
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
  const auto whole = [&](llvm::Value* first) -> llvm::Value* {
    return builder.CreateAlignedLoad(all, first, load.getAlign());
  };
  const auto beside = [&](llvm::Value* first) -> llvm::Value* {
    if (code.mask == nullptr) return whole(first);
    const auto some = [&] {
      return builder.CreateMaskedLoad(all, first, load.getAlign(), code.mask);
    };
    if (!needs_whole(code, load.getType())) return some();
    return write_ways(code, are_all_here(code), [&] { return whole(first); }, some);
  };
  const Places lie = places(code, address, load.getType());
  if (lie == Places::kSideBySide) return beside(code.values.scalar(address));
  const auto anywhere = [&]() -> llvm::Value* {
    return builder.CreateMaskedGather(all, code.values.vector(address), load.getAlign(),
                                      code.lanes());
  };
  if (lie == Places::kAnywhere) return anywhere();
  llvm::Value* first = value_in_lane(code, address, 0);
  return write_ways(
      code, are_side_by_side(code, first, address, load.getType()), [&] { return beside(first); },
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
  const auto beside = [&](llvm::Value* first) {
    if (code.mask == nullptr)
      builder.CreateAlignedStore(all, first, store.getAlign());
    else
      builder.CreateMaskedStore(all, first, store.getAlign(), code.mask);
    return nullptr;
  };
  const Places lie = places(code, address, type);
  if (lie == Places::kSideBySide) {
    beside(code.values.scalar(address));
    return;
  }
  const auto anywhere = [&] {
    builder.CreateMaskedScatter(all, code.values.vector(address), store.getAlign(), code.lanes());
    return nullptr;
  };
  if (lie == Places::kAnywhere) {
    anywhere();
    return;
  }
  llvm::Value* first = value_in_lane(code, address, 0);
  write_ways(
      code, are_side_by_side(code, first, address, type), [&] { return beside(first); }, anywhere);
}

llvm::Value* write_update(WarpCode& code, const llvm::AtomicRMWInst& update) {
  Builder& builder = code.builder;
  LaneArray addresses(code, *update.getPointerOperand());
  LaneArray operands(code, *update.getValOperand());
  LaneArray results(code, update.getType());
  const bool shared = is_shared(*update.getPointerOperand());
  code.for_each_lane([&](llvm::Value* lane) {
    llvm::Value* address = addresses.get(lane);
    llvm::Value* operand = operands.get(lane);
    llvm::Value* old = nullptr;
    if (shared) {
      old = builder.CreateAlignedLoad(update.getType(), address, update.getAlign());
      if (llvm::Value* now = updated(builder, update.getOperation(), old, operand)) {
        builder.CreateAlignedStore(now, address, update.getAlign());
        return results.set(lane, old);
      }
    }
    old = builder.CreateAtomicRMW(update.getOperation(), address, operand, update.getAlign(),
                                  update.getOrdering());
    results.set(lane, old);
  });
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

}  // namespace larder::generate::vectors
