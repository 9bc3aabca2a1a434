#include "generator/lower/vectors/assembly.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Transforms/Utils/Cloning.h>

#include <array>
#include <memory>

#include "generator/lower/vectors/divisions.h"
#include "generator/lower/vectors/llvm_compat.h"
#include "generator/lower/vectors/passes.h"
#include "generator/lower/vectors/permutes.h"
#include "generator/lower/vectors/powers.h"
#include "generator/lower/vectors/prefetches.h"
#include "generator/lower/vectors/vector_code.h"

namespace larder::generate::vectors {
namespace {

std::unique_ptr<llvm::TargetMachine> machine_for(const llvm::Module& module,
                                                 const InstructionSet& set, bool contracts) {
  static const bool ready = [] {
    LLVMInitializeX86TargetInfo();
    LLVMInitializeX86Target();
    LLVMInitializeX86TargetMC();
    LLVMInitializeX86AsmPrinter();
    return true;
  }();
  const llvm::Triple triple = triple_of(module);
  const llvm::Target* target = ready ? target_of(triple) : nullptr;
  if (target == nullptr) return nullptr;
  llvm::TargetOptions options;
  options.AllowFPOpFusion = contracts ? llvm::FPOpFusion::Fast : llvm::FPOpFusion::Standard;
  return machine_of(*target, triple, set.cpu, options);
}

/// What is exported gets the suffix; all else is private, since other code may have the same names.
void rename(llvm::Module& module, const InstructionSet& set) {
  for (llvm::Function& each : module) {
    if (each.isDeclaration()) continue;
    each.addFnAttr("target-cpu", set.cpu);
    each.addFnAttr("prefer-vector-width", "512");
    each.addFnAttr("min-legal-vector-width", "512");
    if (each.hasExternalLinkage())
      each.setName(each.getName() + set.suffix);
    else
      each.setLinkage(llvm::GlobalValue::PrivateLinkage);
  }
  unsigned number = 0;
  for (llvm::GlobalVariable& each : module.globals()) {
    if (each.isDeclaration()) continue;
    each.setLinkage(llvm::GlobalValue::PrivateLinkage);
    each.setName("larder.data." + std::to_string(number++));
  }
}

// For all instruction sets: variables become values again.
constexpr const char kSimplifying[] =
    "function(sroa<modify-cfg>,early-cse,instcombine<no-verify-fixpoint>,simplifycfg)";

std::string text_of(llvm::Module& module, llvm::TargetMachine& machine) {
  llvm::SmallString<0> text;
  llvm::raw_svector_ostream stream(text);
  llvm::legacy::PassManager passes;
  if (machine.addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::AssemblyFile))
    return "";
  passes.run(module);
  return text.str().str();
}

/// The lines that suit the middle of another compiler's text, with labels that it does not have.
/// The symbols stay those of this file alone.
std::string adapted(llvm::StringRef text, llvm::StringRef suffix) {
  constexpr std::array<llvm::StringRef, 7> kDropped = {".file",
                                                       ".ident",
                                                       ".addrsig",
                                                       ".section\t\".note.GNU-stack\"",
                                                       ".section\t\".linker-options\"",
                                                       ".globl",
                                                       ".hidden"};
  std::string out;
  for (llvm::StringRef line : llvm::split(text, '\n')) {
    const llvm::StringRef word = line.ltrim();
    if (llvm::any_of(kDropped, [&](llvm::StringRef each) { return word.starts_with(each); }))
      continue;
    if (is_data(line)) {
      out += line.str() + "\n";
      continue;
    }
    for (std::size_t at = line.find(".L"); at != llvm::StringRef::npos; at = line.find(".L")) {
      out += line.substr(0, at).str() + kLabel + suffix.str() + "_";
      line = line.substr(at + 2);
    }
    out += line.str() + "\n";
  }
  return out;
}

}  // namespace

std::string assembly_of(llvm::Module& module, bool contracts) {
  std::string out;
  Passes().run(module, kSimplifying);
  for (const InstructionSet& set : kInstructionSets) {
    const std::unique_ptr<llvm::Module> copy = llvm::CloneModule(module);
    const auto machine = machine_for(*copy, set, contracts);
    if (machine == nullptr) return "";
    copy->setDataLayout(machine->createDataLayout());
    rename(*copy, set);
    resolve_permutes(*copy, set.suffix == kInstructionSets[1].suffix);
    Passes(machine.get()).optimise(*copy);
    divide_as_doubles(*copy);
    show_powers(*copy);
    prefetch_far_reads(*copy);
    out += adapted(text_of(*copy, *machine), set.suffix);
  }
  return out;
}

}  // namespace larder::generate::vectors
