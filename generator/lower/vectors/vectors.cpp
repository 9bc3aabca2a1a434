#include "generator/lower/vectors/vectors.h"

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/PostDominators.h>
#include <llvm/Bitcode/BitcodeReader.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Transforms/Utils/Cloning.h>

#include <optional>

#include "generator/lower/vectors/assembly.h"
#include "generator/lower/vectors/block_code.h"
#include "generator/lower/vectors/broadcasts.h"
#include "generator/lower/vectors/chosen_places.h"
#include "generator/lower/vectors/context.h"
#include "generator/lower/vectors/flow.h"
#include "generator/lower/vectors/isolate.h"
#include "generator/lower/vectors/lone_lanes.h"
#include "generator/lower/vectors/order.h"
#include "generator/lower/vectors/prepare.h"
#include "generator/lower/vectors/refusals.h"
#include "generator/lower/vectors/regions.h"
#include "generator/lower/vectors/tails.h"
#include "generator/lower/vectors/whole_warps.h"
#include "generator/lower/vectors/worth.h"

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

/// What is known of a kernel's code.
struct Analysis {
  Analysis(llvm::Function& kernel, BlockShape blocks) : dominators(kernel), loops(dominators) {
    separate_latches(loops, dominators);
    ends.recalculate(kernel);
    shapes.emplace(kernel, loops, ends, blocks);
  }

  llvm::DominatorTree dominators;
  llvm::LoopInfo loops;
  llvm::PostDominatorTree ends;
  std::optional<Shapes> shapes;
};

/// Writes the function of a block; returns why it can't, or nothing.
std::string lower(const PreparedKernel& prepared, BlockShape blocks, const std::string& symbol,
                  bool is_plain, VectorKernel& out) {
  if (!prepared.refusal.empty()) return prepared.refusal;
  llvm::ValueToValueMapTy map;
  llvm::Function& kernel = *llvm::CloneFunction(prepared.function, map);
  if (auto refused = refusal_of_form(kernel)) return *refused;
  separate_broadcasts(kernel);
  separate_tails(kernel, blocks);
  std::optional<Analysis> known(std::in_place, kernel, blocks);
  if (settle_lone_lanes(kernel, *known->shapes, known->dominators, known->loops))
    known->shapes.emplace(kernel, known->loops, known->ends, blocks);
  if (separate_chosen_places(kernel, *known->shapes)) known.emplace(kernel, blocks);
  if (auto refused = refusal_of_code(kernel, *known->shapes, known->loops)) return *refused;
  if (auto refused = refusal_of_size(kernel, *known->shapes, is_plain)) return *refused;
  if (is_plain && !is_worth_vectors(kernel, *known->shapes, known->loops))
    return "would be no faster than as a plain loop";
  llvm::DenseSet<const llvm::BasicBlock*> seldom;
  if (!blocks.has_rest()) seldom = separate_whole_warps(kernel, *known->shapes);
  if (!seldom.empty()) known.emplace(kernel, blocks);
  WarpCode code(*warp_function(*kernel.getParent()), *known->shapes);
  code.seldom = std::move(seldom);
  Flow(code, visiting_order(kernel, known->loops, *known->shapes), known->loops, known->dominators)
      .write();
  const Regions regions = split_at_barriers(code);
  write_block_function(*kernel.getParent(), regions, blocks, symbol);
  out.shared_bytes = std::max(out.shared_bytes, prepared.shared_bytes);
  out.frame_bytes = std::max(out.frame_bytes, regions.frame_bytes);
  out.symbols.push_back(symbol);
  return "";
}

VectorKernel lower(llvm::Function& kernel, const Extents& block, bool is_plain) {
  llvm::Module& module = *kernel.getParent();
  const PreparedKernels prepared = prepare_kernel(kernel, block);
  const std::string symbol = kSymbol;
  VectorKernel out;
  for (const unsigned row : {kLanes, 0U}) {
    out.refusal = lower(prepared.general, {row, {}}, symbol + (row != 0 ? "_rows" : "_any"),
                        is_plain && row != 0, out);
    if (out.refusal.empty()) continue;
    out.symbols.clear();
    return out;
  }
  if (prepared.known.function != nullptr &&
      lower(prepared.known, {row_of(block), block}, symbol + "_known", false, out).empty())
    out.block = block;
  for (llvm::Function& each : llvm::make_early_inc_range(module))
    if (each.getName().starts_with(kLoneKernel)) each.eraseFromParent();
  return out;
}

}  // namespace

VectorKernel lower_to_vectors(const LoneKernel& lone) {
  VectorKernel out;
  llvm::LLVMContext context;
  context.setDiscardValueNames(true);
  auto module = llvm::parseBitcodeFile(llvm::MemoryBufferRef(lone.bitcode, ""), context);
  llvm::Function* kernel = module ? (*module)->getFunction(kLoneKernel) : nullptr;
  if (kernel == nullptr) {
    llvm::consumeError(module.takeError());
    out.refusal = "has no code in the host source";
    return out;
  }
  // Whole warps of a row need no more than their number, unless they wait for each other.
  const bool known = !lone.is_plain || row_of(lone.block) != kLanes;
  out = lower(*kernel, known ? lone.block : Extents{}, lone.is_plain);
  if (!out.refusal.empty()) return out;
  out.assembly = assembly_of(**module, lone.contracts);
  if (out.assembly.empty()) out.refusal = "is for processors that this LLVM has no code for";
  return out;
}

}  // namespace larder::generate::vectors
