#include "generator/syntax/preprocessor_record.h"

#include <filesystem>
#include <utility>

#include "generator/syntax/diagnostics.h"
#include "generator/syntax/file_text.h"
#include "generator/syntax/gpu_bodies.h"
#include "generator/syntax/paths.h"

namespace larder::generate {
namespace {

/// A token may continue on the next line.
std::string without_splices(llvm::StringRef token) {
  std::string out;
  while (!token.empty()) {
    const auto [before, after] = token.split('\\');
    out += before;
    token = after.ltrim();
  }
  return out;
}

class Callbacks : public clang::PPCallbacks {
 public:
  Callbacks(PreprocessorRecord& record, clang::Preprocessor& preprocessor,
            const UserCode& user_code, std::span<const GpuBody> gpu_bodies)
      : record_(record),
        preprocessor_(preprocessor),
        sources_(preprocessor.getSourceManager()),
        user_code_(user_code),
        gpu_bodies_(gpu_bodies) {}

  // The parameter list differs between Clang's versions after the ones used here.
  void InclusionDirective(clang::SourceLocation hash, const clang::Token&, llvm::StringRef name,
                          bool angled, clang::CharSourceRange range,
                          clang::OptionalFileEntryRef file, llvm::StringRef, llvm::StringRef,
                          const clang::Module*, bool, clang::SrcMgr::CharacteristicKind) override {
    if (!file) {
      report(preprocessor_.getDiagnostics(), Message::kGenerated, range.getBegin())
          << range.getAsRange();
      return;
    }
    record_.inclusions.push_back({hash, range, name.str(), angled, &file->getFileEntry(),
                                  file->getName().str(), clang::FileID()});
    if (record_.dependencies.insert(relative_path(file->getName())).second)
      replace_text(preprocessor_.getSourceManager(), *file, preprocessor_.getLangOpts(),
                   gpu_bodies_);
  }

  void LexedFileChanged(clang::FileID file, LexedFileChangeReason reason,
                        clang::SrcMgr::CharacteristicKind, clang::FileID,
                        clang::SourceLocation) override {
    if (reason != LexedFileChangeReason::EnterFile) return;
    const std::string path = path_of(sources_, file);
    if (!path.empty()) record_.dependencies.insert(path);
    if (user_code_.contains(sources_.getLocForStartOfFile(file))) record_.users.insert(file);
    const clang::FileEntry* entry = sources_.getFileEntryForID(file);
    if (entry == nullptr || record_.inclusions.empty()) return;
    Inclusion& last = record_.inclusions.back();
    if (last.entered.isInvalid() && last.file == entry) last.entered = file;
  }

  void PragmaDirective(clang::SourceLocation where,
                       clang::PragmaIntroducerKind introducer) override {
    if (!user_code_.contains(where)) return;
    const std::string text = rest_of_directive();
    if (introducer == clang::PIK__Pragma && !gpu_body_lines(text).empty())
      record_.gpu_bodies.push_back({where, text});
    else if (introducer == clang::PIK__Pragma)
      record_.operators.push_back({where, "_Pragma(\"" + clang::Lexer::Stringify(text) + "\")"});
    const llvm::StringRef word = llvm::StringRef(text).split(' ').first;
    if (word == "once") {
      record_.once.push_back(where);
    } else if (word == "pack") {
      record_.packs = true;
    } else if (word == "unroll" || word == "nounroll") {
      record_.pragmas.push_back({where, text});
    }
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
  void MacroExpands(const clang::Token& name, const clang::MacroDefinition&,
                    clang::SourceRange range, const clang::MacroArgs*) override {
    const llvm::StringRef text = name.getIdentifierInfo()->getName();
    if (text == "__DATE__" || text == "__TIME__" || text == "__TIMESTAMP__")
      record_.clocks.push_back({range.getBegin(), text.str()});
    if (text == "__FILE__" && user_code_.contains(range.getBegin()))
      record_.named.insert(sources_.getFileID(sources_.getExpansionLoc(range.getBegin())));
  }

 private:
  /// The words of the current #pragma or _Pragma, after the introducer.
  std::string rest_of_directive() const {
    const auto* current = static_cast<const clang::Lexer*>(preprocessor_.getCurrentLexer());
    const llvm::StringRef buffer = current->getBuffer();
    clang::Lexer lexer(clang::SourceLocation(), preprocessor_.getLangOpts(), buffer.begin(),
                       current->getBufferLocation(), buffer.end());
    std::string text;
    clang::Token token;
    for (lexer.LexFromRawLexer(token); token.isNot(clang::tok::eof); lexer.LexFromRawLexer(token)) {
      if (!text.empty() && token.isAtStartOfLine()) break;
      if (!text.empty()) text += ' ';
      text += without_splices({lexer.getBufferLocation() - token.getLength(), token.getLength()});
    }
    return text;
  }

  PreprocessorRecord& record_;
  clang::Preprocessor& preprocessor_;
  const clang::SourceManager& sources_;
  const UserCode& user_code_;
  std::span<const GpuBody> gpu_bodies_;
};

}  // namespace

std::unique_ptr<clang::PPCallbacks> record_preprocessor(PreprocessorRecord& record,
                                                        clang::Preprocessor& preprocessor,
                                                        const UserCode& user_code,
                                                        std::span<const GpuBody> gpu_bodies) {
  return std::make_unique<Callbacks>(record, preprocessor, user_code, gpu_bodies);
}

}  // namespace larder::generate
