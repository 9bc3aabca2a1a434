#include "generator/lower/plain/row_guards.h"

#include <initializer_list>

#include "generator/lower/plain/index_shape.h"

namespace larder::generate {
namespace {

bool returns(const clang::Stmt* statement) {
  if (const auto* block = llvm::dyn_cast_or_null<clang::CompoundStmt>(statement))
    return block->size() == 1 && returns(block->body_front());
  const auto* leave = llvm::dyn_cast_or_null<clang::ReturnStmt>(statement);
  return leave != nullptr && leave->getRetValue() == nullptr;
}

class Reader {
 public:
  Reader(const clang::ASTContext& context, const TokenTable& tokens, const UserCode& user_code)
      : tokens_(tokens), shapes_(context, user_code) {}

  std::optional<RowGuards> read(const clang::CompoundStmt& body) {
    for (const clang::Stmt* statement : body.body())
      if (!take(*statement, statement == body.body_back())) break;
    if (index_ == nullptr) return std::nullopt;
    out_.probe += ends_ ? "" : "return true;";
    return std::move(out_);
  }

 private:
  /// False at the first statement that is not part of the guards.
  bool take(const clang::Stmt& statement, bool last) {
    if (const auto* declaration = llvm::dyn_cast<clang::DeclStmt>(&statement))
      return take_declaration(*declaration);
    const auto* choice = llvm::dyn_cast<clang::IfStmt>(&statement);
    return choice != nullptr && take_guard(*choice, last);
  }

  bool take_declaration(const clang::DeclStmt& statement) {
    std::vector<std::pair<const clang::VarDecl*, Shape>> variables;
    for (const clang::Decl* declaration : statement.decls()) {
      const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration);
      if (variable == nullptr || !is_plain(*variable)) return false;
      const Shape shape = shapes_.of(*variable->getInit());
      if (shape == Shape::kImpure) return false;
      variables.emplace_back(variable, shape);
      shapes_.know(*variable, shape);
    }
    out_.probe += text(range_of(statement)) + " ";
    for (const auto& [variable, shape] : variables) {
      const std::string name = variable->getNameAsString();
      out_.probe += "static_cast<void>(" + name + "); ";
      if (shape == Shape::kCountsUp && index_ == nullptr && take_index(*variable))
        out_.probe += "larder_index = static_cast<::std::int64_t>(" + name + "); ";
    }
    return true;
  }

  static bool is_plain(const clang::VarDecl& variable) {
    return variable.getStorageClass() == clang::SC_None && variable.getDeclName() &&
           variable.getInitStyle() == clang::VarDecl::CInit && variable.getInit() != nullptr &&
           variable.getType()->isScalarType() && !variable.getType().isVolatileQualified() &&
           !variable.hasAttrs();
  }

  /// `variable` is the index, if its initial value can be replaced.
  bool take_index(const clang::VarDecl& variable) {
    const clang::QualType type = variable.getType().getCanonicalType().getUnqualifiedType();
    const clang::SourceRange range = variable.getInit()->getSourceRange();
    const TokenRange value = tokens_of(range);
    if (!is_index_type(type) || !stands_between(range, "=", {";", ","})) return false;
    index_ = &variable;
    out_.index = value;
    out_.type = type.getAsString();
    return true;
  }

  bool take_guard(const clang::IfStmt& choice, bool last) {
    const bool leaves = returns(choice.getThen());
    const clang::SourceRange range = choice.getCond()->getSourceRange();
    if (index_ == nullptr || choice.getElse() != nullptr || choice.hasInitStorage() ||
        choice.hasVarStorage() || choice.isConstexpr() || !(leaves || last) ||
        !stands_between(range, "(", {")"}) || !is_stretch(*choice.getCond(), !leaves))
      return false;
    const TokenRange condition = tokens_of(range);
    out_.guards.push_back({condition, leaves});
    out_.probe += leaves ? "if (" + text(condition) + ") return false; "
                         : "return static_cast<bool>(" + text(condition) + ");";
    ends_ = !leaves;
    return leaves;
  }

  /// Whether the threads of a row for which `condition` is `wanted` are one stretch of it.
  [[nodiscard]] bool is_stretch(const clang::Expr& condition, bool wanted) const {
    const clang::Expr& inner = *condition.IgnoreParenImpCasts();
    if (shapes_.of(inner) == Shape::kSame) return true;
    if (const auto* negated = llvm::dyn_cast<clang::UnaryOperator>(&inner))
      return negated->getOpcode() == clang::UO_LNot && is_stretch(*negated->getSubExpr(), !wanted);
    const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(&inner);
    if (binary == nullptr) return false;
    const clang::Expr& left = *binary->getLHS();
    const clang::Expr& right = *binary->getRHS();
    if (binary->getOpcode() == (wanted ? clang::BO_LAnd : clang::BO_LOr))
      return is_stretch(left, wanted) && is_stretch(right, wanted);
    const bool ordered =
        binary->isRelationalOp() || binary->getOpcode() == (wanted ? clang::BO_EQ : clang::BO_NE);
    return ordered && ((shapes_.of(left) == Shape::kSame && shapes_.counts_up(right, *index_)) ||
                       (shapes_.of(right) == Shape::kSame && shapes_.counts_up(left, *index_)));
  }

  /// As wide as an int at least, so that a sum has the same type, and no wider than larder_index.
  [[nodiscard]] static bool is_index_type(clang::QualType type) {
    const auto* builtin = llvm::dyn_cast<clang::BuiltinType>(type.getTypePtr());
    if (builtin == nullptr) return false;
    const clang::BuiltinType::Kind kind = builtin->getKind();
    return llvm::is_contained(
        {clang::BuiltinType::Int, clang::BuiltinType::UInt, clang::BuiltinType::Long,
         clang::BuiltinType::ULong, clang::BuiltinType::LongLong, clang::BuiltinType::ULongLong},
        kind);
  }

  /// Whether only the tokens of an expression are between two others, in a file. This may fail for
  /// an instance: a fold expands to several places.
  [[nodiscard]] bool stands_between(clang::SourceRange range, llvm::StringRef before,
                                    std::initializer_list<llvm::StringRef> after) const {
    if (!range.getBegin().isFileID() || !range.getEnd().isFileID()) return false;
    const TokenRange tokens = tokens_of(range);
    return tokens.begin < tokens.end && tokens_.text(tokens.begin - 1) == before &&
           llvm::is_contained(after, tokens_.text(tokens.end));
  }

  [[nodiscard]] TokenRange tokens_of(clang::SourceRange range) const {
    return {tokens_.index_at(range.getBegin()), tokens_.index_at(range.getEnd()) + 1};
  }

  [[nodiscard]] TokenRange range_of(const clang::DeclStmt& statement) const {
    return {tokens_.index_at(statement.getBeginLoc()), tokens_.index_at(statement.getEndLoc()) + 1};
  }

  [[nodiscard]] std::string text(TokenRange range) const {
    std::string out;
    for (std::size_t i = range.begin; i < range.end; ++i) {
      const bool apart = i > range.begin && tokens_[i - 1].endLocation() != tokens_[i].location();
      out += (apart ? " " : "") + tokens_.text(i).str();
    }
    return out;
  }

  const TokenTable& tokens_;
  IndexShapes shapes_;
  const clang::VarDecl* index_ = nullptr;
  bool ends_ = false;
  RowGuards out_;
};

}  // namespace

std::optional<RowGuards> row_guards(const clang::FunctionDecl& kernel, const TokenTable& tokens,
                                    const UserCode& user_code) {
  const auto* body = llvm::dyn_cast_or_null<clang::CompoundStmt>(kernel.getBody());
  if (body == nullptr || body->body_empty()) return std::nullopt;
  return Reader(kernel.getASTContext(), tokens, user_code).read(*body);
}

}  // namespace larder::generate
