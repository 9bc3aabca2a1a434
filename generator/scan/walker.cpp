#include "generator/scan/walker.h"

namespace larder::generate {
namespace {

/// The template, and the using-declaration that made its name known here.
void mention_template(clang::TemplateName name, Mentions& mentions) {
  if (const clang::TemplateDecl* declaration = name.getAsTemplateDecl())
    mentions.declarations.push_back(declaration);
  if (const clang::UsingShadowDecl* shadow = name.getAsUsingShadowDecl())
    mentions.declarations.push_back(shadow);
}

class Walker : public clang::RecursiveASTVisitor<Walker> {
 public:
  Walker(Mentions& mentions, const clang::Decl& root, bool skip_bodies)
      : mentions_(mentions), root_(root), skip_bodies_(skip_bodies) {}

  bool shouldVisitImplicitCode() const { return true; }

  // A member function's body inside a class counts only when the function is called.
  bool TraverseCXXMethodDecl(clang::CXXMethodDecl* method) {
    return skips(*method) ? signature(*method) : Base::TraverseCXXMethodDecl(method);
  }
  bool TraverseCXXConstructorDecl(clang::CXXConstructorDecl* method) {
    return skips(*method) ? signature(*method) : Base::TraverseCXXConstructorDecl(method);
  }
  bool TraverseCXXDestructorDecl(clang::CXXDestructorDecl* method) {
    return skips(*method) ? signature(*method) : Base::TraverseCXXDestructorDecl(method);
  }
  bool TraverseCXXConversionDecl(clang::CXXConversionDecl* method) {
    return skips(*method) ? signature(*method) : Base::TraverseCXXConversionDecl(method);
  }
  bool TraverseFunctionDecl(clang::FunctionDecl* function) {
    return skips(*function) ? signature(*function) : Base::TraverseFunctionDecl(function);
  }

  bool VisitDeclRefExpr(clang::DeclRefExpr* expression) {
    mention(expression->getDecl());
    if (expression->getFoundDecl() != expression->getDecl()) mention(expression->getFoundDecl());
    return true;
  }
  bool VisitMemberExpr(clang::MemberExpr* expression) {
    mention(expression->getMemberDecl());
    return true;
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr* expression) {
    mention(expression->getConstructor());
    return true;
  }
  bool VisitCXXNewExpr(clang::CXXNewExpr* expression) {
    if (expression->getOperatorNew() != nullptr) mention(expression->getOperatorNew());
    return true;
  }
  bool VisitOverloadExpr(clang::OverloadExpr* expression) {
    std::vector<const clang::NamedDecl*> candidates(expression->decls_begin(),
                                                    expression->decls_end());
    if (!candidates.empty()) mentions_.unresolved.push_back(std::move(candidates));
    return true;
  }
  bool VisitUnresolvedLookupExpr(clang::UnresolvedLookupExpr* expression) {
    return VisitOverloadExpr(expression);
  }
  bool VisitUnresolvedMemberExpr(clang::UnresolvedMemberExpr* expression) {
    return VisitOverloadExpr(expression);
  }
  bool VisitCXXDefaultArgExpr(clang::CXXDefaultArgExpr* expression) {
    return TraverseStmt(expression->getExpr());
  }
  bool VisitCXXDefaultInitExpr(clang::CXXDefaultInitExpr* expression) {
    return TraverseStmt(expression->getExpr());
  }
  bool VisitConceptSpecializationExpr(clang::ConceptSpecializationExpr* expression) {
    mention(expression->getNamedConcept());
    return true;
  }
  bool VisitVarDecl(clang::VarDecl* variable) {
    mention_type(variable->getType(), mentions_);
    if (variable->hasAttr<clang::CUDASharedAttr>()) mentions_.shared.push_back(variable);
    const auto* record = variable->getType()->getAsCXXRecordDecl();
    if (record != nullptr && record->hasDefinition() && !record->hasTrivialDestructor() &&
        record->getDestructor() != nullptr)
      mention(record->getDestructor());
    return true;
  }
  bool VisitUsingDirectiveDecl(clang::UsingDirectiveDecl*) { return true; }
  bool VisitAsmStmt(clang::AsmStmt* statement) {
    if (mentions_.assembly.isInvalid()) mentions_.assembly = statement->getAsmLoc();
    return true;
  }
  bool VisitCUDAKernelCallExpr(clang::CUDAKernelCallExpr* call) {
    if (mentions_.launch.isInvalid()) mentions_.launch = call->getBeginLoc();
    return true;
  }

  bool VisitTypedefTypeLoc(clang::TypedefTypeLoc type) { return typed(type.getType()); }
  bool VisitTagTypeLoc(clang::TagTypeLoc type) { return typed(type.getType()); }
  bool VisitTemplateSpecializationTypeLoc(clang::TemplateSpecializationTypeLoc type) {
    return typed(type.getType());
  }
  bool VisitUsingTypeLoc(clang::UsingTypeLoc type) { return typed(type.getType()); }
  bool VisitInjectedClassNameTypeLoc(clang::InjectedClassNameTypeLoc type) {
    return typed(type.getType());
  }
  bool VisitDeducedTemplateSpecializationTypeLoc(clang::DeducedTemplateSpecializationTypeLoc type) {
    return typed(type.getType());
  }
  bool VisitAutoTypeLoc(clang::AutoTypeLoc type) { return typed(type.getType()); }
  bool VisitDecltypeTypeLoc(clang::DecltypeTypeLoc type) { return typed(type.getType()); }

  bool TraverseNestedNameSpecifierLoc(clang::NestedNameSpecifierLoc specifier) {
    if (specifier)
      if (const clang::NamespaceAliasDecl* alias = namespace_alias(specifier)) mention(alias);
    return Base::TraverseNestedNameSpecifierLoc(specifier);
  }
  bool TraverseTemplateName(clang::TemplateName name) {
    mention_template(name, mentions_);
    return Base::TraverseTemplateName(name);
  }

 private:
  using Base = clang::RecursiveASTVisitor<Walker>;

  static const clang::NamespaceAliasDecl* namespace_alias(clang::NestedNameSpecifierLoc specifier) {
    return specifier.getNestedNameSpecifier()->getAsNamespaceAlias();
  }

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

  void mention(const clang::NamedDecl* declaration) {
    if (declaration != nullptr) mentions_.declarations.push_back(declaration);
  }

  Mentions& mentions_;
  const clang::Decl& root_;
  bool skip_bodies_;
};

/// The spelled layers of a type, outermost first, each with what it names.
void mention_sugar(clang::QualType type, Mentions& mentions) {
  if (const auto* alias = type->getAs<clang::TypedefType>())
    mentions.declarations.push_back(alias->getDecl());
  if (const auto* special = type->getAs<clang::TemplateSpecializationType>()) {
    mention_template(special->getTemplateName(), mentions);
    mention_arguments(special->template_arguments(), mentions);
  }
  if (const auto* found = type->getAs<clang::UsingType>())
    mentions.declarations.push_back(found->getFoundDecl());
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
