// Clang's CodeGen for the scan's own parse: LLVM IR of the device pass, not optimised, with no
// NVPTX back end and no CUDA toolkit.
#ifndef LARDER_GENERATOR_CODE_EMISSION_H
#define LARDER_GENERATOR_CODE_EMISSION_H

#include <memory>
#include <string>

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// Makes a pass's code. Must outlive the compiler instance.
class CodeEmission {
 public:
  /// The consumer that makes the code; it must get the syntax tree before the caller of module().
  /// `places`: the code records its source lines.
  [[nodiscard]] std::unique_ptr<clang::ASTConsumer> consumer(clang::CompilerInstance& compiler,
                                                             bool places);
  /// The finished LLVM module; null if there were errors. Valid while the syntax tree lives.
  [[nodiscard]] llvm::Module* module() const;
  [[nodiscard]] clang::CodeGenerator& generator() const { return *generator_; }

 private:
  llvm::LLVMContext context_;
  clang::CodeGenerator* generator_ = nullptr;  ///< the consumer, owned by the compiler instance
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_CODE_EMISSION_H
