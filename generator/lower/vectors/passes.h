// Runs LLVM's passes over a module.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_PASSES_H
#define LARDER_GENERATOR_LOWER_VECTORS_PASSES_H

#include <llvm/Passes/PassBuilder.h>
#include <llvm/Target/TargetMachine.h>

namespace larder::generate::vectors {

class Passes {
 public:
  /// `machine`: whose costs count; must outlive this. Null: no machine's.
  explicit Passes(llvm::TargetMachine* machine = nullptr);

  /// `pipeline` is a text as opt's option -passes has it.
  void run(llvm::Module& module, const char* pipeline);
  /// LLVM's own pipeline for -O2. The lanes are the vectors: its vectorisers have nothing to add.
  void optimise(llvm::Module& module);
  /// Values of several numbers, such as a float2 in a register, become as many values.
  void separate_numbers(llvm::Module& module);

 private:
  void run(llvm::Module& module, llvm::ModulePassManager& passes);

  llvm::LoopAnalysisManager loops_;
  llvm::FunctionAnalysisManager functions_;
  llvm::CGSCCAnalysisManager calls_;
  llvm::ModuleAnalysisManager modules_;
  llvm::PassBuilder builder_;
};

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_PASSES_H
