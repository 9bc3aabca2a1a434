#include "generator/find/front_ends.h"

#include <utility>

#include "generator/find/kernels.h"
#include "generator/syntax/paths.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

bool takes_list_of_its_class(const clang::CXXConstructorDecl& constructor) {
  if (constructor.getNumParams() == 0) return false;
  const auto* list = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(
      constructor.getParamDecl(0)->getType().getNonReferenceType()->getAsCXXRecordDecl());
  if (list == nullptr || !list->isInStdNamespace() || list->getName() != "initializer_list")
    return false;
  const clang::CXXRecordDecl* element =
      list->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
  return element != nullptr &&
         element->getCanonicalDecl() == constructor.getParent()->getCanonicalDecl();
}

class ListFinder : public Visitor {
 public:
  explicit ListFinder(const UserCode& user_code) : user_code_(user_code) {}

  bool shouldVisitTemplateInstantiations() const override { return true; }
  bool skips_statement(const clang::Stmt*) const override { return true; }
  bool skips_types() const override { return true; }
  bool VisitCXXConstructorDecl(clang::CXXConstructorDecl* constructor) override {
    if (takes_list_of_its_class(*constructor) && user_code_.contains(constructor->getLocation()))
      found = constructor;
    return found == nullptr;
  }

  const clang::CXXConstructorDecl* found = nullptr;

 private:
  const UserCode& user_code_;
};

class FrontEndFinder : public Visitor {
 public:
  FrontEndFinder(clang::ASTContext& context, const UserCode& user_code)
      : context_(context), user_code_(user_code) {}

  bool skips_statement(const clang::Stmt* statement) const override {
    // A GPU's code does not depend on a host function's body.
    return statement == host_body_;
  }
  bool VisitFunctionDecl(clang::FunctionDecl* function) override {
    host_body_ = !is_device_code(*function) && function->doesThisDeclarationHaveABody()
                     ? function->getBody()
                     : nullptr;
    const auto* type = function->getType()->getAs<clang::FunctionProtoType>();
    if (function->isExplicitlyDefaulted() && type != nullptr && type->hasNoexceptExceptionSpec() &&
        !type->isNothrow())
      return note("a defaulted function that may throw", function->getLocation());
    return true;
  }
  bool VisitCXXConstructorDecl(clang::CXXConstructorDecl* constructor) override {
    return !constructor->isCopyOrMoveConstructor() || constructor->getNumParams() < 2 ||
           note("a copy constructor with more than one parameter", constructor->getLocation());
  }
  bool VisitCXXRecordDecl(clang::CXXRecordDecl* record) override {
    const clang::ClassTemplateDecl* head = record->getDescribedClassTemplate();
    if (head != nullptr && head->isMemberSpecialization())
      return note("a specialised member template", record->getLocation());
    return !record->isThisDeclarationADefinition() || !record->hasAttr<clang::PackedAttr>() ||
           record->getNumBases() == 0 ||
           note("the size of a packed class with a base", record->getLocation());
  }
  bool VisitFieldDecl(clang::FieldDecl* field) override {
    if (field->hasAttr<clang::NoUniqueAddressAttr>())
      return note("[[no_unique_address]]", field->getLocation());
    const clang::RecordDecl& record = *field->getParent();
    const bool packed =
        record.hasAttr<clang::PackedAttr>() || record.hasAttr<clang::MaxFieldAlignmentAttr>();
    return !packed || !field->hasAttr<clang::AlignedAttr>() ||
           note("the alignment of a member of a packed class", field->getLocation());
  }
  bool VisitBuiltinTypeLoc(clang::BuiltinTypeLoc where) override {
    return where.getTypePtr()->getKind() != clang::BuiltinType::LongDouble ||
           note("long double", where.getBeginLoc());
  }
  bool VisitFloatingLiteral(clang::FloatingLiteral* literal) override {
    return !literal->getType()->isSpecificBuiltinType(clang::BuiltinType::LongDouble) ||
           note("long double", literal->getLocation());
  }
  bool VisitTemplateSpecializationTypeLoc(clang::TemplateSpecializationTypeLoc where) override {
    const clang::TemplateDecl* named = where.getTypePtr()->getTemplateName().getAsTemplateDecl();
    return note_trait(named, where.getNumArgs(), where.getBeginLoc());
  }
  bool VisitDeclRefExpr(clang::DeclRefExpr* expression) override {
    const auto* variable =
        llvm::dyn_cast<clang::VarTemplateSpecializationDecl>(expression->getDecl());
    return variable == nullptr ||
           note_trait(variable->getSpecializedTemplate(), expression->getNumTemplateArgs(),
                      expression->getLocation());
  }
  bool VisitUnresolvedLookupExpr(clang::UnresolvedLookupExpr* expression) override {
    return expression->getNumDecls() != 1 ||
           note_trait(*expression->decls_begin(), expression->getNumTemplateArgs(),
                      expression->getNameLoc());
  }

  bool VisitConceptSpecializationExpr(clang::ConceptSpecializationExpr* expression) override {
    return note_trait(expression->getNamedConcept(), expression->getTemplateArguments().size(),
                      expression->getConceptNameLoc());
  }
  bool VisitTypeTraitExpr(clang::TypeTraitExpr* expression) override {
    const bool asks = expression->getTrait() == clang::TT_IsConstructible ||
                      expression->getTrait() == clang::TT_IsNothrowConstructible ||
                      expression->getTrait() == clang::TT_IsTriviallyConstructible;
    return !asks || !context_.getLangOpts().CPlusPlus20 || expression->getNumArgs() < 2 ||
           note("__is_constructible and its like", expression->getBeginLoc());
  }

  bool TraverseRequiresExpr(clang::RequiresExpr* expression) override {
    const bool outer = std::exchange(requires_, true);
    const bool goes_on = Visitor::TraverseRequiresExpr(expression);
    requires_ = outer;
    return goes_on;
  }
  bool VisitCXXUnresolvedConstructExpr(clang::CXXUnresolvedConstructExpr* expression) override {
    const auto* list = expression->getNumArgs() == 1
                           ? llvm::dyn_cast<clang::InitListExpr>(expression->getArg(0))
                           : nullptr;
    const bool empty = list != nullptr ? list->getNumInits() == 0 : expression->getNumArgs() == 0;
    return empty || note_required(*expression);
  }
  bool VisitExplicitCastExpr(clang::ExplicitCastExpr* expression) override {
    return !expression->getType()->isDependentType() || note_required(*expression);
  }
  bool TraverseUnaryExprOrTypeTraitExpr(clang::UnaryExprOrTypeTraitExpr* expression) override {
    return (!expression->isValueDependent() || note_required(*expression)) &&
           Visitor::TraverseUnaryExprOrTypeTraitExpr(expression);
  }
  bool VisitBinaryOperator(clang::BinaryOperator* expression) override {
    const bool compares = expression->isRelationalOp() || expression->isAdditiveOp() ||
                          expression->getOpcode() == clang::BO_AddAssign ||
                          expression->getOpcode() == clang::BO_SubAssign;
    const clang::Expr* other = expression->getRHS()->IgnoreParenImpCasts();
    return !compares || !expression->getLHS()->isTypeDependent() ||
           !llvm::isa<clang::IntegerLiteral, clang::CXXNullPtrLiteralExpr>(other) ||
           note_required(*expression);
  }
  bool VisitCXXDeleteExpr(clang::CXXDeleteExpr* expression) override {
    return !expression->getArgument()->isTypeDependent() || note_required(*expression);
  }

  std::string found;

 private:
  bool note(const char* what, clang::SourceLocation where) {
    if (!user_code_.contains(where)) return true;
    found = difference(what, where, context_);
    return false;
  }

  // Clang does not tell why a requirement failed. These are what nvcc takes of more types.
  bool note_required(const clang::Expr& expression) {
    return !requires_ || note("a requirement", expression.getBeginLoc());
  }

  // The class alone is no question about its members.
  bool note_trait(const clang::NamedDecl* named, unsigned arguments, clang::SourceLocation where) {
    if (!context_.getLangOpts().CPlusPlus20 || named == nullptr || arguments < 2) return true;
    if (!named->isInStdNamespace() || !named->getDeclName().isIdentifier()) return true;
    return !named->getName().contains("constructible") ||
           note("std::is_constructible and its like", where);
  }

  clang::ASTContext& context_;
  const UserCode& user_code_;
  const clang::Stmt* host_body_ = nullptr;
  bool requires_ = false;  // inside of a requires-expression
};

}  // namespace

std::string difference(const std::string& what, clang::SourceLocation where,
                       const clang::ASTContext& context) {
  return "nvcc takes " + what + " (" + location_of(context.getSourceManager(), where).text() +
         ") otherwise than Clang";
}

bool is_in_std(const clang::Decl& declaration) {
  for (const clang::DeclContext* context = declaration.getDeclContext(); context != nullptr;
       context = context->getParent()) {
    const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(context);
    if (space == nullptr || !space->getDeclName().isIdentifier()) continue;
    const llvm::StringRef name = space->getName();
    if (name == "std" || name == "cuda" || name == "thrust" || name == "cub" ||
        name.starts_with("__gnu"))
      return true;
  }
  return false;
}

bool hosts_differ(clang::ASTContext& context, const UserCode& user_code) {
  ListFinder finder(user_code);
  finder.TraverseAST(context);
  return finder.found != nullptr;
}

std::string front_ends_differ(clang::ASTContext& context, const UserCode& user_code) {
  ListFinder lists(user_code);
  lists.TraverseAST(context);
  if (lists.found != nullptr)
    return difference("braces around one value of a class that a list of its values makes",
                      lists.found->getLocation(), context);
  FrontEndFinder finder(context, user_code);
  finder.TraverseAST(context);
  return finder.found;
}

}  // namespace larder::generate
