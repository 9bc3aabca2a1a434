#include "generator/scan/preprocessor_record.h"

#include <filesystem>
#include <utility>

#include "generator/scan/paths.h"

namespace larder::generate {
namespace {

class Callbacks : public clang::PPCallbacks {
 public:
  Callbacks(PreprocessorRecord& record, clang::Preprocessor& preprocessor, std::string own_headers)
      : record_(record),
        preprocessor_(preprocessor),
        sources_(preprocessor.getSourceManager()),
        own_headers_(std::move(own_headers)) {}

  // The parameter list differs between Clang's versions behind the ones used here.
  void InclusionDirective(clang::SourceLocation hash, const clang::Token&, llvm::StringRef name,
                          bool angled, clang::CharSourceRange range,
                          clang::OptionalFileEntryRef file, llvm::StringRef, llvm::StringRef,
                          const clang::Module*, bool, clang::SrcMgr::CharacteristicKind) override {
    if (!file) return;
    record_.inclusions.push_back({hash, range, name.str(), angled, &file->getFileEntry(),
                                  file->getName().str(), clang::FileID()});
    record_.dependencies.insert(relative_path(file->getName()));
  }

  void LexedFileChanged(clang::FileID file, LexedFileChangeReason reason,
                        clang::SrcMgr::CharacteristicKind, clang::FileID,
                        clang::SourceLocation) override {
    if (reason != LexedFileChangeReason::EnterFile) return;
    const std::string path = path_of(sources_, file);
    if (!path.empty()) record_.dependencies.insert(path);
    const clang::FileEntry* entry = sources_.getFileEntryForID(file);
    if (entry == nullptr || record_.inclusions.empty()) return;
    Inclusion& last = record_.inclusions.back();
    if (last.entered.isInvalid() && last.file == entry) last.entered = file;
  }

  void PragmaDirective(clang::SourceLocation where, clang::PragmaIntroducerKind) override {
    if (!is_users(sources_, where, own_headers_)) return;
    std::string text = rest_of_line();
    if (text == "once") {
      record_.once.push_back(where);
    } else if (llvm::StringRef(text).starts_with("pack")) {
      record_.packs = true;
    } else if (kept(text)) {
      record_.pragmas.push_back({where, expanded(text)});
    }
  }

  void MacroExpands(const clang::Token& name, const clang::MacroDefinition&,
                    clang::SourceRange range, const clang::MacroArgs*) override {
    const llvm::StringRef text = name.getIdentifierInfo()->getName();
    if (text == "__DATE__" || text == "__TIME__" || text == "__TIMESTAMP__")
      record_.clocks.push_back({range.getBegin(), text.str()});
  }

 private:
  static bool kept(llvm::StringRef text) {
    return text.starts_with("unroll") || text.starts_with("nounroll");
  }

  /// The rest of the line of a #pragma that is just being read, or the text of a _Pragma.
  std::string rest_of_line() const {
    const auto* lexer = static_cast<const clang::Lexer*>(preprocessor_.getCurrentLexer());
    const llvm::StringRef buffer = lexer->getBuffer();
    llvm::StringRef rest = buffer.substr(lexer->getBufferLocation() - buffer.data());
    rest = rest.substr(0, rest.find('\n'));
    return rest.substr(0, rest.find("//")).trim().str();
  }

  /// A macro in the #pragma's argument stands for its value: the CUDA variant has no macros.
  std::string expanded(const std::string& text) const {
    const std::size_t space = text.find_first_of(" \t(");
    if (space == std::string::npos) return text;
    llvm::StringRef argument = llvm::StringRef(text).substr(space).trim(" \t()");
    std::string value = argument.str();
    for (int depth = 0; depth < 16; ++depth) {
      const clang::MacroInfo* macro = macro_named(value);
      if (macro == nullptr) break;
      value.clear();
      for (const clang::Token& token : macro->tokens())
        value += (value.empty() ? "" : " ") + preprocessor_.getSpelling(token);
    }
    return text.substr(0, space) + " " + value;
  }

  const clang::MacroInfo* macro_named(llvm::StringRef name) const {
    if (!clang::isValidAsciiIdentifier(name)) return nullptr;
    const clang::MacroInfo* macro =
        preprocessor_.getMacroInfo(preprocessor_.getIdentifierInfo(name));
    return macro != nullptr && macro->isObjectLike() ? macro : nullptr;
  }

  PreprocessorRecord& record_;
  clang::Preprocessor& preprocessor_;
  const clang::SourceManager& sources_;
  std::string own_headers_;
};

}  // namespace

std::unique_ptr<clang::PPCallbacks> record_preprocessor(PreprocessorRecord& record,
                                                        clang::Preprocessor& preprocessor,
                                                        std::string own_headers) {
  return std::make_unique<Callbacks>(record, preprocessor, std::move(own_headers));
}

bool is_users(const clang::SourceManager& sources, clang::SourceLocation where,
              const std::string& own_headers) {
  const clang::SourceLocation expansion = sources.getExpansionLoc(where);
  if (expansion.isInvalid() || sources.isInSystemHeader(expansion)) return false;
  const std::string path = path_of(sources, sources.getFileID(expansion));
  return !path.empty() && path.rfind(own_headers, 0) != 0;
}

}  // namespace larder::generate
