#include "generator/lower/plain/index_shape.h"

namespace larder::generate {
namespace {

/// The shape of the result of a pure operation other than addition.
Shape combined(Shape a, Shape b) {
  if (a == Shape::kImpure || b == Shape::kImpure) return Shape::kImpure;
  return a == Shape::kSame && b == Shape::kSame ? Shape::kSame : Shape::kVaries;
}

Shape added(Shape a, Shape b) {
  if (a == Shape::kSame && b == Shape::kCountsUp) return Shape::kCountsUp;
  if (a == Shape::kCountsUp && b == Shape::kSame) return Shape::kCountsUp;
  return combined(a, b);
}

Shape subtracted(Shape a, Shape b) {
  return a == Shape::kCountsUp && b == Shape::kSame ? Shape::kCountsUp : combined(a, b);
}

bool is_plain_operator(clang::BinaryOperatorKind kind) {
  return clang::BinaryOperator::isMultiplicativeOp(kind) ||
         clang::BinaryOperator::isAdditiveOp(kind) || clang::BinaryOperator::isShiftOp(kind) ||
         clang::BinaryOperator::isBitwiseOp(kind) || clang::BinaryOperator::isComparisonOp(kind) ||
         clang::BinaryOperator::isLogicalOp(kind);
}

bool is_plain_operator(clang::UnaryOperatorKind kind) {
  return kind == clang::UO_Plus || kind == clang::UO_Minus || kind == clang::UO_Not ||
         kind == clang::UO_LNot;
}

bool narrows(const clang::CastExpr& cast, const clang::ASTContext& context) {
  return context.getIntWidth(cast.getType()) < context.getIntWidth(cast.getSubExpr()->getType());
}

/// Whether a cast between integers keeps all values of its operand, which may be negative or not.
bool keeps_values(const clang::CastExpr& cast, bool negative, const clang::ASTContext& context) {
  const clang::QualType from = cast.getSubExpr()->getType();
  const clang::QualType to = cast.getType();
  if (from->isSignedIntegerType())
    return !narrows(cast, context) && (to->isSignedIntegerType() || !negative);
  return context.getIntWidth(to) > context.getIntWidth(from) - (to->isSignedIntegerType() ? 0 : 1);
}

}  // namespace

llvm::StringRef IndexShapes::cuda_variable(const clang::Expr& expression) const {
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(expression.IgnoreParenImpCasts());
  if (reference == nullptr) return {};
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
  const bool ours = variable != nullptr && variable->isFileVarDecl() &&
                    user_code_.origin(variable->getLocation()) == Origin::kLarder;
  return ours ? variable->getName() : llvm::StringRef();
}

Shape IndexShapes::of_reference(const clang::ValueDecl& declaration) const {
  if (llvm::isa<clang::EnumConstantDecl>(declaration)) return Shape::kSame;
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
  if (variable == nullptr || variable->getType()->isReferenceType() ||
      variable->getType().isVolatileQualified())
    return Shape::kImpure;
  if (llvm::isa<clang::ParmVarDecl>(variable) || variable->isUsableInConstantExpressions(context_))
    return Shape::kSame;
  const auto found = known_.find(variable);
  return found != known_.end() ? found->second : Shape::kImpure;
}

Shape IndexShapes::of_member(const clang::MemberExpr& member) const {
  const llvm::StringRef variable = cuda_variable(*member.getBase());
  if (variable == "threadIdx")
    return member.getMemberDecl()->getName() == "x" ? Shape::kCountsUp : Shape::kSame;
  if (variable == "blockIdx" || variable == "blockDim" || variable == "gridDim")
    return Shape::kSame;
  const auto* field = llvm::dyn_cast<clang::FieldDecl>(member.getMemberDecl());
  if (member.isArrow() || field == nullptr || field->getType()->isReferenceType() ||
      field->getType().isVolatileQualified())
    return Shape::kImpure;
  const Shape base = of(*member.getBase());
  return base == Shape::kSame ? Shape::kSame : Shape::kImpure;
}

Shape IndexShapes::of_cast(const clang::CastExpr& cast) const {
  const Shape inner = of(*cast.getSubExpr());
  switch (cast.getCastKind()) {
    case clang::CK_LValueToRValue:
    case clang::CK_NoOp:
      return inner;
    case clang::CK_IntegralCast:
      return inner == Shape::kCountsUp && narrows(cast, context_) ? Shape::kVaries : inner;
    case clang::CK_IntegralToBoolean:
    case clang::CK_IntegralToFloating:
    case clang::CK_FloatingCast:
    case clang::CK_FloatingToBoolean:
    case clang::CK_PointerToBoolean:
      return combined(inner, inner);
    case clang::CK_FloatingToIntegral:  // another edit gives it PTX's behaviour
    default:                            // Clang's enumeration grows
      return Shape::kImpure;
  }
}

Shape IndexShapes::of_binary(const clang::BinaryOperator& binary) const {
  // Another edit gives shifts by variable amounts PTX's behaviour.
  const bool shift = binary.isShiftOp() && !binary.getRHS()->isIntegerConstantExpr(context_);
  if (shift || !is_plain_operator(binary.getOpcode())) return Shape::kImpure;
  const Shape left = of(*binary.getLHS());
  const Shape right = of(*binary.getRHS());
  if (binary.getType()->isIntegerType()) {
    if (binary.getOpcode() == clang::BO_Add) return added(left, right);
    if (binary.getOpcode() == clang::BO_Sub) return subtracted(left, right);
  }
  return combined(left, right);
}

/// CUDA's functions of numbers have no side effects.
Shape IndexShapes::of_call(const clang::CallExpr& call) const {
  const clang::FunctionDecl* callee = call.getDirectCallee();
  if (callee == nullptr || user_code_.origin(callee->getLocation()) != Origin::kLarder ||
      callee->hasAttr<clang::AnnotateAttr>() || callee->isVariadic())
    return Shape::kImpure;
  Shape all = Shape::kSame;
  for (const clang::Expr* argument : call.arguments())
    all = argument->getType()->isArithmeticType() ? combined(all, of(*argument)) : Shape::kImpure;
  return all;
}

Shape IndexShapes::of(const clang::Expr& expression) const {
  const clang::Expr& inner = *expression.IgnoreParens();
  if (!inner.getType()->isScalarType() && !llvm::isa<clang::DeclRefExpr, clang::MemberExpr>(inner))
    return Shape::kImpure;
  if (llvm::isa<clang::IntegerLiteral, clang::FloatingLiteral, clang::CharacterLiteral,
                clang::CXXBoolLiteralExpr, clang::CXXNullPtrLiteralExpr,
                clang::UnaryExprOrTypeTraitExpr>(inner))
    return Shape::kSame;
  if (const auto* constant = llvm::dyn_cast<clang::ConstantExpr>(&inner))
    return of(*constant->getSubExpr());
  if (const auto* given = llvm::dyn_cast<clang::SubstNonTypeTemplateParmExpr>(&inner))
    return of(*given->getReplacement());
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&inner))
    return of_reference(*reference->getDecl());
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&inner)) return of_member(*member);
  if (const auto* cast = llvm::dyn_cast<clang::CastExpr>(&inner)) return of_cast(*cast);
  if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(&inner)) return of_binary(*binary);
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&inner)) return of_call(*call);
  if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(&inner)) {
    if (!is_plain_operator(unary->getOpcode())) return Shape::kImpure;
    const Shape operand = of(*unary->getSubExpr());
    return combined(operand, operand);
  }
  if (const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(&inner))
    return combined(of(*choice->getCond()),
                    combined(of(*choice->getTrueExpr()), of(*choice->getFalseExpr())));
  return Shape::kImpure;
}

bool IndexShapes::counts_up(const clang::Expr& expression, const clang::VarDecl& index) const {
  const bool sum = llvm::isa<clang::BinaryOperator>(expression.IgnoreParenCasts());
  const clang::Expr* inner = expression.IgnoreParens();
  while (const auto* cast = llvm::dyn_cast<clang::CastExpr>(inner)) {
    if (cast->getCastKind() == clang::CK_IntegralCast) {
      if (!keeps_values(*cast, sum, context_)) return false;
    } else if (cast->getCastKind() != clang::CK_LValueToRValue &&
               cast->getCastKind() != clang::CK_NoOp) {
      return false;
    }
    inner = cast->getSubExpr()->IgnoreParens();
  }
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(inner))
    return reference->getDecl() == &index;
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(inner))
    return of_member(*member) == Shape::kCountsUp;  // threadIdx.x itself
  const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(inner);
  // Signed sums can't wrap round.
  if (binary == nullptr || !binary->getType()->isSignedIntegerType()) return false;
  const bool left = of(*binary->getLHS()) == Shape::kSame;
  const bool right = of(*binary->getRHS()) == Shape::kSame;
  if (binary->getOpcode() == clang::BO_Add)
    return (left && counts_up(*binary->getRHS(), index)) ||
           (right && counts_up(*binary->getLHS(), index));
  return binary->getOpcode() == clang::BO_Sub && right && counts_up(*binary->getLHS(), index);
}

}  // namespace larder::generate
