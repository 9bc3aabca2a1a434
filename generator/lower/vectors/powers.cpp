#include "generator/lower/vectors/powers.h"

#include <llvm/IR/Constants.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Intrinsics.h>

#include <vector>

namespace larder::generate::vectors {
namespace {

constexpr llvm::StringRef kHidden = "larder.";

llvm::StringRef name_for(const llvm::Type& type) {
  return type.isFloatTy() ? "powf" : type.isDoubleTy() ? "pow" : "powl";
}

/// What g++ makes of a call; null: a call.
llvm::Value* folded(const llvm::CallInst& call) {
  llvm::IRBuilder<> builder(const_cast<llvm::CallInst*>(&call));
  llvm::Value* base = call.getArgOperand(0);
  const auto* exponent = llvm::dyn_cast<llvm::ConstantFP>(call.getArgOperand(1));
  if (exponent == nullptr) return nullptr;
  if (exponent->isExactlyValue(-1.0))
    return builder.CreateFDiv(llvm::ConstantFP::get(call.getType(), 1.0), base);
  if (exponent->isExactlyValue(1.0)) return base;
  return exponent->isExactlyValue(2.0) ? builder.CreateFMul(base, base) : nullptr;
}

bool is_hidden(const llvm::Function& function) {
  llvm::StringRef name = function.getName();
  return name.consume_front(kHidden) && name.starts_with("pow");
}

template <class Is>
std::vector<llvm::CallInst*> calls_of(llvm::Module& module, Is is_wanted) {
  std::vector<llvm::CallInst*> out;
  for (llvm::Function& each : module)
    if (is_wanted(each))
      for (llvm::User* user : each.users()) out.push_back(llvm::cast<llvm::CallInst>(user));
  return out;
}

}  // namespace

void hide_powers(llvm::Module& module) {
  const auto is_power = [](const llvm::Function& function) {
    return function.getIntrinsicID() == llvm::Intrinsic::pow;
  };
  for (llvm::CallInst* call : calls_of(module, is_power)) {
    llvm::FunctionCallee hidden = module.getOrInsertFunction(
        (kHidden + name_for(*call->getType())).str(), call->getFunctionType());
    auto& function = llvm::cast<llvm::Function>(*hidden.getCallee());
    function.setDoesNotAccessMemory();
    function.setDoesNotThrow();
    function.setWillReturn();
    call->setCalledFunction(hidden);
  }
}

void fold_powers(llvm::Module& module) {
  for (llvm::CallInst* call : calls_of(module, is_hidden))
    if (llvm::Value* result = folded(*call)) {
      call->replaceAllUsesWith(result);
      call->eraseFromParent();
    }
}

void show_powers(llvm::Module& module) {
  for (llvm::Function& each : llvm::make_early_inc_range(module)) {
    if (!is_hidden(each)) continue;
    llvm::FunctionCallee shown = module.getOrInsertFunction(
        each.getName().drop_front(kHidden.size()), each.getFunctionType());
    each.replaceAllUsesWith(shown.getCallee());
    each.eraseFromParent();
  }
}

}  // namespace larder::generate::vectors
