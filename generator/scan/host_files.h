// From edits of tokens to edits of files: the text that the host source, or the whole text, is made
// of.
//
// A header that needs edits can't be included unchanged. So its text, and that of the files that
// include it, replaces the #include in the host source.
#ifndef LARDER_GENERATOR_SCAN_HOST_FILES_H
#define LARDER_GENERATOR_SCAN_HOST_FILES_H

#include <set>
#include <string>
#include <vector>

#include "generator/lower/fibers/shared_edits.h"
#include "generator/model/model.h"
#include "generator/syntax/preprocessor_record.h"
#include "generator/syntax/tokens.h"

namespace larder::generate {

/// The reader of the text.
struct Reader {
  std::string folder;    ///< where the text goes: #include "..." of files beside their includer is
                         ///< written relative to it
  bool is_nvcc = false;  ///< it needs CUDA's words, and #pragmas, if a macro is expanded
  /// Headers to be inlined without an edit: code contains their names, and a compiler that opens
  /// them itself would use the paths where it finds them.
  std::set<clang::FileID> inlined = {};
};

/// The source itself first, then every header to be inlined.
[[nodiscard]] std::vector<HostFile> host_files(const TokenTable& tokens, const TokenEdits& edits,
                                               const PreprocessorRecord& preprocessor,
                                               const Reader& reader);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_HOST_FILES_H
