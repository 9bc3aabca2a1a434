// Every message of the generator itself, reported through Clang so that it looks like Clang's own:
// file:line:column, the line, a caret, and a fix if it is certain.
#ifndef LARDER_GENERATOR_SYNTAX_DIAGNOSTICS_H
#define LARDER_GENERATOR_SYNTAX_DIAGNOSTICS_H

#include <string>

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

enum class Message {
  kMember,
  kReference,
  kVariadic,
  kNotCopyable,
  kMarkedTwice,
  kNotDefined,
  kNotInstantiated,
  kUnnameable,
  kAssembly,
  kEmptyOnHost,
  kDynamicParallelism,
  kDeviceRuntime,
  kClock,
  kUndefinedFunction,
  kUndefinedVariable,
  kManaged,
  kReachedFrom,
  kDeclaredHere,
  kFirstMark,
  kLaunchSyntax,
  kGenerated,
  kUnroll,
  kUnmarkedLaunch,
  kCpuOnly,
  kConstantWrite,
};

/// Reports `message` at `where`, with its arguments in the order of its text. The result takes
/// further arguments, ranges and fixes.
clang::DiagnosticBuilder report(clang::DiagnosticsEngine& engine, Message message,
                                clang::SourceLocation where);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_DIAGNOSTICS_H
