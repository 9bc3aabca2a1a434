#include "generator/macros/outside_macros.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "generator/syntax/paths.h"

namespace larder::generate {
namespace {

/// Names that belong to compilers and libraries, and that a flag of the command decides. Their
/// other names identify the compiler, which here is another one anyway.
constexpr std::array<std::string_view, 18> kByFlags = {
    "__OPTIMIZE__",  "__OPTIMIZE_SIZE__", "__FAST_MATH__",       "__FINITE_MATH_ONLY__",
    "_OPENMP",       "_REENTRANT",        "__CHAR_UNSIGNED__",   "__STRICT_ANSI__",
    "__EXCEPTIONS",  "__cpp_exceptions",  "__GXX_RTTI",          "__cpp_rtti",
    "__cpp_char8_t", "__cplusplus",       "_GLIBCXX_ASSERTIONS", "_GLIBCXX_DEBUG",
    "_GNU_SOURCE",   "_FILE_OFFSET_BITS"};

bool is_reserved(llvm::StringRef name) {
  return name.contains("__") ||
         (name.size() > 1 && name[0] == '_' && std::isupper(static_cast<unsigned char>(name[1])));
}

/// The toolkit and the scan define CUDA's own names.
bool is_cudas(llvm::StringRef name) {
  return name.starts_with("CUDA") || name.starts_with("NV_") || name == "LARDER_SCAN";
}

bool by_flags(llvm::StringRef name) {
  return std::find(kByFlags.begin(), kByFlags.end(), std::string_view(name)) != kByFlags.end();
}

}  // namespace

class OutsideCallbacks : public clang::PPCallbacks {
 public:
  OutsideCallbacks(OutsideMacros& record, clang::Preprocessor& preprocessor,
                   const UserCode& user_code)
      : record_(record),
        preprocessor_(preprocessor),
        sources_(preprocessor.getSourceManager()),
        user_code_(user_code) {}

  void MacroDefined(const clang::Token& name, const clang::MacroDirective* directive) override {
    note_file(name, directive->getLocation());
  }
  void MacroUndefined(const clang::Token& name, const clang::MacroDefinition&,
                      const clang::MacroDirective*) override {
    note_file(name, name.getLocation());
  }
  void Ifdef(clang::SourceLocation where, const clang::Token& name,
             const clang::MacroDefinition& macro) override {
    ask(name, macro, where, false);
  }
  void Ifndef(clang::SourceLocation where, const clang::Token& name,
              const clang::MacroDefinition& macro) override {
    ask(name, macro, where, false);
  }
  void Elifdef(clang::SourceLocation where, const clang::Token& name,
               const clang::MacroDefinition& macro) override {
    ask(name, macro, where, false);
  }
  void Elifndef(clang::SourceLocation where, const clang::Token& name,
                const clang::MacroDefinition& macro) override {
    ask(name, macro, where, false);
  }
  void Defined(const clang::Token& name, const clang::MacroDefinition& macro,
               clang::SourceRange range) override {
    ask(name, macro, range.getBegin(), false);
  }
  void MacroExpands(const clang::Token& name, const clang::MacroDefinition& macro,
                    clang::SourceRange range, const clang::MacroArgs*) override {
    ask(name, macro, range.getBegin(), true);
  }
  void If(clang::SourceLocation, clang::SourceRange condition, ConditionValueKind) override {
    ask_undefined(condition);
  }
  void Elif(clang::SourceLocation, clang::SourceRange condition, ConditionValueKind,
            clang::SourceLocation) override {
    ask_undefined(condition);
  }

 private:
  void note_file(const clang::Token& name, clang::SourceLocation where) {
    if (is_of_file(where)) record_.of_files_.insert(name.getIdentifierInfo()->getName().str());
  }

  bool is_of_file(clang::SourceLocation where) const {
    return where.isValid() && !sources_.isWrittenInBuiltinFile(where) &&
           !sources_.isWrittenInCommandLineFile(where);
  }

  /// A name in a condition that is not a macro counts as 0 there.
  void ask_undefined(clang::SourceRange condition) {
    if (condition.isInvalid() || !user_code_.contains(condition.getBegin())) return;
    const auto [file, begin] = sources_.getDecomposedLoc(condition.getBegin());
    const auto [same, end] = sources_.getDecomposedLoc(condition.getEnd());
    const llvm::StringRef text = sources_.getBufferData(file);
    if (same != file || end > text.size()) return;
    clang::Lexer lexer(sources_.getLocForStartOfFile(file), preprocessor_.getLangOpts(),
                       text.begin(), text.begin() + begin, text.end());
    for (clang::Token token; !lexer.LexFromRawLexer(token);) {
      if (sources_.getFileOffset(token.getLocation()) > end) break;
      if (!token.is(clang::tok::raw_identifier) || token.getRawIdentifier() == "defined") continue;
      clang::IdentifierInfo* name = preprocessor_.LookUpIdentifierInfo(token);
      if (name->isCPlusPlusOperatorKeyword()) continue;  // "not"
      const clang::MacroDefinition macro = preprocessor_.getMacroDefinition(name);
      if (macro.getMacroInfo() == nullptr) ask(token, macro, token.getLocation(), true);
    }
  }

  void ask(const clang::Token& token, const clang::MacroDefinition& macro,
           clang::SourceLocation where, bool value) {
    const clang::IdentifierInfo* identifier = token.getIdentifierInfo();
    if (identifier == nullptr) return;
    const std::string name = identifier->getName().str();
    const clang::MacroInfo* info = macro.getMacroInfo();
    if (!counts(name, info, where)) return;
    auto [at, fresh] = record_.asked_.try_emplace(name);
    OutsideMacro& asked = at->second;
    if (fresh) asked = describe(name, info, where);
    asked.asked_for_value |= value;
  }

  bool counts(const std::string& name, const clang::MacroInfo* info,
              clang::SourceLocation where) const {
    if (record_.of_files_.count(name) != 0 || is_cudas(name)) return false;
    if (info != nullptr && info->isBuiltinMacro()) return false;  // __LINE__ and the like
    const bool commanded = record_.commanded_.count(name) != 0;
    const Origin origin = user_code_.origin(where);
    if (origin != Origin::kUser) return name == "NDEBUG" && origin == Origin::kSystem;
    if (commanded || by_flags(name)) return true;
    return info == nullptr && !is_reserved(name);
  }

  OutsideMacro describe(const std::string& name, const clang::MacroInfo* info,
                        clang::SourceLocation where) const {
    OutsideMacro out;
    out.name = name;
    const clang::PresumedLoc place = sources_.getPresumedLoc(sources_.getExpansionLoc(where));
    if (place.isValid()) out.where = {relative_path(place.getFilename()), place.getLine(), 0};
    if (info == nullptr) return out;
    out.defined = true;
    out.has_value = info->isObjectLike();
    for (const clang::Token& token : info->tokens()) {
      if (token.hasLeadingSpace() && !out.value.empty()) out.value += ' ';
      out.value += preprocessor_.getSpelling(token);
      // If another macro expands to it, the difference is that macro's.
      const clang::IdentifierInfo* inner = token.getIdentifierInfo();
      if (inner != nullptr && inner->hasMacroDefinition()) out.has_value = false;
    }
    return out;
  }

  OutsideMacros& record_;
  clang::Preprocessor& preprocessor_;
  const clang::SourceManager& sources_;
  const UserCode& user_code_;
};

OutsideMacros::OutsideMacros(const std::vector<std::string>& flags) {
  for (const std::string& flag : flags) {
    const llvm::StringRef text(flag);
    if (text.starts_with("-D") || text.starts_with("-U"))
      commanded_.insert(
          text.substr(2).take_until([](char c) { return c == '=' || c == '('; }).str());
  }
}

std::unique_ptr<clang::PPCallbacks> OutsideMacros::record(clang::Preprocessor& preprocessor,
                                                          const UserCode& user_code) {
  return std::make_unique<OutsideCallbacks>(*this, preprocessor, user_code);
}

std::vector<OutsideMacro> OutsideMacros::asked(const clang::Preprocessor& preprocessor) const {
  std::vector<OutsideMacro> out;
  for (const auto& [name, macro] : asked_) {
    const clang::MacroInfo* now = preprocessor.getMacroInfo(preprocessor.getIdentifierInfo(name));
    if (macro.defined || now == nullptr || !now->isUsedForHeaderGuard()) out.push_back(macro);
  }
  return out;
}

}  // namespace larder::generate
