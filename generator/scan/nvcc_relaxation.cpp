#include "generator/scan/nvcc_relaxation.h"

namespace larder::generate {
namespace {

void allow(clang::FunctionDecl& function) {
  clang::ASTContext& context = function.getASTContext();
  if (function.hasAttr<clang::CUDAGlobalAttr>()) return;
  if (!function.hasAttr<clang::CUDADeviceAttr>())
    function.addAttr(clang::CUDADeviceAttr::CreateImplicit(context));
  if (!function.hasAttr<clang::CUDAHostAttr>())
    function.addAttr(clang::CUDAHostAttr::CreateImplicit(context));
}

bool is_marked(const clang::FunctionDecl& function) {
  return function.hasAttr<clang::CUDADeviceAttr>() || function.hasAttr<clang::CUDAHostAttr>() ||
         function.hasAttr<clang::CUDAGlobalAttr>();
}

/// A static member template that a trait uses and no code calls. When it is declared, the lack of a
/// body is unknown, so it is recognised by its form: in the standard library by its name, elsewhere
/// by a return type with decltype.
bool is_asked_only(const clang::FunctionDecl& function) {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&function);
  if (method == nullptr || !method->isStatic() || is_marked(function) ||
      function.doesThisDeclarationHaveABody())
    return false;
  if (function.getReturnType()->getAs<clang::DecltypeType>() != nullptr) return true;
  const clang::SourceManager& sources = function.getASTContext().getSourceManager();
  return sources.isInSystemHeader(sources.getExpansionLoc(function.getLocation())) &&
         function.getDeclName().isIdentifier() && function.getName().contains("test");
}

/// It is only declared, so no code can call it.
bool is_declval(const clang::FunctionDecl& function) {
  return function.getDeclName().isIdentifier() && function.getName() == "declval" &&
         function.isInStdNamespace();
}

bool is_being_defined(const clang::Decl& declaration) {
  const auto* pattern = llvm::dyn_cast<clang::ClassTemplateDecl>(&declaration);
  const auto* tag = pattern != nullptr ? pattern->getTemplatedDecl()
                                       : llvm::dyn_cast<clang::TagDecl>(&declaration);
  return tag != nullptr && tag->isBeingDefined();
}

}  // namespace

void NvccRelaxation::relax(clang::Decl& declaration) {
  if (auto* guide = llvm::dyn_cast<clang::CXXDeductionGuideDecl>(&declaration)) {
    allow(*guide);
  } else if (auto* pattern = llvm::dyn_cast<clang::FunctionTemplateDecl>(&declaration)) {
    clang::FunctionDecl& function = *pattern->getTemplatedDecl();
    if (llvm::isa<clang::CXXDeductionGuideDecl>(function) || is_declval(function) ||
        is_asked_only(function))
      allow(function);
  } else if (auto* record = llvm::dyn_cast<clang::ClassTemplateDecl>(&declaration)) {
    relax(*record->getTemplatedDecl());
  } else if (auto* context = llvm::dyn_cast<clang::DeclContext>(&declaration);
             context != nullptr &&
             (llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl, clang::RecordDecl>(
                 declaration))) {
    relax_new(*context);
  }
}

void NvccRelaxation::relax_new(clang::DeclContext& context) {
  const auto known = looked_at_.find(&context);
  clang::Decl* next = known != looked_at_.end() ? known->second->getNextDeclInContext()
                      : context.decls_empty()   ? nullptr
                                                : *context.decls_begin();
  for (; next != nullptr && !is_being_defined(*next); next = next->getNextDeclInContext()) {
    relax(*next);
    looked_at_[&context] = next;
  }
}

void NvccRelaxation::relax_before(clang::Decl& function) {
  for (clang::DeclContext* context = function.getLexicalDeclContext(); context != nullptr;
       context = context->getLexicalParent())
    if (context->isFileContext() && !context->isTranslationUnit()) relax_new(*context);
}

}  // namespace larder::generate
