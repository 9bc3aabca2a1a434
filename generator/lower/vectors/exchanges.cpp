#include "generator/lower/vectors/exchanges.h"

#include <llvm/IR/Constants.h>

#include "generator/lower/vectors/context.h"
#include "generator/lower/vectors/memory.h"
#include "generator/lower/vectors/permutes.h"

namespace larder::generate::vectors {
namespace {

/// WarpOperation of larder/simulator.h.
enum class Operation : std::uint8_t {
  kSync,
  kShuffle,
  kBallot,
  kAny,
  kAll,
  kUniform,
  kMatchAny,
  kMatchAll,
  kReduceAdd,
  kReduceMinSigned,
  kReduceMinUnsigned,
  kReduceMaxSigned,
  kReduceMaxUnsigned,
  kReduceAnd,
  kReduceOr,
  kReduceXor,
};

/// The arguments of larder::simulator::warp.
enum Argument : std::uint8_t { kOperation, kMask, kValue, kOperand };

class Exchange {
 public:
  Exchange(WarpCode& code, const llvm::CallBase& call)
      : code_(code), builder_(code.builder), call_(call) {}

  llvm::Value* operator()() {
    const auto number = llvm::cast<llvm::ConstantInt>(call_.getArgOperand(kOperation));
    const auto operation = static_cast<Operation>(number->getZExtValue());
    require_lanes(operation == Operation::kShuffle);
    switch (operation) {
      case Operation::kSync:
        return builder_.getInt64(0);
      case Operation::kShuffle:
        return shuffled();
      case Operation::kBallot:
        return number_of(ballot());
      case Operation::kAny:
        return number_of(builder_.CreateICmpNE(ballot(), builder_.getInt32(0)));
      case Operation::kAll:
        return number_of(builder_.CreateICmpEQ(ballot(), code_.lane_bits()));
      case Operation::kUniform:
        return number_of(all_like_first());
      case Operation::kMatchAny:
        return matching();
      case Operation::kMatchAll:
        return builder_.CreateSelect(all_like_first(), number_of(code_.lane_bits()),
                                     builder_.getInt64(0));
      case Operation::kReduceAdd:
      case Operation::kReduceMinSigned:
      case Operation::kReduceMinUnsigned:
      case Operation::kReduceMaxSigned:
      case Operation::kReduceMaxUnsigned:
      case Operation::kReduceAnd:
      case Operation::kReduceOr:
      case Operation::kReduceXor:
        return number_of(reduced(operation));
    }
    return nullptr;
  }

 private:
  llvm::Value* number_of(llvm::Value* small) {
    return builder_.CreateZExt(small, builder_.getInt64Ty());
  }

  /// The lanes that the mask names, without those that have returned, must all be here. Those that
  /// a shuffle reads from suffice: programs whose rows of a warp go their own ways name all lanes.
  void require_lanes(bool is_shuffle) {
    llvm::Value* named = code_.values.scalar(*call_.getArgOperand(kMask));
    llvm::Value* gone = builder_.CreateLoad(builder_.getInt32Ty(), code_.exited);
    llvm::Value* wanted = builder_.CreateAnd(named, builder_.CreateNot(gone));
    if (code_.mask == nullptr) wanted = builder_.CreateOr(named, gone);
    llvm::Value* here = code_.lane_bits();
    llvm::Value* right = builder_.CreateICmpEQ(wanted, here);
    if (is_shuffle && code_.mask != nullptr) {
      llvm::Value* lacks = builder_.CreateNot(code_.bits(sources_here()));
      llvm::Value* amiss = builder_.CreateOr(builder_.CreateNot(wanted), lacks);
      llvm::Value* none =
          builder_.CreateICmpEQ(builder_.CreateAnd(here, amiss), builder_.getInt32(0));
      right = builder_.CreateOr(right, none);
    }
    code_.require(right, kDivergentWarp, call_);
  }

  /// Which lanes' sources are here.
  llvm::Value* sources_here() {
    llvm::Value* sources = code_.values.vector(*call_.getArgOperand(kOperand));
    llvm::Value* all = builder_.CreateVectorSplat(kLanes, code_.lane_bits());
    return builder_.CreateTrunc(builder_.CreateLShr(all, sources), code_.mask->getType());
  }

  llvm::Value* values() { return code_.values.vector(*call_.getArgOperand(kValue)); }

  llvm::Value* ballot() {
    llvm::Value* ones =
        builder_.CreateICmpEQ(values(), llvm::ConstantInt::get(values()->getType(), 1));
    return code_.bits(code_.here_or(ones, llvm::Constant::getNullValue(ones->getType())));
  }

  llvm::Value* bits_like(llvm::Value* one) {
    llvm::Value* same = builder_.CreateICmpEQ(values(), builder_.CreateVectorSplat(kLanes, one));
    return code_.bits(code_.here_or(same, llvm::Constant::getNullValue(same->getType())));
  }

  llvm::Value* all_like_first() {
    llvm::Value* first = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::cttz, code_.lane_bits(),
                                                        builder_.getTrue());
    return builder_.CreateICmpEQ(bits_like(builder_.CreateExtractElement(values(), first)),
                                 code_.lane_bits());
  }

  llvm::Value* matching() {
    LaneArray array(code_, *call_.getArgOperand(kValue));
    LaneArray results(code_, builder_.getInt64Ty());
    values();
    code_.for_each_lane(
        [&](llvm::Value* lane) { results.set(lane, number_of(bits_like(array.get(lane)))); });
    return results.all();
  }

  /// The values as numbers of as many bits as matter.
  llvm::Value* narrow() {
    const llvm::Value* value = call_.getArgOperand(kValue);
    const auto* wide = llvm::dyn_cast<llvm::ZExtInst>(value);
    if (wide == nullptr || !code_.values.is_at_hand(*wide->getOperand(0))) return values();
    const unsigned bits = wide->getSrcTy()->getScalarSizeInBits();
    const auto takes_no_more = [&](const llvm::User* user) {
      return llvm::isa<llvm::TruncInst>(user) && user->getType()->getScalarSizeInBits() <= bits;
    };
    return llvm::all_of(call_.users(), takes_no_more) ? code_.values.vector(*wide->getOperand(0))
                                                      : values();
  }

  llvm::Value* shuffled() {
    llvm::Value* from = narrow();
    llvm::Value* sources = code_.values.vector(*call_.getArgOperand(kOperand));
    llvm::Value* within =
        builder_.CreateAnd(sources, llvm::ConstantInt::get(sources->getType(), kLanes - 1));
    llvm::Value* out = mark_permute(builder_, from, within);
    if (code_.mask != nullptr) {
      out = builder_.CreateSelect(sources_here(), out,
                                  llvm::Constant::getAllOnesValue(out->getType()));
    }
    return builder_.CreateZExt(out, widened(*builder_.getInt64Ty()));
  }

  llvm::Value* reduced(Operation operation) {
    llvm::Value* all = builder_.CreateTrunc(values(), widened(*builder_.getInt32Ty()));
    const auto with = [&](std::int64_t neutral) {
      return code_.here_or(all, llvm::ConstantInt::getSigned(all->getType(), neutral));
    };
    constexpr std::int64_t kMost = INT32_MAX;
    switch (operation) {
      case Operation::kReduceAdd:
        return builder_.CreateAddReduce(with(0));
      case Operation::kReduceMinSigned:
        return builder_.CreateIntMinReduce(with(kMost), true);
      case Operation::kReduceMinUnsigned:
        return builder_.CreateIntMinReduce(with(-1), false);
      case Operation::kReduceMaxSigned:
        return builder_.CreateIntMaxReduce(with(INT32_MIN), true);
      case Operation::kReduceMaxUnsigned:
        return builder_.CreateIntMaxReduce(with(0), false);
      case Operation::kReduceAnd:
        return builder_.CreateAndReduce(with(-1));
      case Operation::kReduceOr:
        return builder_.CreateOrReduce(with(0));
      case Operation::kReduceXor:
        return builder_.CreateXorReduce(with(0));
      case Operation::kSync:
      case Operation::kShuffle:
      case Operation::kBallot:
      case Operation::kAny:
      case Operation::kAll:
      case Operation::kUniform:
      case Operation::kMatchAny:
      case Operation::kMatchAll:
        break;
    }
    return nullptr;
  }

  WarpCode& code_;
  Builder& builder_;
  const llvm::CallBase& call_;
};

}  // namespace

std::optional<std::string> refusal_of_exchange(const llvm::CallBase& call, const Shapes& shapes) {
  if (!llvm::isa<llvm::ConstantInt>(call.getArgOperand(kOperation)))
    return "has a warp operation that is not known at compile time";
  if (!shapes.of(*call.getArgOperand(kMask)).is_uniform())
    return "has a warp operation with masks that differ between lanes";
  return std::nullopt;
}

llvm::Value* write_exchange_of_lanes(WarpCode& code, const llvm::CallBase& call) {
  return Exchange(code, call)();
}

}  // namespace larder::generate::vectors
