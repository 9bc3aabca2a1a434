// The first of Clang's errors, for a text that no user wrote: nothing is printed.
#ifndef LARDER_GENERATOR_SCAN_FIRST_ERROR_H
#define LARDER_GENERATOR_SCAN_FIRST_ERROR_H

#include <string>

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

class FirstError : public clang::DiagnosticConsumer {
 public:
  std::string text;  ///< without its place; empty: there was none

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                        const clang::Diagnostic& diagnostic) override {
    DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
    if (level < clang::DiagnosticsEngine::Error || !text.empty()) return;
    llvm::SmallString<128> message;
    diagnostic.FormatDiagnostic(message);
    text = message.str();
  }
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_FIRST_ERROR_H
