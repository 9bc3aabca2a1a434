#include "generator/lower/vectors/words.h"

#include <llvm/ADT/StringSwitch.h>
#include <llvm/Demangle/Demangle.h>
#include <llvm/IR/Function.h>

namespace larder::generate::vectors {

std::string readable_name(const llvm::GlobalValue& global) {
  constexpr llvm::StringRef kUnnamed = "(anonymous namespace)::";
  std::string text = llvm::demangle(global.getName().str());
  for (std::size_t at = 0; (at = text.find(kUnnamed)) != std::string::npos;)
    text.erase(at, kUnnamed.size());
  return text.substr(0, text.find('('));
}

std::string simulators_name(const llvm::GlobalValue& global) {
  const std::string text = readable_name(global);
  const llvm::StringRef kInside = "::simulator::";
  const std::size_t at = text.find(kInside);
  if (!llvm::StringRef(text).starts_with("larder::") || at == std::string::npos) return "";
  return text.substr(at + kInside.size());
}

Word word_of(const llvm::Function& function) {
  if (function.getName() == kIndexFunction) return Word::kIndex;
  if (function.getName() == kAllLanesFunction) return Word::kAllLanes;
  if (!function.isDeclaration()) return Word::kNone;
  const std::string name = simulators_name(function);
  if (name.empty()) return Word::kNone;
  return llvm::StringSwitch<Word>(name)
      .Case("barrier", Word::kBarrier)
      .Case("barrier_count", Word::kBarrierCount)
      .Case("warp", Word::kWarp)
      .Case("active_lanes", Word::kActiveLanes)
      .Case("lane", Word::kLane)
      .Case("shared_object", Word::kSharedObject)
      .Case("dynamic_shared_memory", Word::kDynamicShared)
      .Case("fence", Word::kFence)
      .Case("step", Word::kStep)
      .Case("trap", Word::kTrap)
      .Default(Word::kOther);
}

Word word_of(const llvm::Value& value) {
  const auto* call = llvm::dyn_cast<llvm::CallBase>(&value);
  const llvm::Function* callee = call != nullptr ? call->getCalledFunction() : nullptr;
  return callee != nullptr ? word_of(*callee) : Word::kNone;
}

}  // namespace larder::generate::vectors
