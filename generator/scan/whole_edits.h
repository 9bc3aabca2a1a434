// The changes in the user's own text for nvcc:
//
//   - the body of an unwanted kernel is empty (-DLARDER_SOME -DLARDER_WANT_<symbol>...);
//   - kernels, and variables that the host finds by name, are not named after the file; nvcc does
//     that with names that are static or in an unnamed namespace.
#ifndef LARDER_GENERATOR_SCAN_WHOLE_EDITS_H
#define LARDER_GENERATOR_SCAN_WHOLE_EDITS_H

#include <string>
#include <vector>

#include "generator/lower/fibers/shared_edits.h"
#include "generator/syntax/pch/clang.h"
#include "generator/syntax/preprocessor_record.h"
#include "generator/syntax/tokens.h"

namespace larder::generate {

class WholeEditor {
 public:
  /// All arguments must outlive the editor.
  WholeEditor(const TokenTable& tokens, const PreprocessorRecord& preprocessor,
              const UserCode& user_code)
      : tokens_(tokens), preprocessor_(preprocessor), user_code_(user_code) {}

  /// The edits for the user's code; `kernels` are all instances of marked kernels.
  [[nodiscard]] TokenEdits edits(clang::ASTContext& context,
                                 const std::vector<const clang::FunctionDecl*>& kernels);

 private:
  void guard_body(const clang::FunctionDecl& function, const std::string& condition);
  [[nodiscard]] bool holds_directives_whole(TokenRange body) const;
  /// From what is before the name.
  void drop(const clang::NamedDecl& declaration, clang::tok::TokenKind word);
  void make_external(const clang::VarDecl& variable);
  void name_namespace(const clang::NamespaceDecl& space);
  [[nodiscard]] bool is_user_code(const clang::Decl& declaration) const;

  const TokenTable& tokens_;
  const PreprocessorRecord& preprocessor_;
  const UserCode& user_code_;
  TokenEdits edits_;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_WHOLE_EDITS_H
