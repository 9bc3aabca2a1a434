#include "generator/lower/vectors/isolate.h"

#include <llvm/Analysis/ValueTracking.h>
#include <llvm/Bitcode/BitcodeWriter.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/Transforms/Utils/Cloning.h>

#include <algorithm>
#include <optional>

#include "generator/lower/vectors/halves.h"
#include "generator/lower/vectors/own_words.h"
#include "generator/lower/vectors/passes.h"
#include "generator/lower/vectors/powers.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

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

/// What the program defines beside functions and variables, kernels call by what it stands for: an
/// alias, such as that of a constructor, by the function itself.
void drop_other_definitions(llvm::Module& module) {
  module.setModuleInlineAsm("");
  for (llvm::GlobalAlias& each : llvm::make_early_inc_range(module.aliases())) {
    each.replaceAllUsesWith(each.getAliasee());
    each.eraseFromParent();
  }
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
constexpr const char kClearing[] = "globaldce,strip-dead-prototypes";

/// Copies of the wanted kernels, with the name kLoneKernel and a number; null where there is none.
std::vector<llvm::Function*> copies_of(llvm::Module& module,
                                       const std::vector<std::size_t>& wanted) {
  const std::vector<llvm::Function*> table = entries(module);
  std::vector<llvm::Function*> out;
  for (const std::size_t number : wanted) {
    out.push_back(nullptr);
    if (number >= table.size() || table[number] == nullptr) continue;
    llvm::ValueToValueMapTy map;
    out.back() = llvm::CloneFunction(table[number], map);
    out.back()->setName(kLoneKernel);
  }
  return out;
}

/// Whether `call` ends the launch if lanes are not as it needs them, and names its site then.
bool may_fail(const llvm::CallBase& call) {
  return makes_lanes_meet(word_of(call)) || word_of(call) == Word::kTrap;
}

/// The site that the last two operands of a call name, unless they are only known later.
std::optional<CallSite> site_of(const llvm::CallBase& call) {
  llvm::StringRef file;
  const unsigned count = call.arg_size();
  const auto* line = llvm::dyn_cast<llvm::ConstantInt>(call.getArgOperand(count - 1));
  if (line == nullptr || !llvm::getConstantStringInfo(call.getArgOperand(count - 2), file))
    return std::nullopt;
  return CallSite{file.str(), static_cast<std::uint32_t>(line->getZExtValue())};
}

/// Puts the numbers of sites into the calls.
std::vector<CallSite> take_sites(llvm::Function& kernel) {
  std::vector<CallSite> out;
  for (llvm::Instruction& each : llvm::instructions(kernel)) {
    auto* call = llvm::dyn_cast<llvm::CallBase>(&each);
    const auto site = call != nullptr && may_fail(*call) ? site_of(*call) : std::nullopt;
    if (!site) continue;
    const auto number = static_cast<std::uint64_t>(std::ranges::find(out, *site) - out.begin());
    if (number == out.size()) out.push_back(*site);
    llvm::Use& file = call->getArgOperandUse(call->arg_size() - 2);
    llvm::Use& line = call->getArgOperandUse(call->arg_size() - 1);
    file.set(llvm::Constant::getNullValue(file->getType()));
    line.set(llvm::ConstantInt::get(line->getType(), number));
  }
  return out;
}

std::string bitcode_of(const llvm::Module& module) {
  std::string out;
  llvm::raw_string_ostream stream(out);
  llvm::WriteBitcodeToFile(module, stream);
  return out;
}

/// The module with one of the kernels, under kLoneKernel, and nothing that it does not need.
std::string alone(llvm::Module& module, llvm::Function& kernel,
                  const std::vector<llvm::Function*>& kernels) {
  llvm::ValueToValueMapTy map;
  const std::unique_ptr<llvm::Module> copy =
      llvm::CloneModule(module, map, [&](const llvm::GlobalValue* each) {
        return each == &kernel || !llvm::is_contained(kernels, each);
      });
  for (llvm::Function* other : kernels)
    if (other != nullptr && other != &kernel)
      llvm::cast<llvm::Function>(map[other])->eraseFromParent();
  llvm::cast<llvm::Function>(map[&kernel])->setName(kLoneKernel);
  Passes().run(*copy, kClearing);
  // Clang was not told that this may be a shared library, in which other files may define these.
  for (llvm::GlobalValue& each : copy->global_values())
    if (each.isDeclaration()) each.setDSOLocal(false);
  copy->setModuleIdentifier("");
  copy->setSourceFileName("");
  return bitcode_of(*copy);
}

}  // namespace

std::vector<IsolatedKernel> isolate_kernels(llvm::Module& module,
                                            const std::vector<std::size_t>& wanted,
                                            const HostMath& math) {
  const std::vector<llvm::Function*> kernels = copies_of(module, wanted);
  drop_other_definitions(module);
  if (math.calls_pow) hide_powers(module);
  replace_thread_variables(module);
  use_half_instructions(module);
  inline_all(module);
  refer_to_variables(module);
  mark_simulators_functions(module);
  for (llvm::Function* kernel : kernels) {
    if (kernel == nullptr) continue;
    kernel->removeFnAttr(llvm::Attribute::AlwaysInline);
    kernel->setLinkage(llvm::GlobalValue::ExternalLinkage);
  }
  Passes().run(module, kInlining);
  fold_powers(module);
  std::vector<IsolatedKernel> out(kernels.size());
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    if (kernels[i] == nullptr) continue;
    out[i].sites = take_sites(*kernels[i]);
    out[i].bitcode = alone(module, *kernels[i], kernels);
  }
  return out;
}

}  // namespace larder::generate::vectors
