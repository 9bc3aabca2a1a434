#include "generator/lower/fibers/print_edits.h"

#include <optional>
#include <vector>

#include "generator/lower/fibers/device_code.h"

namespace larder::generate {
namespace {

bool is_printf(const clang::NamedDecl& declaration) {
  const auto* function = llvm::dyn_cast<clang::FunctionDecl>(declaration.getUnderlyingDecl());
  return function != nullptr && function->getDeclName().isIdentifier() &&
         function->getName() == "printf" && function->isExternC();
}

/// The name in a call, as written; in a template it may not be resolved yet.
struct Name {
  clang::SourceLocation begin;  ///< of its qualifier, or of itself
  clang::SourceLocation where;
};

std::optional<Name> printf_name(const clang::CallExpr& call) {
  const clang::Expr* callee = call.getCallee()->IgnoreParenImpCasts();
  if (const auto* found = llvm::dyn_cast<clang::DeclRefExpr>(callee)) {
    if (is_printf(*found->getDecl())) return Name{found->getBeginLoc(), found->getLocation()};
  } else if (const auto* name = llvm::dyn_cast<clang::UnresolvedLookupExpr>(callee)) {
    // To Clang, the host's and the device's function are overloads.
    const bool all = llvm::all_of(name->decls(), [](const auto* each) { return is_printf(*each); });
    if (all && name->getNumDecls() != 0) return Name{name->getBeginLoc(), name->getNameLoc()};
  }
  return std::nullopt;
}

/// Finds calls of printf in device code, except those that are statements by themselves.
class PrintFinder : public DeviceCodeVisitor<PrintFinder> {
 public:
  std::vector<Name> used;

  bool shouldVisitTemplateInstantiations() const { return false; }

  // A parent is visited before its children.
  bool VisitCompoundStmt(clang::CompoundStmt* block) {
    for (const clang::Stmt* statement : block->body()) discard(statement);
    return true;
  }
  bool VisitIfStmt(clang::IfStmt* statement) {
    discard(statement->getThen());
    discard(statement->getElse());
    return true;
  }
  bool VisitForStmt(clang::ForStmt* loop) {
    discard(loop->getInit());
    discard(loop->getInc());
    discard(loop->getBody());
    return true;
  }
  bool VisitWhileStmt(clang::WhileStmt* loop) { return discard(loop->getBody()); }
  bool VisitDoStmt(clang::DoStmt* loop) { return discard(loop->getBody()); }
  bool VisitCXXForRangeStmt(clang::CXXForRangeStmt* loop) { return discard(loop->getBody()); }
  bool VisitSwitchCase(clang::SwitchCase* label) { return discard(label->getSubStmt()); }
  bool VisitCastExpr(clang::CastExpr* cast) {
    return cast->getType()->isVoidType() ? discard(cast->getSubExpr()) : true;
  }
  bool VisitBinaryOperator(clang::BinaryOperator* expression) {
    return expression->isCommaOp() ? discard(expression->getLHS()) : true;
  }
  bool VisitCallExpr(clang::CallExpr* call) {
    if (function() == nullptr || discarded_.contains(call)) return true;
    if (const std::optional<Name> name = printf_name(*call)) used.push_back(*name);
    return true;
  }

 private:
  bool discard(const clang::Stmt* statement) {
    const auto* expression = llvm::dyn_cast_or_null<clang::Expr>(statement);
    if (expression != nullptr) discarded_.insert(expression->IgnoreParens());
    return true;
  }

  llvm::DenseSet<const clang::Stmt*> discarded_;
};

}  // namespace

TokenEdits print_edits(clang::ASTContext& context, const TokenTable& tokens,
                       const UserCode& user_code) {
  PrintFinder finder;
  finder.TraverseAST(context);
  TokenEdits edits;
  for (const Name& name : finder.used) {
    if (!user_code.contains(name.where)) continue;
    const std::size_t index = tokens.index_at(name.where);
    for (std::size_t i = tokens.index_at(name.begin); i < index; ++i) edits[i].dropped = true;
    edits[index].replacement = "::larder::simulator::print";
  }
  return edits;
}

}  // namespace larder::generate
