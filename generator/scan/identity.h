// What a name means, as text: the same declaration gives the same text in any file and folder, on
// any line, in any order of declarations; another declaration gives another text.
//
// Tokens alone don't say which declaration a look-up found: a key takes these texts besides them.
#ifndef LARDER_GENERATOR_SCAN_IDENTITY_H
#define LARDER_GENERATOR_SCAN_IDENTITY_H

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "generator/scan/pch/clang.h"

namespace larder::generate {

class Identities {
 public:
  explicit Identities(clang::ASTContext& context);

  /// Of a function, variable, constructor, field or other name.
  [[nodiscard]] const std::string& of(const clang::NamedDecl& declaration);
  /// Of a type, whatever aliases it was written with; empty for a dependent one.
  [[nodiscard]] const std::string& of(clang::QualType type);
  /// "size 5 align 1 at 0 8": bytes, and the fields' offsets in bits; empty where it has none.
  [[nodiscard]] std::string layout(const clang::RecordDecl& record) const;
  [[nodiscard]] clang::ASTContext& context() const { return context_; }

 private:
  [[nodiscard]] std::string described(const clang::NamedDecl& declaration);
  [[nodiscard]] std::string function(const clang::FunctionDecl& function);
  [[nodiscard]] std::string mangled(clang::GlobalDecl declaration);

  clang::ASTContext& context_;
  std::unique_ptr<clang::MangleContext> mangler_;
  std::unordered_map<const clang::Decl*, std::string> names_;
  std::unordered_map<void*, std::string> types_;
};

/// What the names in one declaration's body were resolved to, in the order of its text.
class Resolution {
 public:
  explicit Resolution(Identities& identities) : identities_(identities) {}

  void name(const clang::NamedDecl& declaration) { value(identities_.of(declaration)); }
  void type(clang::QualType type) { value(identities_.of(type)); }
  void layout(const clang::RecordDecl& record) { value(identities_.layout(record)); }
  /// A compile-time value that decided something.
  void value(std::string_view text);
  /// The value of __builtin_LINE() and the like; `used_by`: the default argument or initialiser
  /// that it stands in, null for none.
  void place(const clang::SourceLocExpr& expression, const clang::Expr* used_by);

  [[nodiscard]] clang::ASTContext& context() const { return identities_.context(); }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  Identities& identities_;
  std::string text_;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_IDENTITY_H
