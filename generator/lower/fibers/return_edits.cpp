#include "generator/lower/fibers/return_edits.h"

#include <vector>

#include "generator/find/kernels.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

/// Whether what follows `statement` can't run, as far as its form tells.
bool ends(const clang::Stmt& statement) {
  if (llvm::isa<clang::ReturnStmt>(statement)) return true;
  if (const auto* block = llvm::dyn_cast<clang::CompoundStmt>(&statement))
    return !block->body_empty() && ends(*block->body_back());
  const auto* choice = llvm::dyn_cast<clang::IfStmt>(&statement);
  return choice != nullptr && choice->getElse() != nullptr && ends(*choice->getThen()) &&
         ends(*choice->getElse());
}

/// Finds the bodies at whose ends a value may be missing.
class OpenEndFinder : public Visitor {
 public:
  std::vector<const clang::CompoundStmt*> found;

  bool VisitFunctionDecl(clang::FunctionDecl* function) override {
    const bool body = function->doesThisDeclarationHaveABody() && is_device_code(*function) &&
                      !function->isConstexpr();
    const auto* block = body ? llvm::dyn_cast<clang::CompoundStmt>(function->getBody()) : nullptr;
    const clang::QualType type = function->getReturnType();
    if (block != nullptr && !type->isDependentType() && type->isScalarType() && !ends(*block))
      found.push_back(block);
    return true;
  }
};

}  // namespace

void add_return_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                      const UserCode& user_code) {
  OpenEndFinder finder;
  finder.TraverseAST(context);
  for (const clang::CompoundStmt* body : finder.found)
    if (user_code.contains(body->getRBracLoc()))
      insert_before(edits, tokens.index_at(body->getRBracLoc()), " return {}; ");
}

}  // namespace larder::generate
