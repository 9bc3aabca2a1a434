#include "generator/find/constant_writes.h"

#include <utility>

#include "generator/syntax/diagnostics.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

/// The variable that contains what the expression names; null: there is none, or a pointer leads
/// to it.
const clang::VarDecl* variable_of(const clang::Expr* expression) {
  for (;;) {
    expression = expression->IgnoreParenImpCasts();
    if (const auto* element = llvm::dyn_cast<clang::ArraySubscriptExpr>(expression)) {
      expression = element->getBase()->IgnoreParenImpCasts();
      if (!expression->getType()->isArrayType()) return nullptr;
    } else if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(expression)) {
      if (member->isArrow()) return nullptr;
      expression = member->getBase();
    } else {
      const auto* name = llvm::dyn_cast<clang::DeclRefExpr>(expression);
      return name == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(name->getDecl());
    }
  }
}

class ConstantWriteFinder : public Visitor {
 public:
  ConstantWriteFinder(clang::ASTContext& context, const UserCode& user_code)
      : context_(context), user_code_(user_code) {}

  // Host code may write the host's copy.
  bool TraverseFunctionDecl(clang::FunctionDecl* function) override {
    const bool outer = std::exchange(in_device_code_, is_device_code(*function));
    const bool goes_on = Visitor::TraverseFunctionDecl(function);
    in_device_code_ = outer;
    return goes_on;
  }
  bool TraverseCXXMethodDecl(clang::CXXMethodDecl* function) override {
    const bool outer = std::exchange(in_device_code_, is_device_code(*function));
    const bool goes_on = Visitor::TraverseCXXMethodDecl(function);
    in_device_code_ = outer;
    return goes_on;
  }
  bool VisitBinaryOperator(clang::BinaryOperator* operation) override {
    if (operation->isAssignmentOp()) check(*operation->getLHS(), operation->getOperatorLoc());
    return true;
  }
  bool VisitUnaryOperator(clang::UnaryOperator* operation) override {
    if (operation->isIncrementDecrementOp())
      check(*operation->getSubExpr(), operation->getOperatorLoc());
    return true;
  }

 private:
  bool is_device_code(const clang::FunctionDecl& function) const {
    const bool device =
        function.hasAttr<clang::CUDAGlobalAttr>() || function.hasAttr<clang::CUDADeviceAttr>();
    return device && !function.hasAttr<clang::CUDAHostAttr>() &&
           user_code_.contains(function.getLocation());
  }
  void check(const clang::Expr& place, clang::SourceLocation where) {
    if (!in_device_code_) return;
    const clang::VarDecl* const variable = variable_of(&place);
    if (variable == nullptr || !variable->hasAttr<clang::CUDAConstantAttr>()) return;
    report(context_.getDiagnostics(), Message::kConstantWrite, where) << variable;
  }

  clang::ASTContext& context_;
  const UserCode& user_code_;
  bool in_device_code_ = false;
};

}  // namespace

void report_constant_writes(clang::ASTContext& context, const UserCode& user_code) {
  ConstantWriteFinder(context, user_code).TraverseAST(context);
}

}  // namespace larder::generate
