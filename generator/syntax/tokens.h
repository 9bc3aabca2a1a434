// The translation unit's tokens after macro expansion, and how declarations map to them.
#ifndef LARDER_GENERATOR_SYNTAX_TOKENS_H
#define LARDER_GENERATOR_SYNTAX_TOKENS_H

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "generator/model/model.h"
#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// Half-open range of indices into the expanded tokens.
struct TokenRange {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool operator==(const TokenRange&) const = default;
};

/// A #pragma between tokens, with its text ("unroll 4") and place.
struct Pragma {
  clang::SourceLocation where;
  std::string text;
};

class TokenTable {
 public:
  /// `buffer` and `context` must outlive the table; `pragmas` in the order of the source.
  TokenTable(const clang::syntax::TokenBuffer& buffer, const clang::ASTContext& context,
             std::vector<Pragma> pragmas);

  [[nodiscard]] const clang::syntax::Token& operator[](std::size_t index) const {
    return tokens_[index];
  }
  [[nodiscard]] std::size_t size() const { return tokens_.size(); }
  [[nodiscard]] llvm::StringRef text(std::size_t index) const;
  /// The tokens' texts, joined by single spaces.
  [[nodiscard]] std::string text(TokenRange range) const;
  [[nodiscard]] const clang::SourceManager& sources() const { return sources_; }
  /// The language of the text: <<< is a token only in CUDA.
  [[nodiscard]] const clang::LangOptions& language() const { return language_; }

  /// Index of the first token at or after `where`, in the order of the translation unit.
  [[nodiscard]] std::size_t index_at(clang::SourceLocation where) const;
  /// The whole declaration at namespace scope around `declaration`: from after the previous one
  /// (so that leading attributes and template heads count) to its own `;` or closing brace.
  [[nodiscard]] TokenRange declaration_range(const clang::Decl& declaration) const;
  /// Index just past the `;` at depth 0 that ends the declaration starting at `begin`.
  [[nodiscard]] std::size_t past_semicolon(std::size_t begin) const;
  /// Index just past the `)` that closes the `(` at `begin`.
  [[nodiscard]] std::size_t past_parentheses(std::size_t begin) const;
  /// Index of the statement's last token: the `;` behind it, which Clang does not count.
  [[nodiscard]] std::size_t last_of(const clang::Stmt& statement) const;
  /// The place where a reader finds it: the expansion's line, path relative to the build's root.
  [[nodiscard]] Location location(clang::SourceLocation where) const;
  /// Tokens with their places, #pragmas among them; tokens in `holes` become a single `;`.
  /// `more`: further #pragmas' texts, by the index of the token that follows them.
  [[nodiscard]] std::vector<Token> copy(TokenRange range, const std::vector<TokenRange>& holes,
                                        const std::map<std::size_t, std::string>& more = {}) const;
  /// Index of the first token of the declaration or statement around token `index`.
  [[nodiscard]] std::size_t start_of(std::size_t index) const;
  /// Appends the #pragmas between two tokens.
  void append_pragmas(std::vector<Token>& out, std::size_t previous, std::size_t next) const;

 private:
  llvm::ArrayRef<clang::syntax::Token> tokens_;
  const clang::SourceManager& sources_;
  const clang::LangOptions& language_;
  std::vector<Pragma> pragmas_;
};

/// The tokens' texts joined by single spaces, with canonical numbers.
[[nodiscard]] std::string joined(const std::vector<Token>& tokens);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_TOKENS_H
