#include "generator/lower/vectors/own_words.h"

#include <llvm/ADT/MapVector.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/Support/MathExtras.h>

#include <vector>

#include "generator/lower/vectors/context.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

using Builder = llvm::IRBuilder<>;

constexpr std::array<llvm::StringRef, 4> kIndexVariables = {"threadIdx", "blockIdx", "blockDim",
                                                            "gridDim"};
// CUDA's limit for a grid.
constexpr std::uint64_t kMostBlocks = (std::uint64_t{1} << 31) - 1;

llvm::Function* index_function(llvm::Module& module) {
  llvm::Type* number = llvm::Type::getInt32Ty(module.getContext());
  auto* function = llvm::cast<llvm::Function>(
      module.getOrInsertFunction(kIndexFunction, number, number).getCallee());
  function->setDoesNotAccessMemory();
  function->setDoesNotThrow();
  function->addFnAttr(llvm::Attribute::WillReturn);
  function->addFnAttr(llvm::Attribute::Speculatable);
  return function;
}

llvm::ConstantRange range_of(unsigned variable) {
  const bool of_threads = variable == 0 || variable == 2;
  const std::uint64_t count = of_threads ? kMostThreads : kMostBlocks;
  const std::uint64_t first = variable >= 2 ? 1 : 0;
  return {llvm::APInt(32, first), llvm::APInt(32, first + count)};
}

/// A local variable that holds the words of the index variable, in each function that reads it.
void replace_index(llvm::IntrinsicInst& address, unsigned variable) {
  llvm::Function& function = *address.getFunction();
  Builder builder(&*function.getEntryBlock().getFirstInsertionPt());
  llvm::Type* number = builder.getInt32Ty();
  llvm::Value* copy = builder.CreateAlloca(llvm::ArrayType::get(number, 3));
  for (unsigned i = 0; i < 3; ++i) {
    llvm::CallInst* word = builder.CreateCall(index_function(*function.getParent()),
                                              {builder.getInt32(variable * 3 + i)});
    word->addRangeRetAttr(range_of(variable));
    builder.CreateStore(word, builder.CreateConstInBoundsGEP1_64(number, copy, i));
  }
  address.replaceAllUsesWith(copy);
  address.eraseFromParent();
}

/// The calls that give the address of a thread's variable.
std::vector<llvm::IntrinsicInst*> addresses_of(const llvm::GlobalVariable& variable) {
  std::vector<llvm::IntrinsicInst*> out;
  for (llvm::User* user :
       llvm::make_early_inc_range(const_cast<llvm::GlobalVariable&>(variable).users()))
    if (auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(user);
        call != nullptr && call->getIntrinsicID() == llvm::Intrinsic::threadlocal_address)
      out.push_back(call);
  return out;
}

void replace_pending_launch(llvm::Module& module, llvm::GlobalVariable& variable) {
  auto* pointer = llvm::PointerType::getUnqual(module.getContext());
  auto* none = new llvm::GlobalVariable(module, pointer, true, llvm::GlobalValue::InternalLinkage,
                                        llvm::ConstantPointerNull::get(pointer), "larder.none");
  for (llvm::IntrinsicInst* address : addresses_of(variable)) {
    address->replaceAllUsesWith(none);
    address->eraseFromParent();
  }
}

void make_empty(llvm::Function& function) {
  function.deleteBody();
  function.setLinkage(llvm::GlobalValue::InternalLinkage);
  Builder(llvm::BasicBlock::Create(function.getContext(), "", &function)).CreateRetVoid();
}

/// Loads and stores of up to 8 bytes, all loads first.
void expand_copy(llvm::MemTransferInst& copy, std::uint64_t bytes) {
  Builder builder(&copy);
  std::vector<llvm::Value*> parts;
  const auto each = [&](const auto& use) {
    for (std::uint64_t at = 0; at < bytes;) {
      const std::uint64_t size = llvm::bit_floor(std::min<std::uint64_t>(bytes - at, 8));
      use(at, builder.getIntNTy(static_cast<unsigned>(size * 8)));
      at += size;
    }
  };
  const auto place = [&](llvm::Value* base, std::uint64_t at) {
    return builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), base, at);
  };
  const auto align = [](llvm::MaybeAlign known, std::uint64_t at) {
    return llvm::commonAlignment(known.valueOrOne(), at);
  };
  each([&](std::uint64_t at, llvm::Type* type) {
    parts.push_back(builder.CreateAlignedLoad(type, place(copy.getSource(), at),
                                              align(copy.getSourceAlign(), at)));
  });
  std::size_t next = 0;
  each([&](std::uint64_t at, llvm::Type*) {
    builder.CreateAlignedStore(parts[next++], place(copy.getDest(), at),
                               align(copy.getDestAlign(), at));
  });
  copy.eraseFromParent();
}

void expand_filling(llvm::MemSetInst& filling, std::uint64_t bytes) {
  Builder builder(&filling);
  for (std::uint64_t at = 0; at < bytes; ++at)
    builder.CreateStore(filling.getValue(), builder.CreateConstInBoundsGEP1_64(
                                                builder.getInt8Ty(), filling.getDest(), at));
  filling.eraseFromParent();
}

}  // namespace

void replace_thread_variables(llvm::Module& module) {
  std::vector<llvm::GlobalVariable*> variables;
  for (llvm::GlobalVariable& each : module.globals())
    if (each.isThreadLocal()) variables.push_back(&each);
  for (llvm::GlobalVariable* each : variables) {
    if (readable_name(*each).ends_with("::pending_launch")) replace_pending_launch(module, *each);
    const auto* found = llvm::find(kIndexVariables, simulators_name(*each));
    if (found == kIndexVariables.end()) continue;
    for (llvm::IntrinsicInst* address : addresses_of(*each))
      replace_index(*address, static_cast<unsigned>(found - kIndexVariables.begin()));
  }
  for (llvm::Function& each : module)
    if (!each.isDeclaration() && simulators_name(each) == "give_others_a_turn") make_empty(each);
}

void set_extents(llvm::Function& kernel, const Extents& block) {
  if (block[0] == 0) return;
  for (llvm::Instruction& each : llvm::make_early_inc_range(llvm::instructions(kernel))) {
    if (word_of(each) != Word::kIndex) continue;
    auto& call = llvm::cast<llvm::CallBase>(each);
    const auto number = llvm::cast<llvm::ConstantInt>(call.getArgOperand(0))->getZExtValue();
    const std::uint32_t extent = block[number % 3];
    const auto variable = static_cast<IndexVariable>(number / 3);
    if (variable == IndexVariable::kBlockSize ||
        (variable == IndexVariable::kThread && extent == 1))
      call.replaceAllUsesWith(llvm::ConstantInt::get(
          call.getType(), variable == IndexVariable::kBlockSize ? extent : 0));
    else if (variable == IndexVariable::kThread)
      call.addRangeRetAttr({llvm::APInt(32, 0), llvm::APInt(32, extent)});
  }
}

std::optional<std::uint64_t> place_shared_objects(llvm::Function& kernel) {
  std::uint64_t bytes = 0;
  llvm::MapVector<const llvm::Value*, std::uint64_t> places;
  for (llvm::Instruction& each : llvm::instructions(kernel)) {
    if (word_of(each) != Word::kSharedObject) continue;
    auto& call = llvm::cast<llvm::CallBase>(each);
    const auto* size = llvm::dyn_cast<llvm::ConstantInt>(call.getArgOperand(1));
    const auto* alignment = llvm::dyn_cast<llvm::ConstantInt>(call.getArgOperand(2));
    const auto* name = llvm::dyn_cast<llvm::GlobalVariable>(call.getArgOperand(0));
    if (size == nullptr || alignment == nullptr || name == nullptr) return std::nullopt;
    const auto [place, added] = places.insert({name, 0});
    if (added) {
      constexpr std::uint64_t kVector = 64;  // so that vectors do not straddle lines of the cache
      const std::uint64_t least = size->getZExtValue() >= kVector ? kVector : 1;
      bytes = llvm::alignTo(bytes, std::max(alignment->getZExtValue(), least));
      place->second = bytes;
      bytes += size->getZExtValue();
    }
    auto* pointer = llvm::cast<llvm::PointerType>(call.getArgOperand(0)->getType());
    call.setArgOperand(0, llvm::ConstantPointerNull::get(pointer));
    call.setArgOperand(1, llvm::ConstantInt::get(size->getType(), place->second));
    call.setArgOperand(2, llvm::ConstantInt::get(alignment->getType(), 0));
    call.removeRetAttr(llvm::Attribute::NonNull);
  }
  return bytes;
}

void expand_copies(llvm::Function& kernel) {
  constexpr std::uint64_t kMost = 256;
  for (llvm::Instruction& each : llvm::make_early_inc_range(llvm::instructions(kernel))) {
    auto* memory = llvm::dyn_cast<llvm::MemIntrinsic>(&each);
    if (memory == nullptr || memory->isVolatile()) continue;
    const auto* length = llvm::dyn_cast<llvm::ConstantInt>(memory->getLength());
    if (length == nullptr || length->getZExtValue() > kMost) continue;
    if (auto* copy = llvm::dyn_cast<llvm::MemTransferInst>(memory))
      expand_copy(*copy, length->getZExtValue());
    else
      expand_filling(llvm::cast<llvm::MemSetInst>(*memory), length->getZExtValue());
  }
}

}  // namespace larder::generate::vectors
