#include "generator/syntax/standard_library.h"

#include <vector>

namespace larder::generate {
namespace {

/// Whether it is one of its namespaces, where its own headers open it. Users may add to "std" too.
bool is_standard_library(const clang::Decl& declaration, const clang::SourceManager& sources) {
  const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(&declaration);
  if (space == nullptr || !sources.isInSystemHeader(space->getLocation())) return false;
  return space->isStdNamespace() || space->getName().starts_with("__gnu");
}

}  // namespace

void leave_out_standard_library(clang::ASTContext& context) {
  std::vector<clang::Decl*> scope;
  for (clang::Decl* declaration : context.getTranslationUnitDecl()->decls())
    if (!is_standard_library(*declaration, context.getSourceManager()))
      scope.push_back(declaration);
  context.setTraversalScope(scope);
}

}  // namespace larder::generate
