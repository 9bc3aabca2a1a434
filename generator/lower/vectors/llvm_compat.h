// Every difference between the supported LLVM versions (19 to 22) in this folder, and nothing else.
//
// Tests for features, not for version numbers, as generator/syntax/clang_compat.h does.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_LLVM_COMPAT_H
#define LARDER_GENERATOR_LOWER_VECTORS_LLVM_COMPAT_H

#include <llvm/Analysis/VectorUtils.h>
#include <llvm/IR/Module.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/TargetParser/Triple.h>

#include <memory>
#include <optional>
#include <string>

namespace larder::generate::vectors {

/// A module has its triple as text or as such.
[[nodiscard]] inline llvm::Triple triple_of(const llvm::Module& module) {
  return llvm::Triple(module.getTargetTriple());
}

/// Null if this LLVM does not have it.
template <class Triple>
[[nodiscard]] const llvm::Target* target_of(const Triple& triple) {
  std::string error;
  if constexpr (requires { llvm::TargetRegistry::lookupTarget(triple, error); }) {
    return llvm::TargetRegistry::lookupTarget(triple, error);
  } else {
    return llvm::TargetRegistry::lookupTarget(triple.str(), error);
  }
}

/// Its code can lie anywhere.
template <class Triple>
[[nodiscard]] std::unique_ptr<llvm::TargetMachine> machine_of(const llvm::Target& target,
                                                              const Triple& triple,
                                                              llvm::StringRef cpu,
                                                              const llvm::TargetOptions& options) {
  const auto make = [&](const auto& name) {
    return std::unique_ptr<llvm::TargetMachine>(
        target.createTargetMachine(name, cpu, "", options, llvm::Reloc::PIC_, std::nullopt,
                                   llvm::CodeGenOptLevel::Default));
  };
  if constexpr (requires {
                  target.createTargetMachine(triple, cpu, "", options, llvm::Reloc::PIC_);
                }) {
    return make(triple);
  } else {
    return make(triple.str());
  }
}

/// Whether the vector form of an intrinsic takes a scalar there.
template <class Id>
[[nodiscard]] bool takes_scalar(Id id, unsigned argument) {
  if constexpr (requires { llvm::isVectorIntrinsicWithScalarOpAtArg(id, argument); }) {
    return llvm::isVectorIntrinsicWithScalarOpAtArg(id, argument);
  } else {
    return llvm::isVectorIntrinsicWithScalarOpAtArg(id, argument, nullptr);
  }
}

/// Whether the type of an argument (-1: of the result) is part of an intrinsic's name.
template <class Id>
[[nodiscard]] bool is_overloaded(Id id, int argument) {
  if constexpr (requires { llvm::isVectorIntrinsicWithOverloadTypeAtArg(id, argument); }) {
    return llvm::isVectorIntrinsicWithOverloadTypeAtArg(id, argument);
  } else {
    return llvm::isVectorIntrinsicWithOverloadTypeAtArg(id, argument, nullptr);
  }
}

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_LLVM_COMPAT_H
