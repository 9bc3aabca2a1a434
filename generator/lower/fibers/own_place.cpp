#include "generator/lower/fibers/own_place.h"

namespace larder::generate {

bool is_own(const clang::Expr* place) {
  place = place->IgnoreParenImpCasts();
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(place))
    return !member->isArrow() && is_own(member->getBase());
  if (const auto* element = llvm::dyn_cast<clang::ArraySubscriptExpr>(place)) {
    const clang::Expr* array = element->getBase()->IgnoreParenImpCasts();
    return array->getType()->isArrayType() && is_own(array);
  }
  const auto* name = llvm::dyn_cast<clang::DeclRefExpr>(place);
  if (name == nullptr) return false;
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(name->getDecl());
  return variable != nullptr && variable->hasLocalStorage() &&
         !variable->getType()->isReferenceType();
}

}  // namespace larder::generate
