#include "generator/lower/plain/thread_loops.h"

#include <algorithm>
#include <map>

#include "generator/find/kernels.h"
#include "generator/lower/assembly/asm_statement.h"
#include "generator/lower/fibers/device_code.h"
#include "generator/lower/plain/row_guards.h"
#include "generator/syntax/names.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

enum class ForcedLowering { kNone, kPlain, kVectors, kFibers };

ForcedLowering forced_lowering(const clang::FunctionDecl& kernel) {
  for (const auto* attribute : kernel.specific_attrs<clang::AnnotateAttr>()) {
    if (attribute->getAnnotation() == "larder.cpu.plain") return ForcedLowering::kPlain;
    if (attribute->getAnnotation() == "larder.cpu.vectors") return ForcedLowering::kVectors;
    if (attribute->getAnnotation() == "larder.cpu.fibers") return ForcedLowering::kFibers;
  }
  return ForcedLowering::kNone;
}

/// Finds code in a body that means something else inside of a lambda.
class BodyCheck : public Visitor {
 public:
  std::string reason;

  bool VisitPredefinedExpr(clang::PredefinedExpr*) override {
    return refuse("names its own function (__func__ or the like)");
  }
  bool VisitLambdaExpr(clang::LambdaExpr* lambda) override {
    if (lambda->getCaptureDefault() == clang::LCD_None) inner_ = true;
    return true;
  }
  bool VisitCXXRecordDecl(clang::CXXRecordDecl* record) override {
    if (!record->isLambda()) inner_ = true;
    return true;
  }
  bool VisitDeclRefExpr(clang::DeclRefExpr* expression) override {
    names_index_ = names_index_ || is_index(*expression->getDecl());
    return true;
  }
  bool VisitAsmStmt(clang::AsmStmt* statement) override {
    return translate_asm(*statement).refused.empty() || refuse("has inline PTX");
  }
  bool VisitCUDAKernelCallExpr(clang::CUDAKernelCallExpr*) override {
    return refuse("launches a kernel");
  }

  [[nodiscard]] std::string result() const {
    if (!reason.empty() || !inner_ || !names_index_) return reason;
    return "has a local class, or a lambda that captures nothing, beside index variables";
  }

 private:
  bool refuse(const char* why) {
    reason = why;
    return false;
  }
  static bool is_index(const clang::ValueDecl& declaration) {
    if (!declaration.getDeclName().isIdentifier()) return false;
    const llvm::StringRef name = declaration.getName();
    return name == "threadIdx" || name == "blockIdx" || name == "blockDim" || name == "gridDim";
  }

  bool inner_ = false;
  bool names_index_ = false;
};

/// Whether the body may change one of the parameters: all uses except reads count.
class ParameterUse : public Visitor {
 public:
  [[nodiscard]] bool changes() const { return uses_ != reads_; }

  bool VisitDeclRefExpr(clang::DeclRefExpr* expression) override {
    if (llvm::isa<clang::ParmVarDecl>(expression->getDecl())) ++uses_;
    return true;
  }
  bool VisitImplicitCastExpr(clang::ImplicitCastExpr* cast) override {
    if (cast->getCastKind() == clang::CK_LValueToRValue) read(*cast->getSubExpr());
    return true;
  }

 private:
  void read(const clang::Expr& place) {
    const clang::Expr* inner = place.IgnoreParens();
    while (const clang::Expr* whole = around(*inner)) inner = whole->IgnoreParens();
    const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(inner);
    if (reference != nullptr && llvm::isa<clang::ParmVarDecl>(reference->getDecl())) ++reads_;
  }

  /// The object whose member or element `part` is; null: not of an object named here.
  static const clang::Expr* around(const clang::Expr& part) {
    if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&part))
      return member->isArrow() ? nullptr : member->getBase();
    const auto* element = llvm::dyn_cast<clang::ArraySubscriptExpr>(&part);
    const auto* decay =
        element == nullptr
            ? nullptr
            : llvm::dyn_cast<clang::ImplicitCastExpr>(element->getBase()->IgnoreParens());
    const bool array = decay != nullptr && decay->getCastKind() == clang::CK_ArrayToPointerDecay;
    return array ? decay->getSubExpr() : nullptr;
  }

  unsigned uses_ = 0;
  unsigned reads_ = 0;
};

bool changes_parameters(const clang::FunctionDecl& kernel) {
  ParameterUse use;
  use.TraverseStmt(kernel.getBody());
  return use.changes();
}

/// One definition in the source, and the instances that it serves.
struct LoopBody {
  std::vector<const LoweredKernel*> instances;

  [[nodiscard]] bool any(bool (*test)(const LoweredKernel&)) const {
    return std::any_of(instances.begin(), instances.end(),
                       [&](const LoweredKernel* each) { return test(*each); });
  }
};

std::optional<RowGuards> common_guards(const LoopBody& body, const TokenTable& tokens,
                                       const UserCode& user_code) {
  std::optional<RowGuards> out = row_guards(*body.instances[0]->definition, tokens, user_code);
  for (std::size_t i = 1; i < body.instances.size() && out; ++i)
    if (row_guards(*body.instances[i]->definition, tokens, user_code) != out) out.reset();
  return out;
}

void surround(TokenEdits& edits, TokenRange range, const std::string& before) {
  insert_before(edits, range.begin, before);
  insert_after(edits, range.end - 1, ")");
}

void edit_body(const clang::CompoundStmt& statements, const LoopBody& body,
               const TokenTable& tokens, const UserCode& user_code, TokenEdits& edits) {
  const bool changes =
      body.any([](const LoweredKernel& k) { return changes_parameters(*k.definition); });
  const bool noted = body.any([](const LoweredKernel& k) { return k.use.asks_index; });
  const std::string common = std::string(changes ? "=" : "&") + (noted ? ", true" : ", false");
  const std::optional<RowGuards> guards = common_guards(body, tokens, user_code);
  insert_after(edits, tokens.index_at(statements.getLBracLoc()),
               guards ? "LARDER_THREADS_WHERE(" + common + ", " + guards->probe + ")"
                      : "LARDER_THREADS(" + common + ")");
  insert_before(edits, tokens.index_at(statements.getRBracLoc()), "LARDER_END_THREADS");
  if (!guards) return;
  surround(edits, guards->index, "LARDER_INDEX(" + guards->type + ", ");
  for (const RowGuards::Guard& guard : guards->guards)
    surround(edits, guard.condition, guard.leaves ? "LARDER_FALSE(" : "LARDER_TRUE(");
}

/// Why the body of `kernel` can't be in a loop; empty: it can.
std::string no_loop(const clang::FunctionDecl& kernel) {
  const clang::FunctionDecl& pattern = written(kernel);
  const auto* body = llvm::dyn_cast_or_null<clang::CompoundStmt>(pattern.getBody());
  if (body == nullptr) return "has a function-try-block";
  if (body->getLBracLoc().isMacroID() || body->getRBracLoc().isMacroID())
    return "has a body that a macro makes";
  BodyCheck check;
  check.TraverseStmt(const_cast<clang::CompoundStmt*>(body));
  return check.result();
}

/// Whether the caller copies and destroys arguments of this type, which CUDA does where a kernel is
/// launched, and never in it.
bool is_copied_by_code(clang::QualType type) {
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  return record != nullptr && record->hasDefinition() && !record->canPassInRegisters();
}

}  // namespace

void settle_lowering(const clang::FunctionDecl& kernel, ThreadUse& use) {
  const ForcedLowering forced = forced_lowering(kernel);
  use.marked_vectors = forced == ForcedLowering::kVectors;
  if (forced == ForcedLowering::kFibers || forced == ForcedLowering::kPlain) use.lanes = false;
  if (forced == ForcedLowering::kFibers) use.waits = "is marked LARDER_KERNEL_FIBERS";
  if (forced == ForcedLowering::kPlain) use.waits.clear();
  if (mark_of(kernel) == Mark::kCudaOnly) use.waits = "runs on GPUs only";
  for (const clang::ParmVarDecl* parameter : kernel.parameters()) {
    if (!is_copied_by_code(parameter->getType())) continue;
    use.waits = "has parameter " + parameter->getNameAsString() + ", which code copies or destroys";
    use.lanes = false;
  }
  if (use.waits.empty()) use.waits = no_loop(kernel);
}

void edit_thread_loops(const std::vector<LoweredKernel>& kernels, const TokenTable& tokens,
                       const UserCode& user_code, TokenEdits& edits) {
  std::map<const clang::FunctionDecl*, LoopBody> bodies;
  for (const LoweredKernel& kernel : kernels)
    bodies[&written(*kernel.definition)].instances.push_back(&kernel);
  for (const auto& [pattern, body] : bodies) {
    const bool plain = body.any([](const LoweredKernel& k) { return k.use.waits.empty(); });
    if (!plain || !user_code.contains(pattern->getLocation())) continue;
    const auto* statements = llvm::cast<clang::CompoundStmt>(pattern->getBody());
    edit_body(*statements, body, tokens, user_code, edits);
  }
}

}  // namespace larder::generate
