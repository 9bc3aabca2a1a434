#include "generator/code/emission.h"

#include "generator/syntax/clang_compat.h"

namespace larder::generate {

std::unique_ptr<clang::ASTConsumer> CodeEmission::consumer(clang::CompilerInstance& compiler,
                                                           bool places) {
  clang::CodeGenOptions& options = compiler.getCodeGenOpts();
  // Without optimisation Clang leaves out information that only optimisers use: restrict, ranges,
  // loop hints.
  options.OptimizationLevel = 1;
  // Otherwise each loop without a hint gets that of `#pragma unroll 1`.
  options.UnrollLoops = true;
  options.DiscardValueNames = true;
  options.setDebugInfo(places ? llvm::codegenoptions::DebugLineTablesOnly
                              : llvm::codegenoptions::NoDebugInfo);
  context_.setDiscardValueNames(true);
  auto generator = code_generator(compiler, context_);
  generator_ = generator.get();
  return generator;
}

llvm::Module* CodeEmission::module() const { return generator_->GetModule(); }

}  // namespace larder::generate
