// The text of a file as the scan reads it: in Clang's spelling, and with the bodies that are for
// GPUs alone.
#ifndef LARDER_GENERATOR_SYNTAX_FILE_TEXT_H
#define LARDER_GENERATOR_SYNTAX_FILE_TEXT_H

#include <span>

#include "generator/model/model.h"
#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// Replaces the content of a file that no code has been read from, if need be.
void replace_text(clang::SourceManager& sources, clang::FileEntryRef file,
                  const clang::LangOptions& language, std::span<const GpuBody> bodies);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_FILE_TEXT_H
