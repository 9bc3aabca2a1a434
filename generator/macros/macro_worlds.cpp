#include "generator/macros/macro_worlds.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "generator/macros/exchange.h"
#include "generator/syntax/paths.h"

namespace larder::generate {
namespace {

/// Questions that a preprocessor answers itself; Clang's answer may differ from the device
/// compiler's.
bool is_unanswerable(llvm::StringRef name) {
  constexpr std::array<std::string_view, 5> kCounters = {
      "__COUNTER__", "__INCLUDE_LEVEL__", "__BASE_FILE__", "__TIMESTAMP__", "__FLT_EVAL_METHOD__"};
  const std::string_view text = name;
  return std::ranges::find(kQuestions, text) != kQuestions.end() ||
         std::ranges::find(kCounters, text) != kCounters.end();
}

/// nvcc does not see the content of Clang's own headers for CUDA.
bool is_clang_header(llvm::StringRef path) {
  return path.contains("/cuda_wrappers/") || path.contains("/__clang_");
}

class Worlds : public clang::PPCallbacks {
 public:
  Worlds(const MacroWorld& own, const MacroWorld* other, Origins& origins,
         clang::Preprocessor& preprocessor, MacroQuestions& questions)
      : own_(own),
        other_(other),
        origins_(origins),
        preprocessor_(preprocessor),
        sources_(preprocessor.getSourceManager()),
        questions_(questions),
        exchange_(own, preprocessor) {}

  void FileChanged(clang::SourceLocation where, FileChangeReason reason,
                   clang::SrcMgr::CharacteristicKind, clang::FileID) override {
    if (reason != EnterFile && reason != ExitFile) return;
    const clang::FileID file = sources_.getFileID(where);
    // Clang opens the source first, and reads its own definitions before the first line.
    if (file != sources_.getMainFileID()) has_begun_ = true;
    if (!has_begun_) return;
    const bool users = origins_.of(file) == FileOrigin::kUser;
    if (users != exchange_.in_user()) users ? exchange_.enter_user() : exchange_.leave_user();
    if (users && read_.insert(sources_.getFileEntryForID(file)).second) read(file);
  }

  void Ifdef(clang::SourceLocation where, const clang::Token& name,
             const clang::MacroDefinition&) override {
    ask(where, name);
  }
  void Ifndef(clang::SourceLocation where, const clang::Token& name,
              const clang::MacroDefinition&) override {
    ask(where, name);
  }
  void Elifdef(clang::SourceLocation where, const clang::Token& name,
               const clang::MacroDefinition&) override {
    ask(where, name);
    leave_directive_open("#elifdef", where);
  }
  void Elifndef(clang::SourceLocation where, const clang::Token& name,
                const clang::MacroDefinition&) override {
    ask(where, name);
    leave_directive_open("#elifndef", where);
  }
  // These are of a group that is skipped.
  void Elifdef(clang::SourceLocation where, clang::SourceRange, clang::SourceLocation) override {
    leave_directive_open("#elifdef", where);
  }
  void Elifndef(clang::SourceLocation where, clang::SourceRange, clang::SourceLocation) override {
    leave_directive_open("#elifndef", where);
  }
  void Defined(const clang::Token& name, const clang::MacroDefinition&,
               clang::SourceRange range) override {
    ask(range.getBegin(), name);
  }
  void MacroExpands(const clang::Token& name, const clang::MacroDefinition& definition,
                    clang::SourceRange range, const clang::MacroArgs* arguments) override {
    ask(range.getBegin(), name);
    if (!exchange_.in_user()) return;
    if (arguments != nullptr) enter_call(range);
    clang::IdentifierInfo* identifier = name.getIdentifierInfo();
    const clang::MacroInfo* macro = definition.getMacroInfo();
    const bool pasted = !exchange_.was_considered(identifier);
    if (is_unanswerable(identifier->getName()) || (pasted && differs_from_own(identifier)))
      leave_open(identifier->getName(), range.getBegin());
    if ((identifier->isStr("__LINE__") && is_in_long_call(range.getBegin())) ||
        (identifier->isStr("__FILE__") && is_named_by_clang(range.getBegin())))
      questions_.unanswered.push_back(
          {identifier->getName().str(), location_at(range.getBegin()), {}, false});
    if (macro == nullptr || !expanded_.insert(macro).second) return;
    for (const clang::Token& token : macro->tokens())
      if (clang::IdentifierInfo* mentioned = token.getIdentifierInfo())
        exchange_.consider(mentioned);
  }

 private:
  /// Finds the names that a file of the user mentions, before it is read.
  void read(clang::FileID file) {
    clang::Lexer lexer(file, sources_.getBufferOrFake(file), sources_, preprocessor_.getLangOpts());
    bool directive = false;
    bool condition = false;
    for (clang::Token token; !lexer.LexFromRawLexer(token);) {
      if (token.isAtStartOfLine()) {
        directive = token.is(clang::tok::hash);
        condition = false;
        if (directive) continue;
      }
      if (token.isNot(clang::tok::raw_identifier)) continue;
      clang::IdentifierInfo* name = preprocessor_.LookUpIdentifierInfo(token);
      if (condition) ask_in_condition(name->getName());
      condition = condition || (directive && (name->isStr("if") || name->isStr("elif")));
      directive = false;
      exchange_.consider(name);
    }
  }

  /// #if treats an undefined name as 0, without a callback.
  void ask_in_condition(llvm::StringRef name) {
    questions_.asked.insert(name.str());
    if (other_ != nullptr && other_->macros.contains(std::string_view(name)) &&
        !own_.macros.contains(std::string_view(name)))
      questions_.pass_dependent = true;
  }

  void ask(clang::SourceLocation where, const clang::Token& token) {
    const clang::IdentifierInfo* name = token.getIdentifierInfo();
    if (name == nullptr) return;
    if (!exchange_.in_user()) {
      ask_in_system_header(where, name->getName());
      return;
    }
    questions_.asked.insert(name->getName().str());
    if (other_ != nullptr && !questions_.pass_dependent && differs_from_other(name))
      questions_.pass_dependent = true;
  }

  /// A system header that uses __CUDA_ARCH__ holds device code.
  void ask_in_system_header(clang::SourceLocation where, llvm::StringRef name) {
    if (name != "__CUDA_ARCH__") return;
    const clang::FileID file = sources_.getFileID(sources_.getExpansionLoc(where));
    if (origins_.of(file) == FileOrigin::kLarder || is_clang_header(path_of(sources_, file)))
      return;
    questions_.asked.insert(name.str());
    questions_.pass_dependent = true;
  }

  [[nodiscard]] bool differs_from_other(const clang::IdentifierInfo* name) const {
    // The host compiler reads the same file.
    if (exchange_.is_files(name)) return false;
    const std::string_view text = name->getName();
    const auto found = other_->macros.find(text);
    const std::optional<std::string> here = exchange_.text(name);
    const bool question = std::ranges::find(kQuestions, text) != kQuestions.end();
    if (question) return other_->questions.contains(text) != here.has_value();
    if (found != other_->macros.end()) return here != found->second;
    return here.has_value() && !is_everywhere(name);
  }

  /// __FILE__, __LINE__ and such.
  [[nodiscard]] bool is_everywhere(const clang::IdentifierInfo* name) const {
    const clang::MacroInfo* macro = preprocessor_.getMacroInfo(name);
    return macro != nullptr && macro->isBuiltinMacro();
  }

  [[nodiscard]] bool differs_from_own(const clang::IdentifierInfo* name) const {
    if (exchange_.is_files(name)) return false;
    const auto found = own_.macros.find(std::string_view(name->getName()));
    return found == own_.macros.end() ? !is_everywhere(name)
                                      : exchange_.text(name) != found->second;
  }

  void leave_open(llvm::StringRef name, clang::SourceLocation where) {
    questions_.unanswered.push_back({name.str(), location_at(where), question_at(where),
                                     preprocessor_.isParsingIfOrElifDirective()});
  }

  /// A call in a file, less those among its arguments.
  void enter_call(clang::SourceRange range) {
    if (range.getBegin().isFileID() && !is_in_call(range.getBegin())) call_ = range;
  }

  [[nodiscard]] bool is_in_call(clang::SourceLocation where) const {
    return call_.isValid() && !sources_.isBeforeInTranslationUnit(where, call_.getBegin()) &&
           !sources_.isBeforeInTranslationUnit(call_.getEnd(), where);
  }

  /// In a macro's call over several lines, g++ takes the first one for the call's, Clang the last.
  [[nodiscard]] bool is_in_long_call(clang::SourceLocation where) const {
    clang::SourceRange call = sources_.getExpansionRange(where).getAsRange();
    if (where.isFileID() && is_in_call(where)) call = call_;
    return sources_.getExpansionLineNumber(call.getBegin()) !=
           sources_.getExpansionLineNumber(call.getEnd());
  }

  /// g++ names a header beside a source in the current folder "h.h", Clang "./h.h".
  [[nodiscard]] bool is_named_by_clang(clang::SourceLocation where) const {
    const clang::PresumedLoc place = sources_.getPresumedLoc(sources_.getExpansionLoc(where));
    return place.isValid() && llvm::StringRef(place.getFilename()).starts_with("./");
  }

  /// Clang knows these directives in every standard; g++ passes over them before C++23, unless
  /// GNU's extensions are on.
  void leave_directive_open(const char* name, clang::SourceLocation where) {
    if (exchange_.in_user() && !preprocessor_.getLangOpts().CPlusPlus23)
      questions_.unanswered.push_back({name, location_at(where), {}, true});
  }

  [[nodiscard]] Location location_at(clang::SourceLocation where) const {
    const clang::PresumedLoc place =
        sources_.getPresumedLoc(sources_.getExpansionLoc(where), false);
    if (place.isInvalid()) return {};
    return {relative_path(place.getFilename()), place.getLine(), place.getColumn()};
  }

  /// A macro's name and its arguments, as in the file.
  [[nodiscard]] std::string question_at(clang::SourceLocation where) const {
    if (!where.isFileID()) return {};
    const auto [file, offset] = sources_.getDecomposedLoc(where);
    const llvm::StringRef rest = sources_.getBufferData(file).substr(offset);
    const llvm::StringRef line = rest.take_until([](char c) { return c == '\n' || c == '\\'; });
    int depth = 0;
    for (std::size_t i = line.find('('); i < line.size(); ++i) {
      depth += line[i] == '(' ? 1 : line[i] == ')' ? -1 : 0;
      if (depth == 0) return line.take_front(i + 1).str();
    }
    return {};
  }

  const MacroWorld& own_;
  const MacroWorld* other_;
  Origins& origins_;
  clang::Preprocessor& preprocessor_;
  const clang::SourceManager& sources_;
  MacroQuestions& questions_;
  Exchange exchange_;
  clang::SourceRange call_;  ///< of a macro with arguments, in a file; the last one
  bool has_begun_ = false;
  std::set<const clang::FileEntry*> read_;
  std::set<const clang::MacroInfo*> expanded_;
};

}  // namespace

std::unique_ptr<clang::PPCallbacks> exchange_macros(const MacroWorld& own, const MacroWorld* other,
                                                    Origins& origins,
                                                    clang::Preprocessor& preprocessor,
                                                    MacroQuestions& questions) {
  return std::make_unique<Worlds>(own, other, origins, preprocessor, questions);
}

}  // namespace larder::generate
