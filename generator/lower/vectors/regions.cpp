#include "generator/lower/vectors/regions.h"

#include <llvm/ADT/DenseSet.h>
#include <llvm/IR/CFG.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>
#include <llvm/Transforms/Utils/Cloning.h>
#include <llvm/Transforms/Utils/Local.h>
#include <llvm/Transforms/Utils/PromoteMemToReg.h>

#include <algorithm>
#include <unordered_map>

#include "generator/lower/vectors/context.h"
#include "generator/lower/vectors/memory_scopes.h"

namespace larder::generate::vectors {
namespace {

using Blocks = llvm::SmallPtrSet<const llvm::BasicBlock*, 16>;
using Variables = llvm::DenseSet<const llvm::AllocaInst*>;

/// The blocks that run after `start` begins, before `stop` begins again.
Blocks after(const llvm::BasicBlock& start, const llvm::BasicBlock* stop) {
  Blocks seen;
  if (&start == stop) return seen;
  llvm::SmallVector<const llvm::BasicBlock*> left{&start};
  seen.insert(&start);
  while (!left.empty())
    for (const llvm::BasicBlock* next : llvm::successors(left.pop_back_val()))
      if (next != stop && seen.insert(next).second) left.push_back(next);
  return seen;
}

/// Which variables of a function are read before they are written, from each block on.
class Liveness {
 public:
  Liveness(const llvm::Function& function, const Variables& variables) {
    for (const llvm::BasicBlock& block : function) look_at(block, variables);
    for (bool more = true; more;) {
      more = false;
      for (const llvm::BasicBlock& block : llvm::reverse(function)) more |= update(block);
    }
  }

  [[nodiscard]] const Variables& at(const llvm::BasicBlock& block) const {
    return live_.at(&block);
  }

 private:
  void look_at(const llvm::BasicBlock& block, const Variables& variables) {
    Variables& read = live_[&block];
    Variables& written = written_[&block];
    for (const llvm::Instruction& each : block) {
      const auto* place = llvm::dyn_cast_or_null<llvm::AllocaInst>(llvm::getPointerOperand(&each));
      if (place == nullptr || !variables.contains(place)) continue;
      if (llvm::isa<llvm::StoreInst>(each))
        written.insert(place);
      else if (!written.contains(place))
        read.insert(place);
    }
  }

  bool update(const llvm::BasicBlock& block) {
    Variables& here = live_[&block];
    const std::size_t before = here.size();
    for (const llvm::BasicBlock* next : llvm::successors(&block))
      for (const llvm::AllocaInst* each : Variables(live_[next]))
        if (!written_[&block].contains(each)) here.insert(each);
    return here.size() != before;
  }

  std::unordered_map<const llvm::BasicBlock*, Variables> live_;
  std::unordered_map<const llvm::BasicBlock*, Variables> written_;
};

class Splitter {
 public:
  explicit Splitter(WarpCode& code)
      : code_(code), warp_(code.function), scopes_(code.function.getContext()) {
    scopes_.mark(warp_);
    for (llvm::BasicBlock& block : warp_)
      for (llvm::Instruction& each : block)
        if (auto* call = llvm::dyn_cast<llvm::CallInst>(&each))
          if (const auto* callee = call->getCalledFunction();
              callee != nullptr && callee->getName() == kWaitMark)
            waits_.push_back(call);
    std::sort(waits_.begin(), waits_.end(),
              [](const auto* a, const auto* b) { return number(*a) < number(*b); });
  }

  Regions operator()() {
    if (waits_.empty()) return {{&warp_}, 0};
    for (llvm::CallInst* wait : waits_)
      starts_.push_back(llvm::SplitBlock(wait->getParent(), wait->getNextNode()));
    keep_in_variables();
    find_variables();
    forget_constants();
    const Liveness liveness(warp_, variables_);
    for (const llvm::BasicBlock* start : starts_) lives_.push_back(in_order(liveness.at(*start)));
    lay_out_frame();
    Regions out;
    for (std::size_t i = 0; i <= starts_.size(); ++i) out.functions.push_back(region(i));
    out.frame_bytes = llvm::alignTo(frame_bytes_, kFrameAlignment);
    out.votes = code_.votes;
    warp_.eraseFromParent();
    return out;
  }

 private:
  using Ordered = std::vector<const llvm::AllocaInst*>;

  static std::uint64_t number(const llvm::CallInst& wait) {
    return llvm::cast<llvm::ConstantInt>(wait.getArgOperand(0))->getZExtValue();
  }

  [[nodiscard]] bool lives_across(const llvm::Instruction& value) const {
    return llvm::any_of(starts_, [&](const llvm::BasicBlock* start) {
      const Blocks later = after(*start, value.getParent());
      return llvm::any_of(value.users(), [&](const llvm::User* user) {
        return later.contains(llvm::cast<llvm::Instruction>(user)->getParent());
      });
    });
  }

  void keep_in_variables() {
    std::vector<llvm::Instruction*> crossing;
    for (llvm::BasicBlock& block : warp_)
      for (llvm::Instruction& each : block)
        if (!llvm::isa<llvm::AllocaInst>(each) && !each.use_empty() && lives_across(each))
          crossing.push_back(&each);
    for (llvm::Instruction* each : crossing)
      llvm::DemoteRegToStack(*each, false, warp_.getEntryBlock().begin());
  }

  void find_variables() {
    for (llvm::Instruction& each : warp_.getEntryBlock())
      if (auto* place = llvm::dyn_cast<llvm::AllocaInst>(&each)) {
        order_.push_back(place);
        if (llvm::isAllocaPromotable(place)) variables_.insert(place);
      }
  }

  /// The constant that alone is ever stored in a variable; null: there is no such constant.
  static llvm::Constant* only_value(llvm::AllocaInst& place) {
    llvm::Constant* only = nullptr;
    for (llvm::User* user : place.users()) {
      auto* store = llvm::dyn_cast<llvm::StoreInst>(user);
      if (store == nullptr) continue;
      auto* value = llvm::dyn_cast<llvm::Constant>(store->getValueOperand());
      if (value == nullptr || (only != nullptr && only != value)) return nullptr;
      only = value;
    }
    return only;
  }

  /// Such as the lanes that have returned, where none returns before the others.
  void forget_constants() {
    std::erase_if(order_, [&](llvm::AllocaInst* place) {
      llvm::Constant* value = variables_.contains(place) ? only_value(*place) : nullptr;
      if (value == nullptr) return false;
      for (llvm::User* user : llvm::make_early_inc_range(place->users())) {
        if (llvm::isa<llvm::LoadInst>(user)) user->replaceAllUsesWith(value);
        llvm::cast<llvm::Instruction>(user)->eraseFromParent();
      }
      variables_.erase(place);
      place->eraseFromParent();
      return true;
    });
  }

  /// In the order of the function, so that the same code comes out each time.
  [[nodiscard]] Ordered in_order(const Variables& some) const {
    Ordered out;
    for (const llvm::AllocaInst* each : order_)
      if (some.contains(each)) out.push_back(each);
    return out;
  }

  void add_to_frame(const llvm::AllocaInst& place) {
    if (offsets_.contains(&place)) return;
    const llvm::DataLayout& layout = warp_.getDataLayout();
    frame_bytes_ = llvm::alignTo(frame_bytes_, place.getAlign());
    offsets_[&place] = frame_bytes_;
    frame_bytes_ += place.getAllocationSize(layout)->getFixedValue();
  }

  void lay_out_frame() {
    for (const Ordered& live : lives_)
      for (const llvm::AllocaInst* each : live) add_to_frame(*each);
    for (const llvm::AllocaInst* each : code_.places) add_to_frame(*each);
  }

  static llvm::Value* in_frame(Builder& builder, llvm::Function& region, std::uint64_t offset) {
    return builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(),
                                              region.getArg(WarpParameters::kFrame), offset);
  }

  llvm::Function* region(std::size_t index) {
    llvm::ValueToValueMapTy map;
    llvm::Function* out = llvm::CloneFunction(&warp_, map);
    out->setName(warp_.getName() + ".region");
    llvm::BasicBlock& entry = out->getEntryBlock();
    llvm::BasicBlock* start = entry.getSingleSuccessor();
    if (index > 0) {
      start = llvm::cast<llvm::BasicBlock>(map[starts_[index - 1]]);
      entry.getTerminator()->eraseFromParent();
      Builder builder(&entry);
      for (const llvm::AllocaInst* each : lives_[index - 1]) move(builder, *out, *each, map, false);
      builder.CreateBr(start);
    }
    const Blocks reached = after(*start, nullptr);
    for (std::size_t i = 0; i < waits_.size(); ++i)
      end_at(llvm::cast<llvm::CallInst>(*map[waits_[i]]), i, index, reached, map);
    for (llvm::AllocaInst* place : code_.places) {
      auto* own = llvm::cast<llvm::AllocaInst>(map[place]);
      Builder builder(own);
      own->replaceAllUsesWith(in_frame(builder, *out, offsets_.at(place)));
      own->eraseFromParent();
    }
    llvm::removeUnreachableBlocks(*out);
    return out;
  }

  /// Between a variable and its place in the frame.
  void move(Builder& builder, llvm::Function& region, const llvm::AllocaInst& variable,
            llvm::ValueToValueMapTy& map, bool to_frame) {
    llvm::Value* own = map[&variable];
    llvm::Value* kept = in_frame(builder, region, offsets_.at(&variable));
    llvm::Value* from = to_frame ? own : kept;
    llvm::LoadInst* value =
        builder.CreateAlignedLoad(variable.getAllocatedType(), from, variable.getAlign());
    llvm::StoreInst* store =
        builder.CreateAlignedStore(value, to_frame ? kept : own, variable.getAlign());
    scopes_.mark_frame_access(to_frame ? static_cast<llvm::Instruction&>(*store) : *value);
  }

  /// What this region does not change is in the frame already.
  void end_at(llvm::CallInst& wait, std::size_t index, std::size_t region, const Blocks& reached,
              llvm::ValueToValueMapTy& map) {
    llvm::BasicBlock* block = wait.getParent();
    Builder builder(&wait);
    for (const llvm::AllocaInst* each : lives_[index]) {
      const bool known = region > 0 && llvm::is_contained(lives_[region - 1], each);
      const auto writes = [&](const llvm::User* user) {
        const auto* store = llvm::dyn_cast<llvm::StoreInst>(user);
        return store != nullptr && reached.contains(store->getParent());
      };
      llvm::Value* own = map[each];
      if (!known || llvm::any_of(own->users(), writes))
        move(builder, *block->getParent(), *each, map, true);
    }
    builder.CreateRet(builder.getInt32(static_cast<std::uint32_t>(number(wait))));
    block->getTerminator()->eraseFromParent();
    wait.eraseFromParent();
  }

  WarpCode& code_;
  llvm::Function& warp_;
  MemoryScopes scopes_;
  std::vector<llvm::CallInst*> waits_;
  std::vector<llvm::BasicBlock*> starts_;
  std::vector<Ordered> lives_;  ///< at the start of each
  std::vector<llvm::AllocaInst*> order_;
  Variables variables_;
  llvm::DenseMap<const llvm::AllocaInst*, std::uint64_t> offsets_;
  std::uint64_t frame_bytes_ = 0;
};

}  // namespace

Regions split_at_barriers(WarpCode& code) { return Splitter(code)(); }

}  // namespace larder::generate::vectors
