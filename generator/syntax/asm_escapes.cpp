#include "generator/syntax/asm_escapes.h"

#include <vector>

namespace larder::generate {
namespace {

using Offsets = std::vector<std::size_t>;

/// Adds the places in a string literal, which begins at `begin`, that need one more %. No operand
/// is named by two letters.
void find_in_literal(llvm::StringRef literal, std::size_t begin, Offsets& out) {
  for (std::size_t at = literal.find('%'); at != llvm::StringRef::npos;
       at = literal.find('%', at)) {
    const std::size_t end = std::min(literal.find_first_not_of('%', at), literal.size());
    const llvm::StringRef rest = literal.substr(end);
    const bool name = rest.size() > 1 && llvm::isAlpha(rest[0]) && llvm::isAlpha(rest[1]);
    if ((end - at) % 2 == 1 && name) out.push_back(begin + at);
    at = end;
  }
}

class Reader {
 public:
  Reader(llvm::StringRef text, const clang::LangOptions& language)
      : text_(text),
        lexer_(clang::SourceLocation(), language, text.begin(), text.begin(), text.end()) {}

  Offsets places() {
    while (token_.isNot(clang::tok::eof)) {
      next();
      if (is_asm()) read_statement();
    }
    return std::move(places_);
  }

 private:
  void next() { lexer_.LexFromRawLexer(token_); }
  [[nodiscard]] bool is_asm() const {
    return token_.is(clang::tok::raw_identifier) &&
           (token_.getRawIdentifier() == "asm" || token_.getRawIdentifier() == "__asm__" ||
            token_.getRawIdentifier() == "__asm");
  }

  // Only a text with operands has escapes: it ends with a colon.
  void read_statement() {
    do next();
    while (token_.is(clang::tok::raw_identifier));
    if (token_.isNot(clang::tok::l_paren)) return;
    Offsets found;
    for (next(); token_.isOneOf(clang::tok::string_literal, clang::tok::raw_identifier); next()) {
      const std::size_t end = lexer_.getCurrentBufferOffset();
      const std::size_t begin = end - token_.getLength();
      if (token_.is(clang::tok::string_literal))
        find_in_literal(text_.slice(begin, end), begin, found);
    }
    if (token_.isOneOf(clang::tok::colon, clang::tok::coloncolon))
      places_.insert(places_.end(), found.begin(), found.end());
  }

  llvm::StringRef text_;
  clang::Lexer lexer_;
  clang::Token token_{};
  Offsets places_;
};

}  // namespace

std::optional<std::string> with_asm_escapes(llvm::StringRef text,
                                            const clang::LangOptions& language) {
  if (!text.contains("asm")) return std::nullopt;
  const Offsets places = Reader(text, language).places();
  if (places.empty()) return std::nullopt;
  std::string out;
  std::size_t copied = 0;
  for (const std::size_t place : places) {
    out.append(text.slice(copied, place)).append("%");
    copied = place;
  }
  return out.append(text.substr(copied));
}

void add_asm_escapes(clang::SourceManager& sources, clang::FileEntryRef file,
                     const clang::LangOptions& language) {
  const std::optional<llvm::MemoryBufferRef> content = sources.getMemoryBufferForFileOrNone(file);
  if (!content) return;
  if (const auto text = with_asm_escapes(content->getBuffer(), language))
    sources.overrideFileContents(
        file, llvm::MemoryBuffer::getMemBufferCopy(*text, content->getBufferIdentifier()));
}

}  // namespace larder::generate
