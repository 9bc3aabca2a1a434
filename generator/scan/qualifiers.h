// __host__ and __device__ on one declaration of a function and not on another. nvcc takes a
// function to be for all that any of its declarations names; Clang takes those for two functions.
// The scan therefore reads such a source again, with the words on each declaration.
#ifndef LARDER_GENERATOR_SCAN_QUALIFIERS_H
#define LARDER_GENERATOR_SCAN_QUALIFIERS_H

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// Words to be inserted into files: by file name, then by offset in bytes.
using AddedWords = std::map<std::string, std::map<unsigned, std::string>>;

/// Adds `more` to `words`, whose offsets are those of the files without words. False if there is
/// nothing to add, or nothing new.
[[nodiscard]] bool add(const AddedWords& more, AddedWords& words);

/// Puts the words into files that a compiler will read.
void add_words(const AddedWords& words, clang::CompilerInstance& compiler);

/// Clang's messages, held back until it is known whether the source is read again.
class HeldDiagnostics : public clang::DiagnosticConsumer {
 public:
  /// `command` has the flags of Clang that say how messages look.
  explicit HeldDiagnostics(const std::vector<std::string>& command);

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                        const clang::Diagnostic& diagnostic) override;
  void BeginSourceFile(const clang::LangOptions& language,
                       const clang::Preprocessor* preprocessor) override;
  void EndSourceFile() override;

  /// The words that declarations lack, of which Clang said that they differ from earlier ones.
  [[nodiscard]] AddedWords lacking(clang::ASTContext& context) const;
  void show();

 private:
  std::string text_;
  llvm::raw_string_ostream stream_;
  std::unique_ptr<clang::DiagnosticOptions> options_;
  std::unique_ptr<clang::TextDiagnosticPrinter> printer_;
  std::set<clang::SourceLocation> differing_;  ///< of functions' names
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_QUALIFIERS_H
