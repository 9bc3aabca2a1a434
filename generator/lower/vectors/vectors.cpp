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

VectorKernel lower(PreparedKernel& prepared, const std::string& symbol) {
  VectorKernel out{prepared.refusal, symbol, prepared.shared_bytes, 0};
  if (prepared.function == nullptr) out.refusal = "has no code in the host source";
  if (!out.refusal.empty()) return out;
  llvm::Function& kernel = *prepared.function;
  if (auto refused = refusal_of_form(kernel)) return out.refusal = *refused, out;
  const llvm::DominatorTree dominators(kernel);
  const llvm::LoopInfo loops(dominators);
  const llvm::PostDominatorTree ends(kernel);
  for (const BlockShape blocks : {BlockShape::kRows, BlockShape::kAny}) {
    const Shapes shapes(kernel, loops, ends, blocks);
    if (auto refused = refusal_of_code(kernel, shapes, loops)) return out.refusal = *refused, out;
    WarpCode code(*warp_function(*kernel.getParent()), shapes);
    Flow(code, visiting_order(kernel, loops), loops).write();
    const Regions regions = split_at_barriers(code);
    const bool rows = blocks == BlockShape::kRows;
    write_block_function(*kernel.getParent(), regions, blocks, symbol + (rows ? "_rows" : "_any"));
    out.frame_bytes = std::max(out.frame_bytes, regions.frame_bytes);
  }
  return out;
}

}  // namespace

VectorCode lower_to_vectors(std::unique_ptr<llvm::Module> module, const VectorRequest& request) {
  VectorCode out;
  std::vector<PreparedKernel> prepared = prepare_kernels(*module, request.wanted);
  bool any = false;
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    out.kernels.push_back(lower(prepared[i], request.prefix + std::to_string(request.wanted[i])));
    any |= out.kernels.back().refusal.empty();
  }
  for (PreparedKernel& kernel : prepared)
    if (kernel.function != nullptr) kernel.function->eraseFromParent();
  if (any) out.assembly = assembly_of(*module, request);
  return out;
}

}  // namespace larder::generate::vectors
