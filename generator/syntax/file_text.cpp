#include "generator/syntax/file_text.h"

#include <optional>
#include <string>

#include "generator/syntax/gpu_bodies.h"
#include "generator/syntax/nvcc_spellings.h"
#include "generator/syntax/paths.h"

namespace larder::generate {

void replace_text(clang::SourceManager& sources, clang::FileEntryRef file,
                  const clang::LangOptions& language, std::span<const GpuBody> bodies) {
  const std::optional<llvm::MemoryBufferRef> content = sources.getMemoryBufferForFileOrNone(file);
  if (!content) return;
  std::optional<std::string> text = in_clangs_spelling(content->getBuffer(), language);
  if (auto with_bodies = with_gpu_bodies(text ? llvm::StringRef(*text) : content->getBuffer(),
                                         relative_path(file.getName()), bodies))
    text = std::move(with_bodies);
  if (text)
    sources.overrideFileContents(
        file, llvm::MemoryBuffer::getMemBufferCopy(*text, content->getBufferIdentifier()));
}

}  // namespace larder::generate
