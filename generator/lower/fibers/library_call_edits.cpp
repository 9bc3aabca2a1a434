#include "generator/lower/fibers/library_call_edits.h"

#include <array>
#include <optional>
#include <vector>

#include "generator/lower/fibers/device_code.h"

namespace larder::generate {
namespace {

/// A function of the C library.
struct LibraryFunction {
  llvm::StringLiteral name;
  unsigned parameters;
  llvm::StringLiteral replacement;
  bool for_its_result;  ///< nothing else differs on a GPU
};

constexpr std::array kFunctions = {
    LibraryFunction{"clock", 0, "::larder::simulator::clock_in_kernel", false},
    LibraryFunction{"jn", 2, "::larder::simulator::bessel_j", true},
    LibraryFunction{"jnf", 2, "::larder::simulator::bessel_jf", true},
    LibraryFunction{"yn", 2, "::larder::simulator::bessel_y", true},
    LibraryFunction{"ynf", 2, "::larder::simulator::bessel_yf", true},
    LibraryFunction{"printf", 1, "::larder::simulator::print_formatted", true},
};

/// Null for any other function. The user's own functions of these names have other parameters.
const LibraryFunction* library_function(const clang::NamedDecl& declaration) {
  const auto* function = llvm::dyn_cast<clang::FunctionDecl>(declaration.getUnderlyingDecl());
  if (function == nullptr || !function->getDeclName().isIdentifier() ||
      !function->getDeclContext()->getRedeclContext()->isTranslationUnit())
    return nullptr;
  const auto* row = llvm::find_if(kFunctions, [&](const auto& each) {
    return each.name == function->getName() && each.parameters == function->getNumParams();
  });
  return row == kFunctions.end() ? nullptr : row;
}

/// The name in a call, as written; in a template it may not be resolved yet.
struct Name {
  const LibraryFunction* function;
  clang::SourceLocation begin;  ///< of its qualifier, or of itself
  clang::SourceLocation where;
};

std::optional<Name> library_name(const clang::CallExpr& call) {
  const clang::Expr* callee = call.getCallee()->IgnoreParenImpCasts();
  if (const auto* found = llvm::dyn_cast<clang::DeclRefExpr>(callee)) {
    if (const LibraryFunction* function = library_function(*found->getDecl()))
      return Name{function, found->getBeginLoc(), found->getLocation()};
  } else if (const auto* name = llvm::dyn_cast<clang::UnresolvedLookupExpr>(callee)) {
    // To Clang, the host's and the device's function are overloads.
    if (name->getNumDecls() == 0) return std::nullopt;
    const LibraryFunction* function = library_function(**name->decls_begin());
    const bool all = llvm::all_of(
        name->decls(), [&](const auto* each) { return library_function(*each) == function; });
    if (all && function != nullptr) return Name{function, name->getBeginLoc(), name->getNameLoc()};
  }
  return std::nullopt;
}

/// Finds calls of these functions in device code; where only the result differs, not those that are
/// statements by themselves.
class LibraryCallFinder : public DeviceCodeVisitor {
 public:
  std::vector<Name> calls;

  bool shouldVisitTemplateInstantiations() const override { return false; }

  // A parent is visited before its children.
  bool VisitCompoundStmt(clang::CompoundStmt* block) override {
    for (const clang::Stmt* statement : block->body()) discard(statement);
    return true;
  }
  bool VisitIfStmt(clang::IfStmt* statement) override {
    discard(statement->getThen());
    discard(statement->getElse());
    return true;
  }
  bool VisitForStmt(clang::ForStmt* loop) override {
    discard(loop->getInit());
    discard(loop->getInc());
    discard(loop->getBody());
    return true;
  }
  bool VisitWhileStmt(clang::WhileStmt* loop) override { return discard(loop->getBody()); }
  bool VisitDoStmt(clang::DoStmt* loop) override { return discard(loop->getBody()); }
  bool VisitCXXForRangeStmt(clang::CXXForRangeStmt* loop) override {
    return discard(loop->getBody());
  }
  bool VisitSwitchCase(clang::SwitchCase* label) override { return discard(label->getSubStmt()); }
  bool VisitCastExpr(clang::CastExpr* cast) override {
    return cast->getType()->isVoidType() ? discard(cast->getSubExpr()) : true;
  }
  bool VisitBinaryOperator(clang::BinaryOperator* expression) override {
    return expression->isCommaOp() ? discard(expression->getLHS()) : true;
  }
  bool VisitCallExpr(clang::CallExpr* call) override {
    if (function() == nullptr) return true;
    const std::optional<Name> name = library_name(*call);
    if (name && !(name->function->for_its_result && discarded_.contains(call)))
      calls.push_back(*name);
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

TokenEdits library_call_edits(clang::ASTContext& context, const TokenTable& tokens,
                              const UserCode& user_code) {
  LibraryCallFinder finder;
  finder.TraverseAST(context);
  TokenEdits edits;
  for (const Name& name : finder.calls) {
    if (!user_code.contains(name.where)) continue;
    const std::size_t index = tokens.index_at(name.where);
    for (std::size_t i = tokens.index_at(name.begin); i < index; ++i) edits[i].dropped = true;
    edits[index].replacement = name.function->replacement.str();
  }
  return edits;
}

}  // namespace larder::generate
