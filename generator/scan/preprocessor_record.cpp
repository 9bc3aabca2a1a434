#include "generator/scan/preprocessor_record.h"

#include <filesystem>
#include <utility>

#include "generator/scan/paths.h"

namespace larder::generate {
namespace {

bool asks_for_pass(llvm::StringRef macro) {
  return macro == "__CUDA_ARCH__" || macro == "__CUDACC__" || macro == "__NVCC__" ||
         macro == "__CUDA_ARCH_LIST__" || macro == "__CUDA__";
}

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
    if (is_users(sources_, sources_.getLocForStartOfFile(file), own_headers_))
      record_.users.insert(file);
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

  void Ifdef(clang::SourceLocation where, const clang::Token& name,
             const clang::MacroDefinition&) override {
    note_question(where, name);
  }
  void Ifndef(clang::SourceLocation where, const clang::Token& name,
              const clang::MacroDefinition&) override {
    note_question(where, name);
  }
  void Elif(clang::SourceLocation where, clang::SourceRange, ConditionValueKind,
            clang::SourceLocation opened) override {
    record_.branches.push_back({where, opened});
  }
  void Elifdef(clang::SourceLocation where, clang::SourceRange,
               clang::SourceLocation opened) override {
    record_.branches.push_back({where, opened});
  }
  void Elifndef(clang::SourceLocation where, clang::SourceRange,
                clang::SourceLocation opened) override {
    record_.branches.push_back({where, opened});
  }
  void Else(clang::SourceLocation where, clang::SourceLocation opened) override {
    record_.branches.push_back({where, opened});
  }
  void Endif(clang::SourceLocation where, clang::SourceLocation opened) override {
    record_.branches.push_back({where, opened});
  }
  void Defined(const clang::Token& name, const clang::MacroDefinition&,
               clang::SourceRange range) override {
    note_question(range.getBegin(), name);
  }
  void MacroExpands(const clang::Token& name, const clang::MacroDefinition&,
                    clang::SourceRange range, const clang::MacroArgs*) override {
    note_question(range.getBegin(), name);
    const llvm::StringRef text = name.getIdentifierInfo()->getName();
    if (text == "__DATE__" || text == "__TIME__" || text == "__TIMESTAMP__")
      record_.clocks.push_back({range.getBegin(), text.str()});
    if (text == "__FILE__" && is_users(sources_, range.getBegin(), own_headers_))
      record_.named.insert(sources_.getFileID(sources_.getExpansionLoc(range.getBegin())));
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

  /// Clang's own headers for CUDA hold nothing that nvcc sees.
  bool is_clangs(clang::SourceLocation where) const {
    const std::string path = path_of(sources_, sources_.getFileID(sources_.getExpansionLoc(where)));
    return path.find("/cuda_wrappers/") != std::string::npos ||
           path.find("/__clang_") != std::string::npos;
  }

  void note_question(clang::SourceLocation where, const clang::Token& name) {
    const clang::IdentifierInfo* identifier = name.getIdentifierInfo();
    if (identifier == nullptr || !asks_for_pass(identifier->getName())) return;
    // A system header that asks for __CUDA_ARCH__ holds device code; one that asks whether this is
    // CUDA at all (libstdc++ does) only makes itself fit.
    const bool foreign = sources_.isInSystemHeader(sources_.getExpansionLoc(where)) &&
                         identifier->getName() == "__CUDA_ARCH__" && !is_clangs(where);
    if (foreign || is_users(sources_, where, own_headers_)) record_.pass_dependent = true;
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
