#include "generator/lower/vectors/prepare.h"

#include <llvm/IR/Constants.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>
#include <llvm/Transforms/Utils/Cloning.h>

#include "generator/lower/vectors/context.h"
#include "generator/lower/vectors/own_words.h"
#include "generator/lower/vectors/passes.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

/// CUDA's limit for static shared memory, as in the simulator.
constexpr std::uint64_t kMostSharedBytes = 48 * 1024;

/// The functions that run the CPU variants, from the table at the end of the host source.
std::vector<llvm::Function*> entries(const llvm::Module& module) {
  constexpr unsigned kRun = 4;  // in KernelRecord
  std::vector<llvm::Function*> out;
  for (const llvm::GlobalVariable& each : module.globals()) {
    if (!each.getName().contains("larder_kernels") || !each.hasInitializer()) continue;
    const auto* table = llvm::dyn_cast<llvm::ConstantArray>(each.getInitializer());
    for (unsigned i = 0; table != nullptr && i < table->getNumOperands(); ++i)
      out.push_back(llvm::dyn_cast<llvm::Function>(
          table->getOperand(i)->getAggregateElement(kRun)->stripPointerCasts()));
  }
  return out;
}

/// The functions that may call themselves stay calls.
void inline_all(llvm::Module& module) {
  for (llvm::Function& each : module) {
    for (const char* word : {"target-cpu", "target-features", "tune-cpu"}) each.removeFnAttr(word);
    if (each.isDeclaration()) continue;
    each.removeFnAttr(llvm::Attribute::NoInline);
    each.removeFnAttr(llvm::Attribute::OptimizeNone);
    each.removeFnAttr(llvm::Attribute::OptimizeForSize);
    each.addFnAttr(llvm::Attribute::AlwaysInline);
    each.setComdat(nullptr);
    each.setLinkage(llvm::GlobalValue::InternalLinkage);
  }
}

/// The program defines its variables; constants of its own are copied.
void refer_to_variables(llvm::Module& module) {
  for (const char* name :
       {"llvm.global_ctors", "llvm.global_dtors", "llvm.used", "llvm.compiler.used"})
    if (llvm::GlobalVariable* list = module.getNamedGlobal(name)) list->eraseFromParent();
  for (llvm::GlobalVariable& each : module.globals()) {
    if (each.isDeclaration() || each.isThreadLocal()) continue;
    if (each.hasExternalLinkage()) {
      each.setInitializer(nullptr);
      each.setComdat(nullptr);
    } else if (each.isConstant()) {
      each.setComdat(nullptr);
      each.setLinkage(llvm::GlobalValue::InternalLinkage);
    }
  }
}

void mark_simulators_functions(llvm::Module& module) {
  for (llvm::Function& each : module) {
    if (word_of(each) == Word::kNone) continue;
    each.setDoesNotThrow();
    if (word_of(each) != Word::kIndex) each.addFnAttr(llvm::Attribute::Convergent);
  }
}

// Loops stay as they are written, with the test first: a mask then covers them as a whole.
// Again, since a call through a pointer may turn out to be one of a known function. Control flow is
// simplified first: instcombine would find out where Clang's variables of `return` and `break` lead
// by the conditions of loops.
constexpr const char kInlining[] =
    "globaldce,always-inline,function(sroa<modify-cfg>,simplifycfg,instcombine<no-verify-fixpoint>)"
    ","
    "always-inline,function(sroa<modify-cfg>,simplifycfg,instcombine<no-verify-fixpoint>),"
    "always-inline,globaldce";
constexpr const char kSimplifying[] =
    "function(sroa<modify-cfg>,early-cse<memssa>,simplifycfg,instcombine<no-verify-fixpoint>,"
    "simplifycfg,loop-simplify,lcssa,loop(indvars,loop-unroll-full),sroa<modify-cfg>,"
    "early-cse<memssa>,instcombine<no-verify-fixpoint>,simplifycfg,gvn,"
    "instcombine<no-verify-fixpoint>,simplifycfg,adce)";
constexpr const char kShaping[] =
    "function(instcombine<no-verify-fixpoint>,simplifycfg,lower-switch,fix-irreducible,"
    "mergereturn)";
constexpr const char kLooping[] = "function(loop-simplify,lcssa)";

/// A barrier is the last instruction of its block, and a return the only one: lanes that come to it
/// have nothing left to do.
void end_blocks(llvm::Function& kernel) {
  std::vector<llvm::Instruction*> ends;
  for (llvm::Instruction& each : llvm::instructions(kernel)) {
    const Word word = word_of(each);
    if (word == Word::kBarrier || word == Word::kBarrierCount) ends.push_back(&each);
  }
  for (llvm::Instruction* each : ends) llvm::SplitBlock(each->getParent(), each->getNextNode());
  for (llvm::BasicBlock& block : llvm::make_early_inc_range(kernel))
    if (llvm::isa<llvm::ReturnInst>(block.getTerminator()) && block.size() > 1)
      llvm::SplitBlock(&block, block.getTerminator());
}

void settle(PreparedKernel& kernel) {
  expand_copies(*kernel.function);
  const auto bytes = place_shared_objects(*kernel.function);
  if (!bytes) kernel.refusal = "has a shared variable that is not known at compile time";
  kernel.shared_bytes = bytes.value_or(0);
  if (kernel.shared_bytes > kMostSharedBytes)
    kernel.refusal = "has " + std::to_string(kernel.shared_bytes) + " bytes of shared variables";
}

std::vector<PreparedKernels> copies_of(llvm::Module& module,
                                       const std::vector<WantedKernel>& wanted) {
  const std::vector<llvm::Function*> table = entries(module);
  std::vector<PreparedKernels> out(wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].number >= table.size() || table[wanted[i].number] == nullptr) continue;
    const auto copy = [&] {
      llvm::ValueToValueMapTy map;
      return llvm::CloneFunction(table[wanted[i].number], map);
    };
    out[i].general.function = copy();
    if (row_of(wanted[i].block) != 0) out[i].known.function = copy();
  }
  return out;
}

}  // namespace

std::vector<PreparedKernels> prepare_kernels(llvm::Module& module,
                                             const std::vector<WantedKernel>& wanted) {
  std::vector<PreparedKernels> out = copies_of(module, wanted);
  replace_thread_variables(module);
  inline_all(module);
  refer_to_variables(module);
  mark_simulators_functions(module);
  const auto for_each = [&](const auto& use) {
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (out[i].general.function != nullptr) use(out[i].general, Extents{});
      if (out[i].known.function != nullptr) use(out[i].known, wanted[i].block);
    }
  };
  for_each([](PreparedKernel& kernel, const Extents&) {
    kernel.function->removeFnAttr(llvm::Attribute::AlwaysInline);
    kernel.function->setLinkage(llvm::GlobalValue::ExternalLinkage);
  });
  Passes passes;
  passes.run(module, kInlining);
  for_each(
      [](PreparedKernel& kernel, const Extents& block) { set_extents(*kernel.function, block); });
  passes.run(module, kSimplifying);
  for_each([](PreparedKernel& kernel, const Extents&) { settle(kernel); });
  passes.run(module, kSimplifying);
  passes.separate_numbers(module);
  passes.run(module, kShaping);
  for_each([](PreparedKernel& kernel, const Extents&) { end_blocks(*kernel.function); });
  passes.run(module, kLooping);
  for_each([](PreparedKernel& kernel, const Extents&) { mark_argument_reads(*kernel.function); });
  return out;
}

}  // namespace larder::generate::vectors
