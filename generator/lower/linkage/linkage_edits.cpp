#include "generator/lower/linkage/linkage_edits.h"

#include <set>
#include <string>

#include "generator/lower/managed/managed_edits.h"
#include "generator/syntax/names.h"

namespace larder::generate {
namespace {

bool is_in_braces(const clang::Decl& declaration) {
  const clang::DeclContext* context = declaration.getDeclContext();
  if (const auto* linkage = llvm::dyn_cast<clang::LinkageSpecDecl>(context))
    return linkage->hasBraces();
  return context->isFileContext();
}

bool is_for_others(const clang::FunctionDecl& instance) {
  const auto kind = instance.getTemplateSpecializationKind();
  return kind == clang::TSK_ExplicitInstantiationDeclaration ||
         kind == clang::TSK_ExplicitInstantiationDefinition;
}

/// Whether `static` can be written before the type of each of its declarations.
bool can_be_static(const clang::FunctionDecl& written) {
  return written.getStorageClass() == clang::SC_None && is_in_braces(written) &&
         written.getFriendObjectKind() == clang::Decl::FOK_None &&
         written.getReturnTypeSourceRange().isValid() &&
         written.getReturnTypeSourceRange().getBegin().isFileID();
}

bool is_of_one_source(const clang::FunctionTemplateDecl& kernel) {
  const clang::FunctionDecl& pattern = *kernel.getTemplatedDecl();
  return pattern.hasAttr<clang::CUDAGlobalAttr>() && !llvm::isa<clang::CXXMethodDecl>(pattern) &&
         pattern.isDefined() && kernel.isExternallyVisible() &&
         llvm::all_of(pattern.redecls(),
                      [](const clang::FunctionDecl* each) { return can_be_static(*each); }) &&
         llvm::none_of(kernel.specializations(),
                       [](const clang::FunctionDecl* each) { return is_for_others(*each); });
}

struct Found {
  std::vector<clang::SourceLocation> types;  ///< of declarations that get the word
  std::set<std::string> symbols;             ///< of variables
};

/// Adds what is declared in `context`, or in a namespace in it.
void find(const clang::DeclContext& context, Found& out) {
  for (const clang::Decl* each : context.decls()) {
    if (llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl>(each))
      find(*llvm::cast<clang::DeclContext>(each), out);
    if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(each);
        variable != nullptr && becomes_internal(*variable)) {
      out.types.push_back(variable->getTypeSpecStartLoc());
      out.symbols.insert(device_symbol(*variable));
    }
    if (const auto* kernel = llvm::dyn_cast<clang::FunctionTemplateDecl>(each);
        kernel != nullptr && is_of_one_source(*kernel))
      out.types.push_back(kernel->getTemplatedDecl()->getReturnTypeSourceRange().getBegin());
  }
}

}  // namespace

bool becomes_internal(const clang::VarDecl& variable) {
  const bool of_kernels = variable.hasAttr<clang::CUDADeviceAttr>() ||
                          variable.hasAttr<clang::CUDAConstantAttr>() || is_managed(variable);
  return of_kernels && variable.getStorageClass() == clang::SC_None && is_in_braces(variable) &&
         !variable.isInline() && variable.getDescribedVarTemplate() == nullptr &&
         !llvm::isa<clang::VarTemplateSpecializationDecl>(variable) &&
         variable.isThisDeclarationADefinition() == clang::VarDecl::Definition &&
         variable.isFirstDecl() && variable.getMostRecentDecl() == &variable &&
         variable.isExternallyVisible() && variable.getTypeSpecStartLoc().isFileID();
}

bool becomes_internal(const clang::FunctionDecl& kernel) {
  const clang::FunctionTemplateDecl* primary = kernel.getPrimaryTemplate();
  return primary != nullptr && is_of_one_source(*primary->getCanonicalDecl());
}

void mark_internal(std::vector<Variable>& variables, clang::ASTContext& context) {
  Found found;
  find(*context.getTranslationUnitDecl(), found);
  for (Variable& variable : variables)
    variable.internal |= found.symbols.count(variable.symbol) != 0;
}

void add_linkage_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                       const UserCode& user_code) {
  Found found;
  find(*context.getTranslationUnitDecl(), found);
  std::set<std::size_t> seen;
  for (const clang::SourceLocation type : found.types) {
    if (!user_code.contains(type)) continue;
    const std::size_t index = tokens.index_at(type);
    if (seen.insert(index).second) insert_before(edits, index, "static ");
  }
}

}  // namespace larder::generate
