// The preprocessor's findings: inclusions, and #pragmas in code.
#ifndef LARDER_GENERATOR_SYNTAX_PREPROCESSOR_RECORD_H
#define LARDER_GENERATOR_SYNTAX_PREPROCESSOR_RECORD_H

#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "generator/syntax/pch/clang.h"
#include "generator/syntax/tokens.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// One #include that was carried out or skipped because of its guard.
struct Inclusion {
  clang::SourceLocation hash;         ///< the directive's '#'
  clang::CharSourceRange name_range;  ///< "name" or <name>
  std::string name;                   ///< without quotes
  bool angled = false;
  const clang::FileEntry* file = nullptr;
  std::string path;       ///< of the file, as Clang opened it
  clang::FileID entered;  ///< invalid if it was skipped
};

/// An #elif, #else or #endif, and the #if that it belongs to. A taken #elifdef is left out: its
/// #endif gives the same information.
struct Branch {
  clang::SourceLocation where;
  clang::SourceLocation opened;
};

/// A use of __DATE__, __TIME__ or __TIMESTAMP__.
struct ClockMacro {
  clang::SourceLocation where;
  std::string name;
};

struct PreprocessorRecord {
  std::vector<Inclusion> inclusions;
  std::vector<Pragma> operators;            ///< each _Pragma in a user's file, as it is written
  std::vector<Pragma> gpu_bodies;           ///< the operators at their ends, as directives' words
  std::vector<Pragma> pragmas;              ///< those inside code: unroll, ...
  std::vector<clang::SourceLocation> once;  ///< of each `#pragma once`
  std::vector<Branch> branches;             ///< in the order of the source; not in skipped text
  std::set<std::string> dependencies;       ///< every file read
  std::set<clang::FileID> users;            ///< the user's own files, including the source
  std::set<clang::FileID> named;            ///< those of them that contain __FILE__
  std::vector<ClockMacro> clocks;           ///< in the order of the source
  bool packs = false;                       ///< there is a #pragma pack in a user's file
};

/// Callbacks that fill `record`, and that have each file read as file_text.h says. All arguments
/// must outlive the preprocessor.
[[nodiscard]] std::unique_ptr<clang::PPCallbacks> record_preprocessor(
    PreprocessorRecord& record, clang::Preprocessor& preprocessor, const UserCode& user_code,
    std::span<const GpuBody> gpu_bodies);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_PREPROCESSOR_RECORD_H
