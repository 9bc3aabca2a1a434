#include "generator/find/mixed_overloads.h"

#include <map>
#include <utility>

#include "generator/find/kernels.h"
#include "generator/syntax/names.h"
#include "generator/syntax/paths.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

bool is_for_devices(const clang::FunctionDecl& function) {
  return function.hasAttr<clang::CUDADeviceAttr>();
}

bool is_for_both(const clang::FunctionDecl& function) {
  return is_for_devices(function) && function.hasAttr<clang::CUDAHostAttr>();
}

// Functions of one name in one scope.
struct Overloads {
  const clang::FunctionDecl* host = nullptr;  // for hosts alone
  bool device = false;                        // one is for devices alone
  bool both = false;                          // one is for both
};

// Conversions to different types compete, too, so all of a class count as one name.
using Name = std::pair<const clang::DeclContext*, clang::DeclarationName>;

Name name_of(const clang::NamedDecl& declaration) {
  return {declaration.getDeclContext()->getRedeclContext()->getPrimaryContext(),
          llvm::isa<clang::CXXConversionDecl>(declaration) ? clang::DeclarationName()
                                                           : declaration.getDeclName()};
}

// The one that stands first in the source; null if both are null.
const clang::FunctionDecl* first(const clang::FunctionDecl* one, const clang::FunctionDecl* other) {
  if (one == nullptr || other == nullptr) return one != nullptr ? one : other;
  const clang::SourceManager& sources = one->getASTContext().getSourceManager();
  return sources.isBeforeInTranslationUnit(other->getLocation(), one->getLocation()) ? other : one;
}

class Collector : public Visitor {
 public:
  explicit Collector(const UserCode& user_code) : user_code_(user_code) {}

  bool shouldVisitTemplateInstantiations() const override { return true; }
  bool skips_statement(const clang::Stmt*) const override { return true; }
  bool skips_types() const override { return true; }

  bool VisitFunctionDecl(clang::FunctionDecl* function) override {
    // A defaulted function is for those that its class's parts are for.
    if (function->isDefaulted() || !user_code_.contains(function->getLocation())) return true;
    Overloads& all = overloads[name_of(*function)];
    if (!is_device_code(*function)) all.host = function;
    all.device = all.device || (is_for_devices(*function) && !is_for_both(*function));
    all.both = all.both || is_for_both(*function);
    return true;
  }

  bool VisitCXXRecordDecl(clang::CXXRecordDecl* record) override {
    if (!record->isThisDeclarationADefinition()) return true;
    for (const clang::CXXMethodDecl* method : record->methods())
      if (method->isImplicit() && method->hasAttr<clang::CUDAInvalidTargetAttr>() &&
          user_code_.contains(method->getLocation()))
        conflict = method;
    return true;
  }

  std::map<Name, Overloads> overloads;
  const clang::CXXMethodDecl* conflict = nullptr;  // an implicit member that Clang deletes

 private:
  const UserCode& user_code_;
};

// Finds one of these names where nothing is called, or in code for both sides.
class MixedOverloadFinder : public Visitor {
 public:
  MixedOverloadFinder(const std::map<Name, const clang::FunctionDecl*>& hosts,
                      const UserCode& user_code)
      : hosts_(hosts), user_code_(user_code) {}

  bool TraverseDecl(clang::Decl* declaration) override {
    auto* function = declaration != nullptr ? declaration->getAsFunction() : nullptr;
    if (function == nullptr) return Visitor::TraverseDecl(declaration);
    const bool both = is_for_both(*function) && user_code_.contains(function->getLocation());
    return inside(both, [&] { return Visitor::TraverseDecl(declaration); });
  }
  bool TraverseUnaryExprOrTypeTraitExpr(clang::UnaryExprOrTypeTraitExpr* expression) override {
    return inside(true, [&] { return Visitor::TraverseUnaryExprOrTypeTraitExpr(expression); });
  }
  bool TraverseCXXNoexceptExpr(clang::CXXNoexceptExpr* expression) override {
    return inside(true, [&] { return Visitor::TraverseCXXNoexceptExpr(expression); });
  }
  bool TraverseRequiresExpr(clang::RequiresExpr* expression) override {
    return inside(true, [&] { return Visitor::TraverseRequiresExpr(expression); });
  }
  bool TraverseDecltypeTypeLoc(clang::DecltypeTypeLoc where) override {
    return inside(true, [&] { return Visitor::TraverseDecltypeTypeLoc(where); });
  }
  bool TraverseTypeOfExprTypeLoc(clang::TypeOfExprTypeLoc where) override {
    return inside(true, [&] { return Visitor::TraverseTypeOfExprTypeLoc(where); });
  }

  bool VisitDeclRefExpr(clang::DeclRefExpr* expression) override {
    return note(*expression->getDecl());
  }
  bool VisitMemberExpr(clang::MemberExpr* expression) override {
    return note(*expression->getMemberDecl());
  }
  bool VisitOverloadExpr(clang::OverloadExpr* expression) override {
    return note(expression->getName());
  }
  bool VisitCXXDependentScopeMemberExpr(clang::CXXDependentScopeMemberExpr* expression) override {
    return note(expression->getMember());
  }
  bool VisitDependentScopeDeclRefExpr(clang::DependentScopeDeclRefExpr* expression) override {
    return note(expression->getDeclName());
  }
  // Of operands whose type is not known yet.
  bool VisitBinaryOperator(clang::BinaryOperator* expression) override {
    return note_operator(clang::BinaryOperator::getOverloadedOperator(expression->getOpcode()),
                         *expression);
  }
  bool VisitUnaryOperator(clang::UnaryOperator* expression) override {
    return note_operator(clang::UnaryOperator::getOverloadedOperator(expression->getOpcode()),
                         *expression);
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr* expression) override {
    return note(*expression->getConstructor());
  }

  const clang::FunctionDecl* found = nullptr;  // the one for hosts

 private:
  template <class Traverse>
  bool inside(bool asks, const Traverse& traverse) {
    const bool outer = std::exchange(asks_, asks_ || asks);
    const bool goes_on = traverse();
    asks_ = outer;
    return goes_on;
  }

  bool note(const clang::NamedDecl& declaration) {
    if (!asks_) return true;
    const auto known = hosts_.find(name_of(declaration));
    if (known != hosts_.end()) found = known->second;
    return found == nullptr;
  }

  template <class Same>
  bool note_if(const Same& same) {
    if (!asks_) return true;
    for (const auto& [name, host] : hosts_)
      if (same(name.second)) found = first(found, host);
    return found == nullptr;
  }

  bool note(clang::DeclarationName name) {
    return note_if([&](clang::DeclarationName known) { return known == name; });
  }

  bool note_operator(clang::OverloadedOperatorKind kind, const clang::Expr& expression) {
    if (kind == clang::OO_None || !expression.isTypeDependent()) return true;
    return note_if(
        [&](clang::DeclarationName known) { return known.getCXXOverloadedOperator() == kind; });
  }

  const std::map<Name, const clang::FunctionDecl*>& hosts_;
  const UserCode& user_code_;
  bool asks_ = false;
};

std::string reason(const clang::FunctionDecl& host) {
  const clang::ASTContext& context = host.getASTContext();
  return "nvcc may choose " + described(host) + " (" +
         location_of(context.getSourceManager(), host.getLocation()).text() +
         ") where nothing is called, though it is for hosts, and Clang does not";
}

}  // namespace

std::string mixed_overloads(clang::ASTContext& context, const UserCode& user_code) {
  Collector collector(user_code);
  collector.TraverseAST(context);
  if (collector.conflict != nullptr) return reason(*collector.conflict);
  std::map<Name, const clang::FunctionDecl*> hosts;
  const clang::FunctionDecl* member = nullptr;  // that traits may ask about
  for (const auto& [name, all] : collector.overloads) {
    if (all.host == nullptr || (!all.device && !all.both)) continue;
    if (all.device && llvm::isa<clang::CXXRecordDecl>(name.first)) member = first(member, all.host);
    hosts.emplace(name, all.host);
  }
  if (member != nullptr) return reason(*member);
  if (hosts.empty()) return {};
  MixedOverloadFinder finder(hosts, user_code);
  finder.TraverseAST(context);
  return finder.found != nullptr ? reason(*finder.found) : "";
}

}  // namespace larder::generate
