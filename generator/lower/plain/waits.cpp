#include "generator/lower/plain/waits.h"

#include <llvm/ADT/SCCIterator.h>
#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/CFG.h>
#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/InstrTypes.h>

#include <algorithm>
#include <unordered_set>

#include "generator/lower/ptx/effects.h"
#include "generator/lower/ptx/parser.h"
#include "generator/syntax/names.h"

namespace larder::generate {
namespace {

/// The prefix of the marks that Larder's headers give to CUDA's words.
constexpr llvm::StringRef kMark = "larder.word.";

llvm::StringRef mark_of_word(const clang::Decl& declaration) {
  for (const auto* attribute : declaration.specific_attrs<clang::AnnotateAttr>()) {
    llvm::StringRef text = attribute->getAnnotation();
    if (text.consume_front(kMark)) return text;
  }
  return {};
}

bool is_index_variable(const llvm::Value& value) {
  return llvm::isa<llvm::GlobalVariable>(value) && value.getName() == "threadIdx";
}

/// Whether it is Clang's function for __syncthreads and the like.
bool is_barrier(const llvm::Function& function) {
  return function.isIntrinsic() && function.getName().starts_with("llvm.nvvm.barrier");
}

/// The blocks of a function that may run more than once in one call.
std::vector<const llvm::BasicBlock*> repeated_blocks(const llvm::Function& function) {
  std::vector<const llvm::BasicBlock*> out;
  for (auto component = llvm::scc_begin(&function); !component.isAtEnd(); ++component)
    if (component.hasCycle()) out.insert(out.end(), component->begin(), component->end());
  std::sort(out.begin(), out.end());
  return out;
}

bool is_shared(const llvm::Value& place) {
  constexpr unsigned kShared = 3;  // NVPTX's address space
  const auto* variable = llvm::dyn_cast<llvm::GlobalVariable>(llvm::getUnderlyingObject(&place));
  return variable != nullptr && variable->getAddressSpace() == kShared;
}

bool observes_memory(const llvm::Instruction& instruction) {
  if (const auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction))
    return load->isVolatile() || load->isAtomic();
  if (const auto* update = llvm::dyn_cast<llvm::AtomicRMWInst>(&instruction))
    return !update->use_empty();
  return llvm::isa<llvm::AtomicCmpXchgInst, llvm::FenceInst>(instruction);
}

}  // namespace

WaitAnalysis::WaitAnalysis(const llvm::Module& module, clang::CodeGenerator& generator,
                           const UserCode& user_code)
    : user_code_(user_code) {
  for (const llvm::Function& function : module) {
    const clang::Decl* declaration = generator.GetDeclForMangledName(function.getName());
    const auto* named = llvm::dyn_cast_or_null<clang::NamedDecl>(declaration);
    declarations_[&function] = named;
    if (named != nullptr) functions_[named->getCanonicalDecl()] = &function;
  }
  for (const llvm::Function& function : module)
    if (!function.isDeclaration()) look_at(function);
  spread_observing();
}

std::string WaitAnalysis::name(const llvm::Function& function) const {
  if (is_barrier(function)) return "__syncthreads";
  const clang::NamedDecl* declaration = declarations_.at(&function);
  return declaration != nullptr ? declaration->getNameAsString() : function.getName().str();
}

WaitAnalysis::Word WaitAnalysis::word(const llvm::Function& callee) const {
  if (is_barrier(callee)) return Word::kWaits;
  if (callee.isIntrinsic())
    return callee.getName().starts_with("llvm.nvvm.") ? Word::kUnknown : Word::kHarmless;
  const clang::NamedDecl* declaration = declarations_.at(&callee);
  if (declaration == nullptr)
    return callee.getName() == "vprintf" ? Word::kHarmless : Word::kUnknown;
  const llvm::StringRef mark = mark_of_word(*declaration);
  if (mark == "waits") return Word::kWaits;
  if (mark == "observes") return Word::kObserves;
  if (mark == "asks_index") return Word::kAsksIndex;
  if (callee.getName() == "__assert_fail" || callee.getName() == "__assertfail")
    return Word::kAsksIndex;
  return is_larders(user_code_.origin(declaration->getLocation())) ? Word::kHarmless
                                                                   : Word::kUnknown;
}

void WaitAnalysis::look_at_call(const llvm::CallBase& call, bool repeated, Facts& facts) const {
  const llvm::Function* callee = call.getCalledFunction();
  if (const auto* assembly = llvm::dyn_cast<llvm::InlineAsm>(call.getCalledOperand()))
    return look_at_asm(*assembly, call, repeated, facts);
  if (callee == nullptr) {
    facts.waits = "calls through a pointer";
    return;
  }
  if (!callee->isDeclaration()) {
    facts.calls.push_back(callee);
    if (repeated) facts.calls_in_loops.push_back(callee);
    return;
  }
  switch (word(*callee)) {
    case Word::kHarmless:
      return;
    case Word::kAsksIndex:
      facts.tells_thread = true;
      return;
    case Word::kObserves:
      // An atomic operation with an unused result observes nothing.
      if (!call.getType()->isVoidTy() && call.use_empty()) return;
      facts.observes = true;
      facts.observes_all |= shown(call, callee) == Shown::kAll;
      if (repeated) facts.observes_again = "calls " + name(*callee) + " in a loop";
      return;
    case Word::kWaits:
      facts.meets = "calls " + name(*callee);
      return;
    case Word::kUnknown:
      facts.waits = "calls " + name(*callee) + ", whose body is not in this source";
      return;
  }
}

// The host compiler sees other code than the PTX of headers that are not the user's.
void WaitAnalysis::look_at_asm(const llvm::InlineAsm& assembly, const llvm::CallBase& call,
                               bool repeated, Facts& facts) const {
  const clang::NamedDecl* function = declarations_.at(call.getFunction());
  const auto code = ptx::parse(ptx::from_llvm(std::string(assembly.getAsmString())));
  const bool known = function != nullptr && user_code_.contains(function->getLocation());
  if (!known || !std::holds_alternative<ptx::Code>(code)) {
    facts.waits = "has inline PTX";
    return;
  }
  const ptx::Effects effects = ptx::effects_of(std::get<ptx::Code>(code));
  if (effects.waits) facts.waits = "has inline PTX that waits";
  facts.tells_thread = facts.tells_thread || effects.asks_index;
  const bool clobbers = llvm::StringRef(assembly.getConstraintString()).contains("~{memory}");
  if (!effects.observes && !clobbers) return;
  facts.observes = facts.observes_all = true;
  if (repeated)
    facts.observes_again = "has inline PTX in a loop, which reads what others may write";
}

void WaitAnalysis::note_memory(const llvm::Instruction& instruction, Facts& facts) {
  const auto is_own = [](const llvm::Value* place) {
    return llvm::isa<llvm::AllocaInst>(place->stripInBoundsOffsets());
  };
  if (const auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction)) {
    facts.reads_volatile |= load->isVolatile() && !is_own(load->getPointerOperand());
    facts.reads_shared |= is_shared(*load->getPointerOperand());
  }
  if (const auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction)) {
    facts.writes_volatile |= store->isVolatile() && !is_own(store->getPointerOperand());
    facts.writes_shared |= is_shared(*store->getPointerOperand());
  }
}

void WaitAnalysis::look_at(const llvm::Instruction& instruction, bool repeated,
                           Facts& facts) const {
  if (const auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction))
    look_at_call(*call, repeated, facts);
  if (const auto* place = llvm::dyn_cast<llvm::AllocaInst>(&instruction))
    if (!llvm::isa<llvm::Constant>(place->getArraySize()))
      facts.waits = "takes memory from its stack (alloca)";
  note_memory(instruction, facts);
  if (observes_memory(instruction)) {
    facts.observes = true;
    facts.observes_all |= llvm::isa<llvm::FenceInst>(instruction);
    if (repeated) facts.observes_again = "reads memory that others may write in a loop";
  }
  // Constants that hold the variable's address count too.
  for (const llvm::Use& operand : instruction.operands())
    if (const auto* constant = llvm::dyn_cast<llvm::Constant>(operand))
      if (is_index_variable(*constant->stripPointerCasts()) ||
          is_index_variable(*constant->stripInBoundsConstantOffsets()))
        facts.asks_index = true;
}

void WaitAnalysis::look_at(const llvm::Function& function) {
  Facts& facts = facts_[&function];
  const std::vector<const llvm::BasicBlock*> repeated = repeated_blocks(function);
  for (const llvm::BasicBlock& block : function) {
    const bool again = std::binary_search(repeated.begin(), repeated.end(), &block);
    for (const llvm::Instruction& instruction : block) look_at(instruction, again, facts);
  }
}

// Propagates from callees to callers through all calls.
void WaitAnalysis::spread_observing() {
  for (bool more = true; more;) {
    more = false;
    for (auto& [function, facts] : facts_)
      for (const llvm::Function* callee : facts.calls) {
        const Facts& inner = facts_.at(callee);
        more |= (inner.observes && !facts.observes) || (inner.observes_all && !facts.observes_all);
        facts.observes |= inner.observes;
        facts.observes_all |= inner.observes_all;
      }
  }
}

Shown WaitAnalysis::shown(const llvm::CallBase& call, const llvm::Function* callee) const {
  // What asm statements do was looked at in the original code.
  if (llvm::isa<llvm::InlineAsm>(call.getCalledOperand()))
    return call.mayReadOrWriteMemory() ? Shown::kAll : Shown::kNothing;
  if (callee == nullptr) return Shown::kAll;
  if (!callee->isDeclaration()) {
    const Facts& facts = facts_.at(callee);
    if (facts.observes_all) return Shown::kAll;
    return facts.observes ? Shown::kResult : Shown::kNothing;
  }
  if (word(*callee) != Word::kObserves) return Shown::kNothing;
  const std::string name = this->name(*callee);
  const llvm::StringRef start = name;
  const bool is_fence = call.getType()->isVoidTy() && !call.hasStructRetAttr();
  if (is_fence || start.starts_with("__nv_atomic")) return Shown::kAll;
  if (start.starts_with("atomicAdd") || start.starts_with("atomicSub")) return Shown::kCounter;
  return start.starts_with("atomicCAS") ? Shown::kExchange : Shown::kResult;
}

bool WaitAnalysis::waits_in_loops(const llvm::Function& function) const {
  const auto [known, added] = waits_in_loops_.try_emplace(&function, false);
  if (added)
    known->second = may_wait_in_loops(
        function, [this](const llvm::CallBase& call, const llvm::Function* callee) {
          return shown(call, callee);
        });
  return known->second;
}

std::vector<const llvm::Function*> WaitAnalysis::reached(const llvm::Function& root) const {
  std::vector<const llvm::Function*> out{&root};
  std::unordered_set<const llvm::Function*> seen{&root};
  for (std::size_t i = 0; i < out.size(); ++i)
    for (const llvm::Function* callee : facts_.at(out[i]).calls)
      if (seen.insert(callee).second) out.push_back(callee);
  return out;
}

bool WaitAnalysis::calls_itself(const llvm::Function& function) const {
  return llvm::any_of(reached(function), [&](const llvm::Function* each) {
    return llvm::is_contained(facts_.at(each).calls, &function);
  });
}

ThreadUse WaitAnalysis::of(const clang::FunctionDecl& kernel) const {
  const auto found = functions_.find(kernel.getCanonicalDecl());
  if (found == functions_.end() || facts_.count(found->second) == 0)
    return {"has no code in this pass", true};
  ThreadUse out;
  std::string meets;
  bool reads_volatile = false;
  bool writes_volatile = false;
  bool reads_shared = false;
  bool writes_shared = false;
  for (const llvm::Function* function : reached(*found->second)) {
    const Facts& facts = facts_.at(function);
    reads_volatile |= facts.reads_volatile;
    writes_volatile |= facts.writes_volatile;
    reads_shared |= facts.reads_shared;
    writes_shared |= facts.writes_shared;
    // A kernel's own index variables are locals of its loop.
    const bool asks = facts.tells_thread || (facts.asks_index && function != found->second);
    out.asks_index = out.asks_index || asks;
    if (!facts.waits.empty()) out.waits = facts.waits;
    if (!facts.meets.empty()) meets = facts.meets;
    std::string observes = facts.observes_again;
    for (const llvm::Function* callee : facts.calls_in_loops)
      if (observes.empty() && facts_.at(callee).observes)
        observes = "calls " + name(*callee) + " in a loop, which reads what others may write";
    if (out.waits.empty() && !observes.empty() && waits_in_loops(*function)) out.waits = observes;
    // Recursion is a loop too.
    if (out.waits.empty() && facts.observes && calls_itself(*function))
      out.waits = name(*function) + " calls itself and reads what others may write";
  }
  if (out.waits.empty() && meets.empty() && reads_volatile && writes_volatile)
    meets = "reads and writes volatile memory, as lanes in step do";
  if (out.waits.empty() && meets.empty() && reads_shared && writes_shared)
    meets = "reads and writes shared memory without a barrier, as lanes in step do";
  out.lanes = out.waits.empty();
  if (out.lanes) out.waits = meets;
  return out;
}

}  // namespace larder::generate
