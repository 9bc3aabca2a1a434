#include "generator/lower/vectors/vectors.h"

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/PostDominators.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Verifier.h>

#include "generator/lower/vectors/assembly.h"
#include "generator/lower/vectors/block_code.h"
#include "generator/lower/vectors/context.h"
#include "generator/lower/vectors/flow.h"
#include "generator/lower/vectors/order.h"
#include "generator/lower/vectors/prepare.h"
#include "generator/lower/vectors/refusals.h"
#include "generator/lower/vectors/regions.h"
#include "generator/lower/vectors/tails.h"

namespace larder::generate::vectors {
namespace {

llvm::Function* warp_function(llvm::Module& module) {
  llvm::LLVMContext& context = module.getContext();
  llvm::Type* pointer = llvm::PointerType::getUnqual(context);
  llvm::Type* number = llvm::Type::getInt32Ty(context);
  auto* type =
      llvm::FunctionType::get(number, {pointer, number, number, number, number, pointer}, false);
  llvm::Function* out =
      llvm::Function::Create(type, llvm::GlobalValue::InternalLinkage, "larder.warp", module);
  out->addFnAttr(llvm::Attribute::NoUnwind);
  for (const unsigned parameter : {WarpParameters::kBlock, WarpParameters::kFrame})
    out->addParamAttr(parameter, llvm::Attribute::NoAlias);
  return out;
}

/// Writes the function of a block; returns why it can't, or nothing.
std::string lower(const PreparedKernel& prepared, BlockShape blocks, const std::string& symbol,
                  VectorKernel& out) {
  if (prepared.function == nullptr) return "has no code in the host source";
  if (!prepared.refusal.empty()) return prepared.refusal;
  llvm::Function& kernel = *prepared.function;
  if (auto refused = refusal_of_form(kernel)) return *refused;
  separate_tails(kernel, blocks);
  llvm::DominatorTree dominators(kernel);
  llvm::LoopInfo loops(dominators);
  separate_latches(loops, dominators);
  const llvm::PostDominatorTree ends(kernel);
  const Shapes shapes(kernel, loops, ends, blocks);
  if (auto refused = refusal_of_code(kernel, shapes, loops)) return *refused;
  WarpCode code(*warp_function(*kernel.getParent()), shapes);
  Flow(code, visiting_order(kernel, loops, shapes), loops).write();
  const Regions regions = split_at_barriers(code);
  write_block_function(*kernel.getParent(), regions, blocks, symbol);
  out.shared_bytes = std::max(out.shared_bytes, prepared.shared_bytes);
  out.frame_bytes = std::max(out.frame_bytes, regions.frame_bytes);
  out.symbols.push_back(symbol);
  return "";
}

VectorKernel lower(const PreparedKernels& prepared, const WantedKernel& wanted,
                   const std::string& symbol) {
  VectorKernel out;
  for (const unsigned row : {kLanes, 0U}) {
    out.refusal = lower(prepared.general, {row, {}}, symbol + (row != 0 ? "_rows" : "_any"), out);
    if (!out.refusal.empty()) return out;
  }
  if (prepared.known.function != nullptr &&
      lower(prepared.known, {row_of(wanted.block), wanted.block}, symbol + "_known", out).empty())
    out.block = wanted.block;
  return out;
}

}  // namespace

VectorCode lower_to_vectors(std::unique_ptr<llvm::Module> module, const VectorRequest& request) {
  VectorCode out;
  std::vector<PreparedKernels> prepared = prepare_kernels(*module, request.wanted);
  bool any = false;
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    const WantedKernel& wanted = request.wanted[i];
    out.kernels.push_back(
        lower(prepared[i], wanted, request.prefix + std::to_string(wanted.number)));
    any |= out.kernels.back().refusal.empty();
  }
  for (PreparedKernels& kernel : prepared)
    for (llvm::Function* each : {kernel.general.function, kernel.known.function})
      if (each != nullptr) each->eraseFromParent();
  if (any) out.assembly = assembly_of(*module, request);
  return out;
}

}  // namespace larder::generate::vectors
