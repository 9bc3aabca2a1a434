#include "generator/find/walker.h"

#include <utility>

#include "generator/syntax/clang_compat.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

/// The template, and the using-declaration that made its name known here.
void mention_template(clang::TemplateName name, Mentions& mentions) {
  if (const clang::TemplateDecl* declaration = name.getAsTemplateDecl())
    mentions.declarations.push_back(declaration);
  if (const clang::UsingShadowDecl* shadow = name.getAsUsingShadowDecl())
    mentions.declarations.push_back(shadow);
}

bool is_undefined_function(const clang::FunctionDecl& function) {
  // isUsed(): a name in decltype or sizeof needs no definition.
  if (!function.hasAttr<clang::CUDADeviceAttr>() || function.isDefined() || function.isImplicit() ||
      function.isDefaulted() || function.isDeleted() || function.isPureVirtual() ||
      function.getBuiltinID() != 0 || !function.isUsed(false))
    return false;
  const clang::FunctionDecl* pattern = function.getTemplateInstantiationPattern();
  return pattern == nullptr || !pattern->isDefined();
}

bool is_undefined(const clang::NamedDecl& declaration) {
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&declaration))
    return is_undefined_function(*function);
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
  return variable != nullptr && !variable->isLocalVarDeclOrParm() &&
         (variable->hasAttr<clang::CUDADeviceAttr>() ||
          variable->hasAttr<clang::CUDAConstantAttr>()) &&
         !variable->hasAttr<clang::CUDASharedAttr>() && variable->isUsed(false) &&
         variable->hasDefinition() == clang::VarDecl::DeclarationOnly;
}

/// Finds __builtin_LINE() and the like, including std::source_location::current().
class PlaceFinder : public Visitor {
 public:
  bool found = false;
  bool VisitSourceLocExpr(clang::SourceLocExpr*) override { return !(found = true); }
  bool TraverseCXXDefaultArgExpr(clang::CXXDefaultArgExpr* expression) override {
    return TraverseStmt(expression->getExpr());
  }
};

template <class Arguments>
bool asks_for_place(const Arguments& arguments) {
  PlaceFinder finder;
  for (const clang::Expr* argument : arguments)
    if (llvm::isa<clang::CXXDefaultArgExpr>(argument))
      finder.TraverseStmt(const_cast<clang::Expr*>(argument));
  return finder.found;
}

class Walker : public Visitor {
 public:
  Walker(Mentions& mentions, const clang::Decl& root, bool skip_bodies)
      : mentions_(mentions), root_(root), skip_bodies_(skip_bodies) {}

  bool shouldVisitImplicitCode() const override { return true; }

  // A member function's body inside a class counts only if the function is called.
  bool TraverseCXXMethodDecl(clang::CXXMethodDecl* method) override {
    return skips(*method) ? signature(*method) : Visitor::TraverseCXXMethodDecl(method);
  }
  bool TraverseCXXConstructorDecl(clang::CXXConstructorDecl* method) override {
    return skips(*method) ? signature(*method) : Visitor::TraverseCXXConstructorDecl(method);
  }
  bool TraverseCXXDestructorDecl(clang::CXXDestructorDecl* method) override {
    return skips(*method) ? signature(*method) : Visitor::TraverseCXXDestructorDecl(method);
  }
  bool TraverseCXXConversionDecl(clang::CXXConversionDecl* method) override {
    return skips(*method) ? signature(*method) : Visitor::TraverseCXXConversionDecl(method);
  }
  bool TraverseFunctionDecl(clang::FunctionDecl* function) override {
    return skips(*function) ? signature(*function) : Visitor::TraverseFunctionDecl(function);
  }

  // `#pragma unroll kCount` names a declaration too.
  bool VisitAttributedStmt(clang::AttributedStmt* statement) override {
    for (const clang::Attr* attribute : statement->getAttrs())
      if (const auto* hint = llvm::dyn_cast<clang::LoopHintAttr>(attribute))
        TraverseStmt(hint->getValue());
    return true;
  }
  bool VisitDeclRefExpr(clang::DeclRefExpr* expression) override {
    refer(expression->getDecl(), expression->getLocation());
    if (expression->getFoundDecl() != expression->getDecl()) mention(expression->getFoundDecl());
    return true;
  }
  bool VisitMemberExpr(clang::MemberExpr* expression) override {
    refer(expression->getMemberDecl(), expression->getMemberLoc());
    return true;
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr* expression) override {
    refer(expression->getConstructor(), expression->getLocation());
    if (asks_for_place(expression->arguments()))
      mentions_.placed.push_back(expression->getSourceRange());
    return true;
  }
  bool VisitCXXInheritedCtorInitExpr(clang::CXXInheritedCtorInitExpr* expression) override {
    refer(expression->getConstructor(), expression->getLocation());
    return true;
  }
  bool VisitCXXBindTemporaryExpr(clang::CXXBindTemporaryExpr* expression) override {
    refer(expression->getTemporary()->getDestructor(), expression->getBeginLoc());
    return true;
  }
  bool VisitCXXNewExpr(clang::CXXNewExpr* expression) override {
    refer(expression->getOperatorNew(), expression->getBeginLoc());
    return true;
  }
  bool VisitCXXDeleteExpr(clang::CXXDeleteExpr* expression) override {
    refer(expression->getOperatorDelete(), expression->getBeginLoc());
    if (!expression->isTypeDependent())
      refer_to_destructor(expression->getDestroyedType(), expression->getBeginLoc());
    return true;
  }
  bool VisitOverloadExpr(clang::OverloadExpr* expression) override {
    std::vector<const clang::NamedDecl*> candidates(expression->decls_begin(),
                                                    expression->decls_end());
    if (!candidates.empty()) mentions_.unresolved.push_back(std::move(candidates));
    return true;
  }
  bool TraverseCXXDefaultArgExpr(clang::CXXDefaultArgExpr* expression) override {
    return TraverseStmt(expression->getExpr());
  }
  bool TraverseCXXDefaultInitExpr(clang::CXXDefaultInitExpr* expression) override {
    return TraverseStmt(expression->getExpr());
  }
  bool VisitCallExpr(clang::CallExpr* call) override {
    if (asks_for_place(call->arguments())) mentions_.placed.push_back(call->getSourceRange());
    return true;
  }
  bool VisitConceptSpecializationExpr(clang::ConceptSpecializationExpr* expression) override {
    mention(expression->getNamedConcept());
    return true;
  }
  bool VisitVarDecl(clang::VarDecl* variable) override {
    typed(variable->getType());
    if (variable->hasAttr<clang::CUDASharedAttr>())
      mentions_.shared.push_back(variable);
    else if (variable->isStaticLocal())
      mentions_.statics.push_back(variable);
    refer_to_destructor(variable->getType(), variable->getLocation());
    return true;
  }
  bool VisitBindingDecl(clang::BindingDecl* binding) override {
    if (const clang::VarDecl* element = binding->getHoldingVar(); element != nullptr)
      return TraverseStmt(const_cast<clang::Expr*>(element->getInit()));
    return true;
  }
  bool VisitAsmStmt(clang::AsmStmt* statement) override {
    mentions_.assembly.push_back(statement);
    return true;
  }

  bool VisitTypedefTypeLoc(clang::TypedefTypeLoc type) override { return typed(type.getType()); }
  bool VisitTagTypeLoc(clang::TagTypeLoc type) override { return typed(type.getType()); }
  bool VisitTemplateSpecializationTypeLoc(clang::TemplateSpecializationTypeLoc type) override {
    return typed(type.getType());
  }
  bool VisitUsingTypeLoc(clang::UsingTypeLoc type) override { return typed(type.getType()); }
  bool VisitInjectedClassNameTypeLoc(clang::InjectedClassNameTypeLoc type) override {
    return typed(type.getType());
  }
  bool VisitDeducedTemplateSpecializationTypeLoc(
      clang::DeducedTemplateSpecializationTypeLoc type) override {
    return typed(type.getType());
  }
  bool VisitAutoTypeLoc(clang::AutoTypeLoc type) override { return typed(type.getType()); }
  bool VisitDecltypeTypeLoc(clang::DecltypeTypeLoc type) override { return typed(type.getType()); }

  bool TraverseNestedNameSpecifierLoc(clang::NestedNameSpecifierLoc specifier) override {
    if (specifier)
      if (const clang::NamespaceAliasDecl* alias = namespace_alias(specifier)) mention(alias);
    return Visitor::TraverseNestedNameSpecifierLoc(specifier);
  }
  bool TraverseTemplateName(clang::TemplateName name) override {
    mention_template(name, mentions_);
    return Visitor::TraverseTemplateName(name);
  }

 private:
  bool skips(const clang::FunctionDecl& function) const {
    return skip_bodies_ && &function != &root_ && function.doesThisDeclarationHaveABody();
  }

  bool signature(const clang::FunctionDecl& function) {
    if (const clang::TypeSourceInfo* type = function.getTypeSourceInfo())
      return TraverseTypeLoc(type->getTypeLoc());
    return true;
  }

  bool typed(clang::QualType type) {
    mention_type(type, mentions_);
    return true;
  }

  /// A name in an expression: its meaning affects the code.
  void refer(const clang::NamedDecl* declaration, clang::SourceLocation where) {
    if (declaration == nullptr) return;
    mention(declaration);
    if (is_undefined(*declaration)) mentions_.undefined.push_back({declaration, where});
  }

  void refer_to_destructor(clang::QualType type, clang::SourceLocation where) {
    const auto* record = type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    if (record != nullptr && record->hasDefinition() && !record->hasTrivialDestructor())
      refer(record->getDestructor(), where);
  }

  void mention(const clang::NamedDecl* declaration) {
    if (declaration != nullptr) mentions_.declarations.push_back(declaration);
  }

  Mentions& mentions_;
  const clang::Decl& root_;
  bool skip_bodies_;
};

/// The spelled layers of a type, outermost first, each with its names.
void mention_sugar(clang::QualType type, Mentions& mentions) {
  if (const auto* alias = type->getAs<clang::TypedefType>())
    mentions.declarations.push_back(alias->getDecl());
  if (const auto* special = type->getAs<clang::TemplateSpecializationType>()) {
    mention_template(special->getTemplateName(), mentions);
    mention_arguments(special->template_arguments(), mentions);
  }
  if (const auto* found = type->getAs<clang::UsingType>())
    mentions.declarations.push_back(found_by(*found));
  if (const auto* deduced = type->getAs<clang::DeducedTemplateSpecializationType>())
    mention_template(deduced->getTemplateName(), mentions);
}

}  // namespace

void walk_declaration(const clang::Decl& declaration, Mentions& mentions) {
  Walker(mentions, declaration, false).TraverseDecl(const_cast<clang::Decl*>(&declaration));
}

void walk_class(const clang::Decl& declaration, Mentions& mentions) {
  Walker(mentions, declaration, true).TraverseDecl(const_cast<clang::Decl*>(&declaration));
}

void mention_type(clang::QualType type, Mentions& mentions) {
  if (type.isNull()) return;
  mention_sugar(type, mentions);
  const clang::QualType canonical = type.getCanonicalType();
  if (!canonical->getPointeeType().isNull()) return mention_type(type->getPointeeType(), mentions);
  if (const auto* array = llvm::dyn_cast<clang::ArrayType>(canonical.getTypePtr()))
    return mention_type(array->getElementType(), mentions);
  const clang::TagDecl* tag = canonical->getAsTagDecl();
  if (tag == nullptr) return;
  mentions.declarations.push_back(tag);
  if (const auto* special = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(tag))
    mention_arguments(special->getTemplateArgs().asArray(), mentions);
}

void mention_arguments(llvm::ArrayRef<clang::TemplateArgument> arguments, Mentions& mentions) {
  for (const clang::TemplateArgument& argument : arguments) {
    switch (argument.getKind()) {
      case clang::TemplateArgument::Type:
        mention_type(argument.getAsType(), mentions);
        break;
      case clang::TemplateArgument::Declaration:
        mentions.declarations.push_back(argument.getAsDecl());
        break;
      case clang::TemplateArgument::Integral:
        mention_type(argument.getIntegralType(), mentions);
        break;
      case clang::TemplateArgument::Template:
        mentions.declarations.push_back(argument.getAsTemplate().getAsTemplateDecl());
        break;
      case clang::TemplateArgument::Pack:
        mention_arguments(argument.pack_elements(), mentions);
        break;
      default:
        break;
    }
  }
}

}  // namespace larder::generate
