#include "generator/lower/vectors/passes.h"

#include <llvm/Transforms/Scalar/Scalarizer.h>

namespace larder::generate::vectors {
namespace {

llvm::PipelineTuningOptions tuning() {
  llvm::PipelineTuningOptions out;
  out.LoopVectorization = false;
  out.SLPVectorization = false;
  out.LoopInterleaving = false;
  return out;
}

}  // namespace

Passes::Passes(llvm::TargetMachine* machine) : builder_(machine, tuning()) {
  builder_.registerModuleAnalyses(modules_);
  builder_.registerCGSCCAnalyses(calls_);
  builder_.registerFunctionAnalyses(functions_);
  builder_.registerLoopAnalyses(loops_);
  builder_.crossRegisterProxies(loops_, functions_, calls_, modules_);
}

void Passes::run(llvm::Module& module, llvm::ModulePassManager& passes) {
  passes.run(module, modules_);
  modules_.clear();
}

void Passes::run(llvm::Module& module, const char* pipeline) {
  llvm::ModulePassManager passes;
  llvm::cantFail(builder_.parsePassPipeline(passes, pipeline));
  run(module, passes);
}

void Passes::optimise(llvm::Module& module) {
  llvm::ModulePassManager passes =
      builder_.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O2);
  run(module, passes);
}

void Passes::separate_numbers(llvm::Module& module) {
  llvm::ScalarizerPassOptions options;
  options.ScalarizeLoadStore = true;
  llvm::ModulePassManager passes;
  passes.addPass(llvm::createModuleToFunctionPassAdaptor(llvm::ScalarizerPass(options)));
  run(module, passes);
}

}  // namespace larder::generate::vectors
