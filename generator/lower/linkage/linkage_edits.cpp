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

bool is_of_one_source(const clang::FunctionDecl& function) {
  return !llvm::isa<clang::CXXMethodDecl>(function) && function.isDefined() &&
         function.isExternallyVisible() &&
         llvm::all_of(function.redecls(),
                      [](const clang::FunctionDecl* each) { return can_be_static(*each); });
}

bool is_of_one_source(const clang::FunctionTemplateDecl& functions) {
  return is_of_one_source(*functions.getTemplatedDecl()) &&
         llvm::none_of(functions.specializations(),
                       [](const clang::FunctionDecl* each) { return is_for_others(*each); });
}

bool is_for_devices_only(const clang::FunctionDecl& function) {
  return function.hasAttr<clang::CUDADeviceAttr>() && !function.hasAttr<clang::CUDAHostAttr>() &&
         !function.hasAttr<clang::CUDAGlobalAttr>();
}

/// What gets the word.
struct Found {
  std::vector<const clang::VarDecl*> variables;
  std::vector<const clang::FunctionDecl*> functions;  ///< with the patterns of templates
};

void add(const clang::Decl& declaration, Found& out) {
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration)) {
    if (becomes_internal(*variable)) out.variables.push_back(variable);
  } else if (const auto* functions = llvm::dyn_cast<clang::FunctionTemplateDecl>(&declaration)) {
    const clang::FunctionDecl& pattern = *functions->getTemplatedDecl();
    const bool wanted = pattern.hasAttr<clang::CUDAGlobalAttr>() || is_for_devices_only(pattern);
    if (wanted && is_of_one_source(*functions)) out.functions.push_back(&pattern);
  } else if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&declaration)) {
    // A specialisation has the linkage of its template.
    if (is_for_devices_only(*function) && function->getPrimaryTemplate() == nullptr &&
        is_of_one_source(*function))
      out.functions.push_back(function);
  }
}

/// Adds what is declared in `context`, or in a namespace in it.
void find(const clang::DeclContext& context, Found& out) {
  for (const clang::Decl* each : context.decls()) {
    if (llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl>(each))
      find(*llvm::cast<clang::DeclContext>(each), out);
    else
      add(*each, out);
  }
}

Found all_in(clang::ASTContext& context) {
  Found out;
  find(*context.getTranslationUnitDecl(), out);
  return out;
}

/// The declaration that all instances and declarations have in common.
const clang::FunctionDecl& as_written(const clang::FunctionDecl& function) {
  const clang::FunctionTemplateDecl* primary = function.getPrimaryTemplate();
  return *(primary != nullptr ? primary->getTemplatedDecl() : &function)->getCanonicalDecl();
}

bool changes(const clang::VarDecl& variable) {
  return !variable.getType().isConstant(variable.getASTContext());
}

/// Whether it is a variable that each source has of its own, or a function with one.
bool is_own_variable(const ReachNode& node) {
  if (llvm::any_of(node.statics, [](const auto* each) { return changes(*each); })) return true;
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(node.declaration);
  return variable != nullptr && !variable->isExternallyVisible() && changes(*variable);
}

bool is_all_users(const clang::FunctionDecl& function, const UserCode& user_code) {
  return llvm::all_of(function.redecls(), [&](const clang::FunctionDecl* each) {
    return user_code.contains(each->getReturnTypeSourceRange().getBegin());
  });
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

bool OwnFunctions::contains(const clang::FunctionDecl& function) const {
  return all || users.count(&as_written(function)) != 0;
}

OwnFunctions users_of_own_variables(const ReachGraph& graph) {
  OwnFunctions out;
  std::vector<bool> uses(graph.size());
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < graph.size(); ++i) {
      const auto reaches = [&](std::size_t next) { return uses[next]; };
      if (uses[i] || !(is_own_variable(graph[i]) || llvm::any_of(graph[i].successors, reaches)))
        continue;
      uses[i] = changed = true;
      if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(graph[i].declaration))
        out.users.insert(&as_written(*function));
    }
  }
  return out;
}

bool becomes_internal(const clang::FunctionDecl& kernel, const OwnFunctions& own) {
  const clang::FunctionTemplateDecl* primary = kernel.getPrimaryTemplate();
  return primary != nullptr && own.contains(kernel) &&
         is_of_one_source(*primary->getCanonicalDecl());
}

void mark_internal(std::vector<Variable>& variables, clang::ASTContext& context) {
  std::set<std::string> symbols;
  for (const clang::VarDecl* each : all_in(context).variables) symbols.insert(device_symbol(*each));
  for (Variable& variable : variables) variable.internal |= symbols.count(variable.symbol) != 0;
}

void add_linkage_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                       const UserCode& user_code, const OwnFunctions& own) {
  if (!own.all && own.users.empty()) return;
  const Found found = all_in(context);
  std::set<std::size_t> seen;  // variables may share a type
  const auto write = [&](const char* word, clang::SourceLocation type) {
    const std::size_t index = tokens.index_at(type);
    if (seen.insert(index).second) insert_before(edits, index, word);
  };
  for (const clang::FunctionDecl* function : found.functions) {
    if (!own.contains(*function) || !is_all_users(*function, user_code)) continue;
    // Compilers warn of static functions that nothing calls.
    const char* const word = function->getDescribedFunctionTemplate() != nullptr
                                 ? "static "
                                 : "static __attribute__((unused)) ";
    for (const clang::FunctionDecl* each : function->redecls())
      write(word, each->getReturnTypeSourceRange().getBegin());
  }
  if (!own.all) return;
  for (const clang::VarDecl* variable : found.variables)
    if (const clang::SourceLocation type = variable->getTypeSpecStartLoc();
        user_code.contains(type))
      write("static ", type);
}

}  // namespace larder::generate
