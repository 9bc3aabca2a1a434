// How an expression's value changes from one thread of a row (threadIdx.x) to the next.
#ifndef LARDER_GENERATOR_LOWER_PLAIN_INDEX_SHAPE_H
#define LARDER_GENERATOR_LOWER_PLAIN_INDEX_SHAPE_H

#include <unordered_map>

#include "generator/syntax/pch/clang.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

enum class Shape {
  kSame,      ///< in all threads of the row
  kCountsUp,  ///< by one, except when it wraps round
  kVaries,    ///< in some way
  kImpure,    ///< reading it may have side effects, or depends on memory
};

class IndexShapes {
 public:
  IndexShapes(const clang::ASTContext& context, const UserCode& user_code)
      : context_(context), user_code_(user_code) {}

  void know(const clang::VarDecl& variable, Shape shape) { known_[&variable] = shape; }
  [[nodiscard]] Shape of(const clang::Expr& expression) const;
  /// Whether `expression` counts up without wrapping round, given that `index` does and is not
  /// negative.
  [[nodiscard]] bool counts_up(const clang::Expr& expression, const clang::VarDecl& index) const;

 private:
  [[nodiscard]] Shape of_reference(const clang::ValueDecl& declaration) const;
  [[nodiscard]] Shape of_member(const clang::MemberExpr& member) const;
  [[nodiscard]] Shape of_cast(const clang::CastExpr& cast) const;
  [[nodiscard]] Shape of_binary(const clang::BinaryOperator& binary) const;
  [[nodiscard]] Shape of_call(const clang::CallExpr& call) const;
  /// "threadIdx"; empty if `expression` names no variable of CUDA's.
  [[nodiscard]] llvm::StringRef cuda_variable(const clang::Expr& expression) const;

  const clang::ASTContext& context_;
  const UserCode& user_code_;
  std::unordered_map<const clang::VarDecl*, Shape> known_;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_PLAIN_INDEX_SHAPE_H
