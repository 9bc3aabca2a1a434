#include "generator/lower/vectors/chosen_places.h"

#include <llvm/ADT/SmallSet.h>
#include <llvm/IR/GetElementPtrTypeIterator.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>
#include <llvm/Transforms/Utils/Local.h>

#include <array>
#include <optional>
#include <vector>

#include "generator/lower/vectors/memory.h"

namespace larder::generate::vectors {
namespace {

constexpr unsigned kMostPlaces = 4;    // of one access
constexpr unsigned kMostChoices = 16;  // of one kernel
constexpr unsigned kDeepest = 12;

using Strides = llvm::SmallSet<std::int64_t, kMostPlaces>;

/// `first` if `condition` holds (or, if there is none, `predicate` of the two), else `second`.
struct Choice {
  llvm::Instruction* value;
  llvm::Value* condition;
  llvm::CmpInst::Predicate predicate;
  llvm::Value* first;
  llvm::Value* second;
};

/// What an instruction chooses from. LLVM makes `x + zext(b)` of `b ? x + 1 : x`.
std::optional<Choice> choice_of(llvm::Instruction& value) {
  constexpr auto kNone = llvm::CmpInst::BAD_ICMP_PREDICATE;
  if (auto* select = llvm::dyn_cast<llvm::SelectInst>(&value))
    return Choice{select, select->getCondition(), kNone, select->getTrueValue(),
                  select->getFalseValue()};
  if (auto* extreme = llvm::dyn_cast<llvm::MinMaxIntrinsic>(&value))
    return Choice{extreme, nullptr, extreme->getPredicate(), extreme->getLHS(), extreme->getRHS()};
  if (!llvm::isa<llvm::SExtInst, llvm::ZExtInst>(value) ||
      !value.getOperand(0)->getType()->isIntegerTy(1))
    return std::nullopt;
  llvm::Type* type = value.getType();
  const bool is_signed = llvm::isa<llvm::SExtInst>(value);
  return Choice{&value, value.getOperand(0), kNone,
                is_signed ? llvm::Constant::getAllOnesValue(type) : llvm::ConstantInt::get(type, 1),
                llvm::Constant::getNullValue(type)};
}

/// How far apart the lanes' numbers may be, for each of the numbers that are chosen from; none: not
/// known.
class StridesOf {
 public:
  explicit StridesOf(const Shapes& shapes) : shapes_(shapes) {}

  std::optional<Strides> operator()(llvm::Value& value, unsigned depth = 0) const {
    if (const Shape shape = shapes_.of(value); shape.is_scalar() || shape.span != 0)
      return strides({shape.stride});
    auto* instruction = llvm::dyn_cast<llvm::Instruction>(&value);
    if (instruction == nullptr || depth > kDeepest) return std::nullopt;
    if (const auto choice = choice_of(*instruction))
      return either((*this)(*choice->first, depth + 1), (*this)(*choice->second, depth + 1));
    const auto of = [&](unsigned operand) {
      return (*this)(*instruction->getOperand(operand), depth + 1);
    };
    if (llvm::isa<llvm::SExtInst, llvm::ZExtInst>(instruction)) return of(0);
    if (auto* address = llvm::dyn_cast<llvm::GetElementPtrInst>(instruction))
      return of_address(*address, depth);
    switch (instruction->getOpcode()) {
      case llvm::Instruction::Add:
        return sums(of(0), of(1), 1);
      case llvm::Instruction::Sub:
        return sums(of(0), of(1), -1);
      case llvm::Instruction::Or:
        if (!llvm::cast<llvm::PossiblyDisjointInst>(instruction)->isDisjoint()) return std::nullopt;
        return sums(of(0), of(1), 1);
      default:
        return std::nullopt;
    }
  }

 private:
  static std::optional<Strides> strides(std::initializer_list<std::int64_t> all) {
    Strides out;
    for (const std::int64_t each : all) out.insert(each);
    return out;
  }

  static std::optional<Strides> limited(Strides all) {
    return all.size() <= kMostPlaces ? std::optional(std::move(all)) : std::nullopt;
  }

  static std::optional<Strides> either(std::optional<Strides> one, std::optional<Strides> other) {
    if (!one || !other) return std::nullopt;
    for (const std::int64_t each : *other) one->insert(each);
    return limited(*std::move(one));
  }

  static std::optional<Strides> sums(const std::optional<Strides>& some,
                                     const std::optional<Strides>& others, std::int64_t factor) {
    if (!some || !others) return std::nullopt;
    Strides out;
    for (const std::int64_t a : *some)
      for (const std::int64_t b : *others) out.insert(a + factor * b);
    return limited(std::move(out));
  }

  std::optional<Strides> of_address(llvm::GetElementPtrInst& address, unsigned depth) const {
    auto out = (*this)(*address.getPointerOperand(), depth + 1);
    const llvm::DataLayout& layout = address.getDataLayout();
    for (auto at = llvm::gep_type_begin(address); at != llvm::gep_type_end(address); ++at) {
      if (at.isStruct()) continue;
      const auto bytes = at.getSequentialElementStride(layout).getFixedValue();
      out = sums(out, (*this)(*at.getOperand(), depth + 1), static_cast<std::int64_t>(bytes));
    }
    return out;
  }

  const Shapes& shapes_;
};

/// What `made` and the numbers that it is made of choose last; none: nothing.
std::optional<Choice> choice_in(llvm::Value& made, const Shapes& shapes, unsigned depth = 0) {
  const Shape shape = shapes.of(made);
  auto* instruction = llvm::dyn_cast<llvm::Instruction>(&made);
  if (instruction == nullptr || shape.is_scalar() || shape.span != 0 || depth > kDeepest)
    return std::nullopt;
  if (auto choice = choice_of(*instruction)) return choice;
  for (llvm::Use& operand : instruction->operands())
    if (auto choice = choice_in(*operand, shapes, depth + 1)) return choice;
  return std::nullopt;
}

/// `value` with `chosen` in place of `choice`, made before `before`.
llvm::Value* with(llvm::Value& value, const llvm::Instruction& choice, llvm::Value& chosen,
                  llvm::Instruction& before, const Shapes& shapes) {
  if (&value == &choice) return &chosen;
  const auto last = choice_in(value, shapes);
  if (!last || last->value != &choice) return &value;
  llvm::Instruction* out = llvm::cast<llvm::Instruction>(value).clone();
  for (llvm::Use& operand : out->operands())
    operand.set(with(*operand, choice, chosen, before, shapes));
  out->insertBefore(before.getIterator());
  return out;
}

/// An access of memory that becomes two.
class Access {
 public:
  Access(llvm::Instruction& access, const Shapes& shapes)
      : access_(access), address_(*llvm::getLoadStorePointerOperand(&access)), shapes_(shapes) {}

  /// The two, whose places may depend on further choices.
  std::array<llvm::Instruction*, 2> separate(const Choice& choice) {
    llvm::IRBuilder<> builder(&access_);
    llvm::Value* which = choice.condition != nullptr
                             ? choice.condition
                             : builder.CreateICmp(choice.predicate, choice.first, choice.second);
    llvm::Value* const numbers[] = {choice.first, choice.second};
    llvm::Instruction* ends[2];
    llvm::SplitBlockAndInsertIfThenElse(which, access_.getIterator(), &ends[0], &ends[1]);
    std::array<llvm::Instruction*, 2> out{};
    for (unsigned i = 0; i < 2; ++i) {
      out[i] = access_.clone();
      out[i]->setOperand(out[i]->getNumOperands() - 1,
                         with(address_, *choice.value, *numbers[i], *ends[i], shapes_));
      out[i]->insertBefore(ends[i]->getIterator());
    }
    join(out);
    return out;
  }

 private:
  void join(const std::array<llvm::Instruction*, 2>& both) {
    if (!access_.getType()->isVoidTy()) {
      llvm::IRBuilder<> builder(&access_);
      llvm::PHINode* phi = builder.CreatePHI(access_.getType(), 2);
      for (llvm::Instruction* each : both) phi->addIncoming(each, each->getParent());
      access_.replaceAllUsesWith(phi);
    }
    access_.eraseFromParent();
  }

  llvm::Instruction& access_;
  llvm::Value& address_;
  const Shapes& shapes_;
};

/// Whether each place that may be chosen lies beside that of the next lane, or is the same.
bool lie_side_by_side(llvm::Instruction& access, const Shapes& shapes) {
  const auto strides = StridesOf(shapes)(*llvm::getLoadStorePointerOperand(&access));
  const std::int64_t size = accessed_bytes(access);
  return strides && llvm::all_of(*strides, [&](std::int64_t each) {
           return each == size || (each == 0 && llvm::isa<llvm::LoadInst>(access));
         });
}

bool may_be_two(llvm::Instruction& access, const Shapes& shapes) {
  if (!llvm::isa<llvm::LoadInst, llvm::StoreInst>(access)) return false;
  return !access.isAtomic() && !access.isVolatile() && is_anywhere(shapes, access) &&
         lie_side_by_side(access, shapes);
}

}  // namespace

bool separate_chosen_places(llvm::Function& kernel, const Shapes& shapes) {
  std::vector<llvm::Instruction*> left;
  for (llvm::Instruction& each : llvm::instructions(kernel))
    if (may_be_two(each, shapes)) left.push_back(&each);
  unsigned choices = 0;
  llvm::SmallVector<llvm::WeakTrackingVH> addresses;
  while (!left.empty() && choices < kMostChoices) {
    llvm::Instruction& access = *left.back();
    left.pop_back();
    const auto choice = choice_in(*llvm::getLoadStorePointerOperand(&access), shapes);
    if (!choice) continue;
    ++choices;
    addresses.emplace_back(llvm::getLoadStorePointerOperand(&access));
    for (llvm::Instruction* each : Access(access, shapes).separate(*choice)) left.push_back(each);
  }
  llvm::RecursivelyDeleteTriviallyDeadInstructionsPermissive(addresses);
  return choices != 0;
}

}  // namespace larder::generate::vectors
