#include "generator/scan/whole_edits.h"

#include <algorithm>
#include <map>

#include "generator/syntax/names.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

bool is_device_variable(const clang::VarDecl& variable) {
  // A constexpr variable is never looked up by name, though Clang counts it as one of the device. A
  // member's `static` says that it is not a field.
  return variable.isFileVarDecl() && !variable.isStaticDataMember() && !variable.isConstexpr() &&
         (variable.hasAttr<clang::CUDADeviceAttr>() || variable.hasAttr<clang::CUDAConstantAttr>());
}

class WholeFinder : public Visitor {
 public:
  std::vector<const clang::FunctionDecl*> kernels;
  std::vector<const clang::VarDecl*> variables;
  std::vector<const clang::NamespaceDecl*> unnamed;

  bool VisitFunctionDecl(clang::FunctionDecl* function) override {
    if (function->hasAttr<clang::CUDAGlobalAttr>()) kernels.push_back(function);
    return true;
  }
  bool VisitVarDecl(clang::VarDecl* variable) override {
    if (is_device_variable(*variable)) variables.push_back(variable);
    return true;
  }
  bool VisitNamespaceDecl(clang::NamespaceDecl* space) override {
    if (space->isAnonymousNamespace()) unnamed.push_back(space);
    return true;
  }
};

/// Whether a declaration in it may become part of the name of a kernel or of a device variable.
bool matters_to_names(const clang::DeclContext& context) {
  return llvm::any_of(context.decls(), [](const clang::Decl* declaration) {
    if (const auto* pattern = llvm::dyn_cast<clang::TemplateDecl>(declaration))
      if (pattern->getTemplatedDecl() != nullptr) declaration = pattern->getTemplatedDecl();
    if (llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl>(declaration))
      return matters_to_names(*llvm::cast<clang::DeclContext>(declaration));
    return llvm::isa<clang::TagDecl>(declaration) ||
           declaration->hasAttr<clang::CUDAGlobalAttr>() ||
           declaration->hasAttr<clang::CUDADeviceAttr>() ||
           declaration->hasAttr<clang::CUDAConstantAttr>();
  });
}

/// The condition under which each body is wanted, by its declaration. A __global__ function without
/// a mark never is.
std::map<const clang::Decl*, std::string> conditions(
    const std::vector<const clang::FunctionDecl*>& kernels) {
  std::map<const clang::Decl*, std::string> out;
  for (const clang::FunctionDecl* kernel : kernels) {
    std::string& condition = out[written(*kernel).getCanonicalDecl()];
    if (condition.empty()) condition = "!defined(LARDER_SOME)";
    condition += " || defined(LARDER_WANT_" + device_symbol(*kernel) + ")";
  }
  return out;
}

}  // namespace

TokenEdits WholeEditor::edits(clang::ASTContext& context,
                              const std::vector<const clang::FunctionDecl*>& kernels) {
  const std::map<const clang::Decl*, std::string> wanted = conditions(kernels);
  WholeFinder finder;
  finder.TraverseAST(context);
  for (const clang::FunctionDecl* kernel : finder.kernels) {
    if (!is_user_code(*kernel)) continue;
    drop(*kernel, clang::tok::kw_static);
    const auto condition = wanted.find(kernel->getCanonicalDecl());
    if (kernel->doesThisDeclarationHaveABody())
      guard_body(*kernel, condition != wanted.end() ? condition->second : "0");
  }
  for (const clang::VarDecl* variable : finder.variables)
    if (is_user_code(*variable)) make_external(*variable);
  for (const clang::NamespaceDecl* space : finder.unnamed)
    if (is_user_code(*space) && matters_to_names(*space)) name_namespace(*space);
  return std::move(edits_);
}

bool WholeEditor::is_user_code(const clang::Decl& declaration) const {
  return user_code_.contains(declaration.getLocation());
}

void WholeEditor::guard_body(const clang::FunctionDecl& function, const std::string& condition) {
  const TokenRange body{tokens_.index_at(function.getBody()->getBeginLoc()),
                        tokens_.index_at(function.getBody()->getEndLoc())};
  if (!holds_directives_whole(body)) return;
  edits_[body.begin].lines_before = "#if " + condition + "\n";
  edits_[body.end].lines_behind = "#else\n{}\n#endif\n";
}

// An #if that reaches into the body from outside, or out of it, can't be inside an added #if: such
// a body is always there.
bool WholeEditor::holds_directives_whole(TokenRange body) const {
  const clang::SourceManager& sources = tokens_.sources();
  const auto place = [&](std::size_t index) {
    return sources.getExpansionLoc(tokens_[index].location());
  };
  const clang::SourceLocation begin = place(body.begin);
  const clang::SourceLocation end = place(body.end);
  const auto inside = [&](clang::SourceLocation where) {
    return sources.isBeforeInTranslationUnit(begin, where) &&
           sources.isBeforeInTranslationUnit(where, end);
  };
  return sources.getFileID(begin) == sources.getFileID(end) &&
         llvm::all_of(preprocessor_.branches, [&](const Branch& branch) {
           return inside(branch.where) == inside(branch.opened);
         });
}

void WholeEditor::drop(const clang::NamedDecl& declaration, clang::tok::TokenKind word) {
  const std::size_t name = tokens_.index_at(declaration.getLocation());
  for (std::size_t i = tokens_.start_of(tokens_.index_at(declaration.getBeginLoc())); i < name; ++i)
    if (tokens_[i].kind() == word) edits_[i].dropped = true;
}

// nvcc wants `inline` of variables with internal linkage alone.
void WholeEditor::make_external(const clang::VarDecl& variable) {
  drop(variable, clang::tok::kw_static);
  if (!variable.isExternallyVisible()) drop(variable, clang::tok::kw_inline);
}

void WholeEditor::name_namespace(const clang::NamespaceDecl& space) {
  std::size_t index = tokens_.index_at(space.getBeginLoc());
  while (tokens_[index].kind() != clang::tok::kw_namespace) ++index;
  if (!space.isInline()) edits_[index].replacement = "inline namespace";
  while (tokens_[index].kind() != clang::tok::l_brace) ++index;
  edits_[index].replacement = kUnnamedNamespace;
  edits_[index].replacement += " {";
}

}  // namespace larder::generate
