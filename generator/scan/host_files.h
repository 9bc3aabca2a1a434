// From edits of tokens to edits of files: the text that the host source is made of.
//
// A header that needs edits can't be included as it is, so its text, and that of the files that
// lead to it, goes into the host source in place of the #include.
#ifndef LARDER_GENERATOR_SCAN_HOST_FILES_H
#define LARDER_GENERATOR_SCAN_HOST_FILES_H

#include <string>
#include <vector>

#include "generator/model/model.h"
#include "generator/scan/preprocessor_record.h"
#include "generator/scan/shared_edits.h"
#include "generator/scan/tokens.h"

namespace larder::generate {

/// The source itself first, then every header to be inlined. `output_folder` is where the host
/// source goes: #include "..." of files beside their includer is written relative to it.
[[nodiscard]] std::vector<HostFile> host_files(const TokenTable& tokens, const TokenEdits& edits,
                                               const PreprocessorRecord& preprocessor,
                                               const std::string& output_folder);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_HOST_FILES_H
