#include "generator/lower/fibers/arithmetic_edits.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "generator/lower/fibers/device_code.h"

namespace larder::generate {
namespace {

constexpr const char* kPrefix = "::larder::simulator::";

/// A call around tokens; `comma`: an operator between two arguments, 0 if there is none.
struct Call {
  std::size_t end;  ///< the last token
  std::string function;
  std::size_t comma = 0;
};

bool is_constant(const clang::Expr& expression, const clang::ASTContext& context) {
  clang::Expr::EvalResult result;
  return !expression.isValueDependent() && expression.EvaluateAsRValue(result, context);
}

/// Whether it is a constant that an integer type can hold, but for its fraction.
bool is_in_range(const clang::Expr& number, clang::QualType type,
                 const clang::ASTContext& context) {
  clang::Expr::EvalResult result;
  if (number.isValueDependent() || !number.EvaluateAsRValue(result, context) ||
      !result.Val.isFloat())
    return false;
  llvm::APSInt integer(context.getIntWidth(type), type->isUnsignedIntegerOrEnumerationType());
  bool exact = false;
  return result.Val.getFloat().convertToInteger(integer, llvm::APFloat::rmTowardZero, &exact) !=
         llvm::APFloat::opInvalidOp;
}

const char* assigning_function(clang::BinaryOperatorKind kind) {
  if (kind == clang::BO_AddAssign) return "add_to";
  if (kind == clang::BO_SubAssign) return "subtract_from";
  return kind == clang::BO_MulAssign ? "multiply" : "divide";
}

const char* shifting_function(clang::BinaryOperatorKind kind) {
  if (kind == clang::BO_Shl) return "shift_left";
  if (kind == clang::BO_Shr) return "shift_right";
  return kind == clang::BO_ShlAssign ? "shift_left_assign" : "shift_right_assign";
}

class ArithmeticFinder : public DeviceCodeVisitor {
 public:
  ArithmeticFinder(clang::ASTContext& context, const TokenTable& tokens, const UserCode& user_code,
                   WatchedArithmetic watched)
      : context_(context), tokens_(tokens), user_code_(user_code), watched_(watched) {}

  bool VisitCastExpr(clang::CastExpr* cast) override {
    if (function() != nullptr && cast->getCastKind() == clang::CK_FloatingToIntegral &&
        !watched_.conversions)
      add_conversion(*cast);
    return true;
  }
  bool VisitExplicitCastExpr(clang::ExplicitCastExpr* cast) override {
    if (function() == nullptr || in_instance()) return true;
    if (cast->getTypeAsWritten()->isDependentType())
      add_written(*cast->getSubExpr(), *cast->getTypeInfoAsWritten());
    else if (cast->getSubExpr()->isTypeDependent())
      fixed_.insert(range_of(*cast->getSubExpr()));
    return true;
  }
  bool VisitCXXUnresolvedConstructExpr(clang::CXXUnresolvedConstructExpr* cast) override {
    if (function() != nullptr && !in_instance() && cast->getNumArgs() == 1)
      add_written(*cast->getArg(0), *cast->getTypeSourceInfo());
    return true;
  }
  bool VisitBinaryOperator(clang::BinaryOperator* operation) override {
    if (function() == nullptr) return true;
    const clang::BinaryOperatorKind kind = operation->getOpcode();
    if (operation->isShiftOp() || kind == clang::BO_ShlAssign || kind == clang::BO_ShrAssign)
      add_shift(*operation);
    return true;
  }
  bool VisitCompoundAssignOperator(clang::CompoundAssignOperator* operation) override {
    const clang::Expr& variable = *operation->getLHS();
    if (function() == nullptr || watched_.conversions || operation->isTypeDependent() ||
        !operation->getComputationResultType()->isRealFloatingType() ||
        !is_integer(variable.getType()) || variable.refersToBitField())
      return true;
    add(*operation, assigning_function(operation->getOpcode()), operation->getOperatorLoc());
    return true;
  }

  /// By the first token; if several begin at one, the longest is the outermost.
  std::map<std::size_t, std::vector<Call>> calls;

  /// The conversions of instances that their template does not have; these are all known now.
  void add_conversions_of_instances() {
    for (const auto& [range, type] : instances_) {
      const auto written = written_.find(range);
      std::string function = fixed_.count(range) != 0 ? "to_integer<" + type + ">" : "converted";
      if (written != written_.end()) function = "converted_to<" + written->second + ">";
      add(range.first, {range.second, std::move(function)});
    }
  }

 private:
  using Range = std::pair<std::size_t, std::size_t>;  ///< first and last token

  Range range_of(const clang::Expr& expression) const {
    return {tokens_.index_at(expression.getBeginLoc()), tokens_.index_at(expression.getEndLoc())};
  }

  void add_written(const clang::Expr& operand, const clang::TypeSourceInfo& type) {
    const clang::TypeLoc where = type.getTypeLoc();
    written_[range_of(operand)] = tokens_.text(
        {tokens_.index_at(where.getBeginLoc()), tokens_.index_at(where.getEndLoc()) + 1});
  }

  static bool is_integer(clang::QualType type) {
    return type->isIntegralOrEnumerationType() && !type->isBooleanType();
  }

  void add_conversion(const clang::CastExpr& cast) {
    const clang::Expr& operand = *cast.getSubExpr();
    const clang::QualType type = cast.getType().getCanonicalType().getUnqualifiedType();
    if (!is_integer(type) || is_in_range(operand, type, context_) || !is_user_code(operand)) return;
    const clang::QualType plain = type->isEnumeralType() ? underlying(type) : type;
    const std::string name = plain.getAsString(context_.getPrintingPolicy());
    const Range range = range_of(operand);
    if (in_instance())
      instances_[range] = name;
    else
      add(range.first, {range.second, "to_integer<" + name + ">"});
  }

  static clang::QualType underlying(clang::QualType type) {
    return type->castAs<clang::EnumType>()->getDecl()->getIntegerType().getCanonicalType();
  }

  void add_shift(const clang::BinaryOperator& operation) {
    const clang::Expr& variable = *operation.getLHS();
    if (watched_.shifts || operation.isTypeDependent() ||
        is_constant(*operation.getRHS(), context_))
      return;
    if (operation.isCompoundAssignmentOp() && variable.refersToBitField()) return;
    if (!is_integer(variable.getType()) || is_constant(operation, context_)) return;
    add(operation, shifting_function(operation.getOpcode()), operation.getOperatorLoc());
  }

  void add(const clang::Expr& expression, const char* function, clang::SourceLocation comma) {
    if (!is_user_code(expression)) return;
    const Range range = range_of(expression);
    add(range.first, {range.second, function, tokens_.index_at(comma)});
  }
  void add(std::size_t begin, Call call) {
    std::vector<Call>& others = calls[begin];
    const bool known = std::any_of(others.begin(), others.end(), [&](const Call& other) {
      return other.end == call.end && (other.comma != 0) == (call.comma != 0);
    });
    if (!known) others.push_back(std::move(call));
  }

  bool is_user_code(const clang::Expr& expression) const {
    return expression.getBeginLoc().isValid() && user_code_.contains(expression.getBeginLoc());
  }

  clang::ASTContext& context_;
  const TokenTable& tokens_;
  const UserCode& user_code_;
  const WatchedArithmetic watched_;
  std::set<Range> fixed_;  ///< operands in templates whose new type depends on no argument
  std::map<Range, std::string> written_;  ///< operands of casts to a type of the template's: which
  std::map<Range, std::string> instances_;
};

}  // namespace

void add_arithmetic_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                          const UserCode& user_code, WatchedArithmetic watched) {
  ArithmeticFinder finder(context, tokens, user_code, watched);
  finder.TraverseAST(context);
  finder.add_conversions_of_instances();
  for (auto& [begin, calls] : finder.calls) {
    // The outermost comes first. A call around the operand of a shift covers only its tokens.
    std::stable_sort(calls.begin(), calls.end(),
                     [](const Call& a, const Call& b) { return a.end > b.end; });
    for (const Call& call : calls) {
      insert_before(edits, begin, kPrefix + call.function + "(");
      insert_after(edits, call.end, ")");
      if (call.comma != 0) edits[call.comma].replacement = ",";
    }
  }
}

}  // namespace larder::generate
