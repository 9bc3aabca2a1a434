#include "generator/lower/fibers/element.h"

#include <algorithm>

#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

/// Of a pointer or array.
const clang::VarDecl* named(const clang::Expr& base) {
  const clang::Expr* inner = base.IgnoreParenCasts();
  if (const auto* sum = llvm::dyn_cast<clang::BinaryOperator>(inner))
    if (sum->isAdditiveOp() && sum->getLHS()->getType()->isPointerType())
      return named(*sum->getLHS());
  if (const auto* address = llvm::dyn_cast<clang::UnaryOperator>(inner))
    if (address->getOpcode() == clang::UO_AddrOf) return element_of(*address->getSubExpr()).array;
  const auto* name = llvm::dyn_cast<clang::DeclRefExpr>(inner);
  return name == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(name->getDecl());
}

class Variables final : public Visitor {
 public:
  explicit Variables(const Element& element) {
    for (const clang::Expr* index : element.indices)
      Visitor::TraverseStmt(const_cast<clang::Expr*>(index));
  }

  llvm::DenseSet<const clang::ValueDecl*> found;

  [[nodiscard]] bool contain(const Variables& others) const {
    return llvm::all_of(others.found, [&](const auto* each) { return found.contains(each); });
  }
  bool VisitDeclRefExpr(clang::DeclRefExpr* name) override {
    found.insert(name->getDecl());
    return true;
  }
};

}  // namespace

Element element_of(const clang::Expr& place) {
  const clang::Expr* inner = place.IgnoreParenImpCasts();
  while (const auto* member = llvm::dyn_cast<clang::MemberExpr>(inner)) {
    if (member->isArrow()) return {};
    inner = member->getBase()->IgnoreParenImpCasts();
  }
  Element out;
  while (const auto* subscript = llvm::dyn_cast<clang::ArraySubscriptExpr>(inner)) {
    out.indices.push_back(subscript->getIdx());
    inner = subscript->getBase()->IgnoreParenImpCasts();
  }
  if (!out.indices.empty()) out.array = named(*inner);
  return out;
}

bool may_be_shared(const clang::VarDecl& array) {
  if (array.hasAttr<clang::CUDASharedAttr>()) return true;
  if (llvm::isa<clang::ParmVarDecl>(array)) {
    const auto* function = llvm::dyn_cast<clang::FunctionDecl>(array.getDeclContext());
    return function != nullptr && !function->hasAttr<clang::CUDAGlobalAttr>() &&
           array.getType()->isPointerType();
  }
  const clang::Expr* value = array.getType()->isPointerType() ? array.getInit() : nullptr;
  const clang::VarDecl* source = value == nullptr ? nullptr : named(*value);
  return source != nullptr && source != &array && may_be_shared(*source);
}

bool is_same(const clang::Expr& a, const clang::Expr& b, const clang::ASTContext& context) {
  llvm::FoldingSetNodeID first;
  llvm::FoldingSetNodeID second;
  a.IgnoreParenImpCasts()->Profile(first, context, true);
  b.IgnoreParenImpCasts()->Profile(second, context, true);
  return first == second;
}

bool is_neighbour(const Element& read, const Element& written, const clang::ASTContext& context) {
  if (read.array != written.array || read.indices.size() != written.indices.size()) return false;
  const bool same = std::equal(
      read.indices.begin(), read.indices.end(), written.indices.begin(),
      [&](const auto* one, const auto* other) { return is_same(*one, *other, context); });
  if (same) return false;
  const Variables of_read(read);
  const Variables of_written(written);
  return of_read.contain(of_written) || (!of_read.found.empty() && of_written.contain(of_read));
}

}  // namespace larder::generate
