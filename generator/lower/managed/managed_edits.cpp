#include "generator/lower/managed/managed_edits.h"

#include <set>

#include "generator/find/kernels.h"
#include "generator/syntax/names.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

/// Finds uses of managed variables, in templates and not in their instances.
class ManagedFinder : public Visitor {
 public:
  std::vector<const clang::DeclRefExpr*> uses;

  bool VisitDeclRefExpr(clang::DeclRefExpr* use) override {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(use->getDecl());
    if (variable != nullptr && is_managed(*variable)) uses.push_back(use);
    return true;
  }
  bool TraverseFunctionDecl(clang::FunctionDecl* function) override {
    return is_for_gpus_alone(*function) || Visitor::TraverseFunctionDecl(function);
  }
  bool TraverseCXXMethodDecl(clang::CXXMethodDecl* function) override {
    return is_for_gpus_alone(*function) || Visitor::TraverseCXXMethodDecl(function);
  }

 private:
  static bool is_for_gpus_alone(const clang::FunctionDecl& function) {
    return is_device_code(function) && !function.hasAttr<clang::CUDAHostAttr>();
  }
};

}  // namespace

bool is_managed(const clang::VarDecl& variable) {
  return llvm::any_of(variable.redecls(),
                      [](const clang::VarDecl* each) { return has_mark(*each, "larder.managed"); });
}

void add_managed_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                       const UserCode& user_code) {
  ManagedFinder finder;
  finder.TraverseAST(context);
  std::set<std::size_t> seen;
  for (const clang::DeclRefExpr* use : finder.uses) {
    if (!user_code.contains(use->getBeginLoc())) continue;
    const std::size_t begin = tokens.index_at(use->getBeginLoc());
    if (!seen.insert(begin).second) continue;
    insert_before(edits, begin, "::larder_managed(");
    insert_after(edits, tokens.index_at(use->getEndLoc()), ")");
  }
}

}  // namespace larder::generate
