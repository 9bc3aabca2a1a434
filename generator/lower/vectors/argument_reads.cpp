#include "generator/lower/vectors/argument_reads.h"

#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Module.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>

#include "generator/lower/vectors/context.h"

namespace larder::generate::vectors {
namespace {

/// Calls `use` for the reads at `base` and at constant or other distances from it.
void for_each_read(llvm::Value& base, const std::function<void(llvm::LoadInst&)>& use) {
  llvm::SmallVector<llvm::Value*> left{&base};
  while (!left.empty())
    for (llvm::User* user : left.pop_back_val()->users()) {
      if (llvm::isa<llvm::GetElementPtrInst>(user)) left.push_back(user);
      if (auto* load = llvm::dyn_cast<llvm::LoadInst>(user)) use(*load);
    }
}

void mark_as_constant(llvm::LoadInst& load) {
  load.setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(load.getContext(), {}));
}

/// The end of what `load` reads, in bytes from `base`; none if the place is not constant.
std::optional<std::uint64_t> end_within(const llvm::LoadInst& load, const llvm::Value& base,
                                        const llvm::DataLayout& layout) {
  std::int64_t offset = 0;
  const llvm::Value* found =
      llvm::GetPointerBaseWithConstantOffset(load.getPointerOperand(), offset, layout);
  if (found != &base || offset < 0) return std::nullopt;
  return static_cast<std::uint64_t>(offset) + layout.getTypeStoreSize(load.getType());
}

/// So that loops need not read `value` each time: what `pointer` points to is there in any case.
void mark_as_readable(llvm::LoadInst& pointer, const llvm::LoadInst& value) {
  const auto number = [&](std::uint64_t amount) {
    llvm::Type* type = llvm::Type::getInt64Ty(pointer.getContext());
    return llvm::MDNode::get(pointer.getContext(),
                             llvm::ConstantAsMetadata::get(llvm::ConstantInt::get(type, amount)));
  };
  const llvm::DataLayout& layout = pointer.getModule()->getDataLayout();
  pointer.setMetadata(llvm::LLVMContext::MD_dereferenceable,
                      number(layout.getTypeStoreSize(value.getType())));
  pointer.setMetadata(llvm::LLVMContext::MD_align, number(value.getAlign().value()));
}

/// Moves constant distances from `base`, of which `address` is the last, to `place`.
void move_address(llvm::Value& address, const llvm::Value& base, llvm::Instruction& place) {
  if (&address == &base) return;
  auto& step = llvm::cast<llvm::GetElementPtrInst>(address);
  move_address(*step.getPointerOperand(), base, place);
  step.moveBefore(*place.getParent(), place.getIterator());
}

/// Whether an argument can be read at the start of `region`, as those in `moved` are.
bool is_there(const llvm::LoadInst& load, const llvm::Value& base, const llvm::Function& region,
              const llvm::DenseSet<const llvm::Value*>& moved) {
  const auto end = end_within(load, base, region.getParent()->getDataLayout());
  if (!end) return false;
  if (&base == region.getArg(WarpParameters::kBlock)) return *end <= Offsets::kEnd;
  const auto* pointer = llvm::dyn_cast<llvm::LoadInst>(&base);
  if (pointer == nullptr || !moved.contains(pointer)) return false;
  const llvm::MDNode* bytes = pointer->getMetadata(llvm::LLVMContext::MD_dereferenceable);
  return bytes != nullptr &&
         *end <= llvm::mdconst::extract<llvm::ConstantInt>(bytes->getOperand(0))->getZExtValue();
}

}  // namespace

void mark_argument_reads(llvm::Function& kernel) {
  llvm::Argument& list = *kernel.getArg(0);
  const llvm::DataLayout& layout = kernel.getParent()->getDataLayout();
  std::uint64_t bytes = 0;
  for_each_read(list, [&](llvm::LoadInst& argument) {
    mark_as_constant(argument);
    if (!argument.getType()->isPointerTy()) return;
    if (const auto end = end_within(argument, list, layout)) bytes = std::max(bytes, *end);
    for_each_read(argument, [&](llvm::LoadInst& value) {
      mark_as_constant(value);
      // An access to a part of a structure may be one past its end, in code that never runs.
      if (value.getPointerOperand() == &argument) mark_as_readable(argument, value);
    });
  });
  if (bytes != 0)
    list.addAttr(llvm::Attribute::getWithDereferenceableBytes(list.getContext(), bytes));
}

void read_arguments_first(llvm::Function& region) {
  llvm::BasicBlock& entry = region.getEntryBlock();
  llvm::Instruction& place = *entry.getFirstNonPHIOrDbgOrAlloca();
  llvm::DenseSet<const llvm::Value*> moved;
  for (bool more = true; more;) {
    more = false;
    for (llvm::Instruction& each : llvm::make_early_inc_range(llvm::instructions(region))) {
      auto* load = llvm::dyn_cast<llvm::LoadInst>(&each);
      if (load == nullptr || !load->hasMetadata(llvm::LLVMContext::MD_invariant_load)) continue;
      llvm::Value* address = load->getPointerOperand();
      llvm::Value* base = address->stripInBoundsConstantOffsets();
      if (moved.contains(load) || !is_there(*load, *base, region, moved)) continue;
      move_address(*address, *base, place);
      load->moveBefore(*place.getParent(), place.getIterator());
      more = moved.insert(load).second;
    }
  }
}

}  // namespace larder::generate::vectors
