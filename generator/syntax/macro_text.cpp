#include "generator/syntax/macro_text.h"

#include <vector>

namespace larder::generate {
namespace {

/// Reads a definition's tokens, after its name.
class Reader {
 public:
  Reader(clang::FileID file, clang::Preprocessor& preprocessor)
      : preprocessor_(preprocessor),
        lexer_(file, preprocessor.getSourceManager().getBufferOrFake(file),
               preprocessor.getSourceManager(), preprocessor.getLangOpts()) {}

  clang::MacroInfo* read() {
    next();  // the name
    clang::MacroInfo* macro = preprocessor_.AllocateMacroInfo(token_.getLocation());
    next();
    if (token_.is(clang::tok::l_paren) && !token_.hasLeadingSpace() && !parameters(*macro))
      return nullptr;
    std::vector<clang::Token> body;
    for (; token_.isNot(clang::tok::eof); next()) {
      token_.clearFlag(clang::Token::StartOfLine);
      body.push_back(token_);
    }
    if (!body.empty()) {
      body.front().clearFlag(clang::Token::LeadingSpace);
      macro->setDefinitionEndLoc(body.back().getLocation());
    }
    macro->setTokens(body, preprocessor_.getPreprocessorAllocator());
    return macro;
  }

 private:
  void next() {
    lexer_.LexFromRawLexer(token_);
    if (token_.is(clang::tok::raw_identifier)) preprocessor_.LookUpIdentifierInfo(token_);
  }

  bool parameters(clang::MacroInfo& macro) {
    macro.setIsFunctionLike();
    std::vector<clang::IdentifierInfo*> names;
    for (next(); token_.isNot(clang::tok::r_paren); next()) {
      if (token_.is(clang::tok::eof)) return false;
      if (token_.is(clang::tok::ellipsis)) {
        ellipsis(macro, names);
      } else if (token_.getIdentifierInfo() != nullptr) {
        names.push_back(token_.getIdentifierInfo());
        named_ = true;
      } else {
        named_ = false;  // a comma
      }
    }
    next();
    macro.setParameterList(names, preprocessor_.getPreprocessorAllocator());
    return true;
  }

  /// "..." stands for __VA_ARGS__, or makes the name before it stand for the rest.
  void ellipsis(clang::MacroInfo& macro, std::vector<clang::IdentifierInfo*>& names) const {
    if (named_) {
      macro.setIsGNUVarargs();
    } else {
      macro.setIsC99Varargs();
      names.push_back(preprocessor_.getIdentifierInfo("__VA_ARGS__"));
    }
  }

  clang::Preprocessor& preprocessor_;
  clang::Lexer lexer_;
  clang::Token token_;
  bool named_ = false;
};

}  // namespace

std::string macro_text(const clang::MacroInfo& macro, const clang::Preprocessor& preprocessor) {
  std::string out;
  if (macro.isFunctionLike()) {
    for (const clang::IdentifierInfo* parameter : macro.params()) {
      const bool rest = macro.isC99Varargs() && parameter == macro.params().back();
      out += (out.empty() ? "(" : ",") + (rest ? std::string("...") : parameter->getName().str());
    }
    out += out.empty() ? "()" : macro.isGNUVarargs() ? "...)" : ")";
  }
  bool first = true;
  for (const clang::Token& token : macro.tokens()) {
    if (first || token.hasLeadingSpace()) out += ' ';
    out += preprocessor.getSpelling(token);
    first = false;
  }
  return out;
}

clang::MacroInfo* make_macro(const std::string& name, const std::string& text,
                             clang::Preprocessor& preprocessor) {
  clang::SourceManager& sources = preprocessor.getSourceManager();
  const clang::FileID file =
      sources.createFileID(llvm::MemoryBuffer::getMemBufferCopy(name + text + "\n", "<compiler>"),
                           clang::SrcMgr::C_System);
  return Reader(file, preprocessor).read();
}

void set_macro(const std::string& name, clang::MacroInfo* macro,
               clang::Preprocessor& preprocessor) {
  clang::IdentifierInfo* identifier = preprocessor.getIdentifierInfo(name);
  if (macro != nullptr) {
    preprocessor.appendDefMacroDirective(identifier, macro);
    return;
  }
  const clang::SourceManager& sources = preprocessor.getSourceManager();
  const clang::SourceLocation where = sources.getLocForStartOfFile(sources.getMainFileID());
  preprocessor.appendMacroDirective(
      identifier, new (preprocessor.getPreprocessorAllocator()) clang::UndefMacroDirective(where));
}

}  // namespace larder::generate
