// What the preprocessor saw: inclusions, and #pragmas in code.
#ifndef LARDER_GENERATOR_SCAN_PREPROCESSOR_RECORD_H
#define LARDER_GENERATOR_SCAN_PREPROCESSOR_RECORD_H

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "generator/scan/pch/clang.h"
#include "generator/scan/tokens.h"

namespace larder::generate {

/// One #include that was carried out or skipped because of its guard.
struct Inclusion {
  clang::SourceLocation hash;         ///< the directive's '#'
  clang::CharSourceRange name_range;  ///< "name" or <name>
  std::string name;                   ///< without quotes
  bool angled = false;
  const clang::FileEntry* file = nullptr;
  std::string path;       ///< of the file, as Clang opened it
  clang::FileID entered;  ///< invalid where it was skipped
};

/// A use of __DATE__, __TIME__ or __TIMESTAMP__.
struct ClockMacro {
  clang::SourceLocation where;
  std::string name;
};

struct PreprocessorRecord {
  std::vector<Inclusion> inclusions;
  std::vector<Pragma> pragmas;              ///< those inside code: unroll, ...
  std::vector<clang::SourceLocation> once;  ///< of each `#pragma once`
  std::set<std::string> dependencies;       ///< every file read
  std::vector<ClockMacro> clocks;           ///< in the order of the source
  bool packs = false;                       ///< there is a #pragma pack in a user's file
};

/// Callbacks that fill `record`, which must outlive the preprocessor. `own_headers` is the folder
/// of Larder's public headers: #pragmas there are not the user's.
[[nodiscard]] std::unique_ptr<clang::PPCallbacks> record_preprocessor(
    PreprocessorRecord& record, clang::Preprocessor& preprocessor, std::string own_headers);

/// Whether a place is in the user's own code: not a system header, not one of Larder's.
[[nodiscard]] bool is_users(const clang::SourceManager& sources, clang::SourceLocation where,
                            const std::string& own_headers);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_PREPROCESSOR_RECORD_H
