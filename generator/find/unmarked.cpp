#include "generator/find/unmarked.h"

#include <set>

#include "generator/find/kernels.h"
#include "generator/syntax/diagnostics.h"
#include "generator/syntax/names.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

bool is_unmarked(const clang::FunctionDecl& function) {
  const auto marked = [](const clang::FunctionDecl& each) {
    return mark_of(*each.getMostRecentDecl()) != Mark::kNone;
  };
  return !marked(function) && !marked(written(function));
}

/// The function that an argument names; null if it is chosen at run time.
const clang::FunctionDecl* named_function(const clang::Expr* argument) {
  argument = argument->IgnoreParenImpCasts();
  if (const auto* address = llvm::dyn_cast<clang::UnaryOperator>(argument))
    argument = address->getSubExpr()->IgnoreParenImpCasts();
  else if (const auto* cast = llvm::dyn_cast<clang::ExplicitCastExpr>(argument))
    return named_function(cast->getSubExpr());
  const auto* name = llvm::dyn_cast<clang::DeclRefExpr>(argument);
  return name != nullptr ? llvm::dyn_cast<clang::FunctionDecl>(name->getDecl()) : nullptr;
}

/// Visits the user's code, including templates' instances: only they show the arguments of a launch
/// in a template.
class UnmarkedFinder : public Visitor {
 public:
  UnmarkedFinder(clang::ASTContext& context, const UserCode& user_code)
      : context_(context), user_code_(user_code) {}

  bool shouldVisitTemplateInstantiations() const override { return true; }

  bool TraverseDecl(clang::Decl* declaration) override {
    const bool foreign = declaration != nullptr && declaration->getDeclContext() != nullptr &&
                         declaration->getLexicalDeclContext()->isTranslationUnit() &&
                         !user_code_.contains(declaration->getLocation());
    return foreign || Visitor::TraverseDecl(declaration);
  }

  bool VisitCXXMemberCallExpr(clang::CXXMemberCallExpr* call) override {
    const clang::CXXMethodDecl* method = call->getMethodDecl();
    if (method == nullptr || call->getNumArgs() == 0 ||
        method->getQualifiedNameAsString() != "larder::Device::launch")
      return true;
    const clang::FunctionDecl* function = named_function(call->getArg(0));
    if (function != nullptr && is_unmarked(*function) && written(*function).isDefined())
      report_launch(*written(*function).getDefinition(), *call->getArg(0));
    return true;
  }

 private:
  void report_launch(const clang::FunctionDecl& function, const clang::Expr& argument) {
    if (!wrong_.insert(function.getCanonicalDecl()).second) return;
    report(context_.getDiagnostics(), Message::kUnmarkedLaunch, argument.getBeginLoc())
        << &function << argument.getSourceRange();
    report(context_.getDiagnostics(), Message::kDeclaredHere, function.getLocation()) << &function;
  }

  clang::ASTContext& context_;
  const UserCode& user_code_;
  std::set<const clang::FunctionDecl*> wrong_;
};

}  // namespace

void report_unmarked(clang::ASTContext& context, const UserCode& user_code) {
  UnmarkedFinder(context, user_code).TraverseAST(context);
}

}  // namespace larder::generate
