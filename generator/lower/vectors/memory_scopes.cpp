#include "generator/lower/vectors/memory_scopes.h"

#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/MDBuilder.h>

#include <optional>

#include "generator/lower/vectors/context.h"

namespace larder::generate::vectors {
namespace {

const llvm::Value* address_of(const llvm::Instruction& access) {
  if (const llvm::Value* address = llvm::getLoadStorePointerOperand(&access)) return address;
  const auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&access);
  if (call == nullptr) return nullptr;
  switch (call->getIntrinsicID()) {
    case llvm::Intrinsic::masked_load:
    case llvm::Intrinsic::masked_gather:
      return call->getArgOperand(0);
    case llvm::Intrinsic::masked_store:
    case llvm::Intrinsic::masked_scatter:
      return call->getArgOperand(1);
    default:
      return nullptr;
  }
}

/// The offset of the block's field that `value` is read from.
std::optional<std::uint64_t> field_of(const llvm::Value& value, const llvm::Function& warp) {
  const auto* load = llvm::dyn_cast<llvm::LoadInst>(&value);
  if (load == nullptr) return std::nullopt;
  llvm::APInt offset(64, 0);
  const llvm::Value* base = load->getPointerOperand()->stripAndAccumulateConstantOffsets(
      warp.getDataLayout(), offset, true);
  if (base != warp.getArg(WarpParameters::kBlock)) return std::nullopt;
  return offset.getZExtValue();
}

bool is_shared(const llvm::Value& object, const llvm::Function& warp) {
  const auto field = field_of(object, warp);
  return field == Offsets::kShared || field == Offsets::kDynamicShared;
}

/// A pointer that the kernel got as an argument, or as a part of one.
bool is_argument(const llvm::Value& object, const llvm::Function& warp) {
  const auto* value = llvm::dyn_cast<llvm::LoadInst>(&object);
  if (value == nullptr) return false;
  const auto* place =
      llvm::dyn_cast<llvm::LoadInst>(llvm::getUnderlyingObject(value->getPointerOperand(), 0));
  if (place == nullptr) return false;
  const auto* list =
      llvm::dyn_cast<llvm::LoadInst>(llvm::getUnderlyingObject(place->getPointerOperand(), 0));
  return list != nullptr && field_of(*list, warp) == Offsets::kArguments;
}

}  // namespace

MemoryScopes::MemoryScopes(llvm::LLVMContext& context) {
  llvm::MDBuilder builder(context);
  llvm::MDNode* domain = builder.createAnonymousAliasScopeDomain("larder");
  llvm::Metadata* frame = builder.createAnonymousAliasScope(domain, "frame");
  llvm::Metadata* shared = builder.createAnonymousAliasScope(domain, "shared");
  frame_ = llvm::MDNode::get(context, {frame});
  shared_ = llvm::MDNode::get(context, {shared});
  both_ = llvm::MDNode::get(context, {frame, shared});
}

void MemoryScopes::mark(llvm::Function& warp) const {
  for (llvm::Instruction& each : llvm::instructions(warp)) {
    const llvm::Value* address = address_of(each);
    if (address == nullptr) continue;
    const llvm::Value& object = *llvm::getUnderlyingObject(address, 0);
    if (llvm::isa<llvm::AllocaInst>(object)) continue;
    if (is_shared(object, warp)) each.setMetadata(llvm::LLVMContext::MD_alias_scope, shared_);
    each.setMetadata(llvm::LLVMContext::MD_noalias, is_argument(object, warp) ? both_ : frame_);
  }
}

void MemoryScopes::mark_frame_access(llvm::Instruction& access) const {
  access.setMetadata(llvm::LLVMContext::MD_alias_scope, frame_);
  access.setMetadata(llvm::LLVMContext::MD_noalias, shared_);
}

}  // namespace larder::generate::vectors
