#include "generator/syntax/nvcc_spellings.h"

#include <array>
#include <vector>

#include "llvm/ADT/StringSwitch.h"

namespace larder::generate {
namespace {

/// `length` bytes of a text, instead of which it says something else.
struct Change {
  std::size_t begin = 0;
  std::size_t length = 0;
  std::string text;
};
using Changes = std::vector<Change>;

/// Adds one more % at the places in a string literal, which begins at `begin`, that need it. No
/// operand is named by two letters.
void escape_literal(llvm::StringRef literal, std::size_t begin, Changes& out) {
  for (std::size_t at = literal.find('%'); at != llvm::StringRef::npos;
       at = literal.find('%', at)) {
    const std::size_t end = std::min(literal.find_first_not_of('%', at), literal.size());
    const llvm::StringRef rest = literal.substr(end);
    const bool name = rest.size() > 1 && llvm::isAlpha(rest[0]) && llvm::isAlpha(rest[1]);
    if ((end - at) % 2 == 1 && name) out.push_back({begin + at, 0, "%"});
    at = end;
  }
}

enum class Word { kOther, kAsm, kAlignas, kMemorySpace };

// The types of a launch's arguments: grid, block, bytes of shared memory, stream.
constexpr std::array<llvm::StringRef, 4> kLaunchTypes = {"dim3", "dim3", "decltype(sizeof(0))",
                                                         "cudaStream_t"};

Word word_of(llvm::StringRef text) {
  return llvm::StringSwitch<Word>(text)
      .Cases("asm", "__asm", "__asm__", Word::kAsm)
      .Case("alignas", Word::kAlignas)
      .Cases("__shared__", "__constant__", "__device__", "__managed__", Word::kMemorySpace)
      .Default(Word::kOther);
}

class Reader {
 public:
  Reader(llvm::StringRef text, const clang::LangOptions& language)
      : text_(text),
        lexer_(clang::SourceLocation(), language, text.begin(), text.begin(), text.end()) {}

  Changes changes() {
    next();
    while (token_.isNot(clang::tok::eof)) switch (word()) {
        case Word::kOther:
          read_other();
          break;
        case Word::kAsm:
          read_statement();
          break;
        case Word::kMemorySpace:
          read_memory_space();
          break;
        case Word::kAlignas:
          next();
          break;
      }
    return std::move(changes_);
  }

 private:
  void next() { lexer_.LexFromRawLexer(token_); }
  [[nodiscard]] Word word() const {
    return token_.is(clang::tok::raw_identifier) ? word_of(token_.getRawIdentifier())
                                                 : Word::kOther;
  }
  [[nodiscard]] std::size_t end() { return lexer_.getCurrentBufferOffset(); }
  [[nodiscard]] std::size_t begin() { return end() - token_.getLength(); }

  void read_other() {
    const bool launch = token_.is(clang::tok::lesslessless);
    next();
    if (launch) read_launch();
  }

  // "<<<{1}, {8, 8}>>>": adds the type to each argument that is in braces.
  void read_launch() {
    std::size_t argument = 0, open = 0;
    for (bool starts = true; !token_.isOneOf(clang::tok::eof, clang::tok::semi); next()) {
      if (open == 0 && token_.is(clang::tok::greatergreatergreater)) return;
      if (starts && token_.is(clang::tok::l_brace) && argument < kLaunchTypes.size())
        changes_.push_back({begin(), 0, kLaunchTypes[argument].str()});
      starts = open == 0 && token_.is(clang::tok::comma);
      if (starts) ++argument;
      if (token_.isOneOf(clang::tok::l_brace, clang::tok::l_paren, clang::tok::l_square)) ++open;
      if (!token_.isOneOf(clang::tok::r_brace, clang::tok::r_paren, clang::tok::r_square)) continue;
      if (open-- == 0) return;
    }
  }

  // Only a text with operands has escapes: it ends with a colon.
  void read_statement() {
    do next();
    while (token_.is(clang::tok::raw_identifier));
    if (token_.isNot(clang::tok::l_paren)) return;
    Changes found;
    for (next(); token_.isOneOf(clang::tok::string_literal, clang::tok::raw_identifier); next())
      if (token_.is(clang::tok::string_literal))
        escape_literal(text_.slice(begin(), end()), begin(), found);
    if (token_.isOneOf(clang::tok::colon, clang::tok::coloncolon))
      changes_.insert(changes_.end(), found.begin(), found.end());
  }

  // "__shared__ alignas(16) ..."
  void read_memory_space() {
    const std::size_t first = begin();
    next();
    if (word() != Word::kAlignas) return;
    const std::size_t alignment = begin();
    next();
    unsigned open = 0;
    do {
      if (token_.is(clang::tok::eof)) return;
      if (token_.is(clang::tok::l_paren)) ++open;
      if (token_.is(clang::tok::r_paren)) --open;
      if (open > 0) next();
    } while (open > 0);
    changes_.push_back(
        {first, end() - first,
         (text_.slice(alignment, end()) + " " + text_.slice(first, alignment)).str()});
    next();
  }

  llvm::StringRef text_;
  clang::Lexer lexer_;
  clang::Token token_{};
  Changes changes_;
};

}  // namespace

std::optional<std::string> in_clangs_spelling(llvm::StringRef text,
                                              const clang::LangOptions& language) {
  if (!text.contains("asm") && !text.contains("alignas") && !text.contains("<<<"))
    return std::nullopt;
  const Changes changes = Reader(text, language).changes();
  if (changes.empty()) return std::nullopt;
  std::string out;
  std::size_t copied = 0;
  for (const Change& change : changes) {
    out.append(text.slice(copied, change.begin)).append(change.text);
    copied = change.begin + change.length;
  }
  return out.append(text.substr(copied));
}

}  // namespace larder::generate
