#include "generator/macros/exchange.h"

#include <algorithm>

#include "generator/syntax/macro_text.h"

namespace larder::generate {
namespace {

bool is_question(llvm::StringRef name) {
  return std::ranges::find(kQuestions, std::string_view(name)) != kQuestions.end();
}

}  // namespace

clang::MacroInfo* Exchange::now(const clang::IdentifierInfo* name) const {
  return preprocessor_.getMacroInfo(name);
}

void Exchange::set(clang::IdentifierInfo* name, clang::MacroInfo* macro) const {
  if (macro != now(name)) set_macro(name->getName().str(), macro, preprocessor_);
}

bool Exchange::is_from_file(const clang::MacroInfo* macro) const {
  if (macro == nullptr || macro->isBuiltinMacro()) return false;
  const clang::SourceManager& sources = preprocessor_.getSourceManager();
  return sources.getFileEntryForID(sources.getFileID(macro->getDefinitionLoc())) != nullptr;
}

void Exchange::consider(clang::IdentifierInfo* name) {
  Name& entry = names_[name];
  if (entry.takes_part || entry.left_alone) return;
  clang::MacroInfo* macro = now(name);
  // A definition in a file is the same for every compiler that reads the file.
  if (is_from_file(macro)) return;
  const std::string text = name->getName().str();
  const auto own = own_.macros.find(text);
  const bool question = is_question(text);
  if (question && (macro == nullptr || own_.questions.contains(text))) return;
  if (own == own_.macros.end() && !question && (macro == nullptr || macro->isBuiltinMacro()))
    return;
  if (own != own_.macros.end() && macro != nullptr &&
      (macro->isBuiltinMacro() || macro_text(*macro, preprocessor_) == own->second))
    return;
  entry.takes_part = true;
  entry.toolchains = macro;
  entry.users = own == own_.macros.end() ? nullptr : make_macro(text, own->second, preprocessor_);
  exchanged_.push_back(name);
  if (in_user_) set(name, entry.users);
}

void Exchange::enter_user() {
  in_user_ = true;
  for (clang::IdentifierInfo* name : exchanged_) {
    Name& entry = names_[name];
    entry.left_alone = now(name) != entry.toolchains;  // a header's work
    if (!entry.left_alone) set(name, entry.users);
  }
  drop_left_alone();
}

void Exchange::leave_user() {
  in_user_ = false;
  for (clang::IdentifierInfo* name : exchanged_) {
    Name& entry = names_[name];
    entry.left_alone = now(name) != entry.users;  // the user's own #define or #undef
    if (!entry.left_alone) set(name, entry.toolchains);
  }
  drop_left_alone();
}

void Exchange::drop_left_alone() {
  std::erase_if(exchanged_, [&](const auto* name) {
    Name& entry = names_[name];
    if (entry.left_alone) entry.takes_part = false;
    return entry.left_alone;
  });
}

bool Exchange::is_files(const clang::IdentifierInfo* name) const {
  const auto found = names_.find(name);
  const bool exchanged = in_user_ && found != names_.end() && found->second.takes_part &&
                         now(name) == found->second.users;
  return is_from_file(exchanged ? found->second.toolchains : now(name));
}

std::optional<std::string> Exchange::text(const clang::IdentifierInfo* name) const {
  const clang::MacroInfo* macro = now(name);
  if (macro == nullptr) return std::nullopt;
  return macro_text(*macro, preprocessor_);
}

}  // namespace larder::generate
