#include "generator/lower/vectors/prepare.h"

#include <llvm/IR/InstIterator.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>
#include <llvm/Transforms/Utils/Cloning.h>

#include "generator/lower/vectors/argument_reads.h"
#include "generator/lower/vectors/context.h"
#include "generator/lower/vectors/odd_numbers.h"
#include "generator/lower/vectors/own_words.h"
#include "generator/lower/vectors/passes.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

/// CUDA's limit for static shared memory, as in the simulator.
constexpr auto kMostSharedBytes = std::uint64_t{48} * 1024;

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
    if (is_barrier(word_of(each))) ends.push_back(&each);
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

}  // namespace

PreparedKernels prepare_kernel(llvm::Function& kernel, const Extents& block) {
  llvm::Module& module = *kernel.getParent();
  PreparedKernels out;
  out.general.function = &kernel;
  if (row_of(block) != 0) {
    llvm::ValueToValueMapTy map;
    out.known.function = llvm::CloneFunction(&kernel, map);
    set_extents(*out.known.function, block);
  }
  set_extents(kernel, {});
  const auto for_each = [&](const auto& use) {
    use(out.general);
    if (out.known.function != nullptr) use(out.known);
  };
  Passes passes;
  passes.run(module, kSimplifying);
  for_each([](PreparedKernel& each) { settle(each); });
  passes.run(module, kSimplifying);
  for_each([](PreparedKernel& each) { widen_odd_numbers(*each.function); });
  passes.separate_numbers(module);
  passes.run(module, kShaping);
  for_each([](PreparedKernel& each) { end_blocks(*each.function); });
  passes.run(module, kLooping);
  for_each([](PreparedKernel& each) { mark_argument_reads(*each.function); });
  return out;
}

}  // namespace larder::generate::vectors
