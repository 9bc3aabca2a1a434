// Shared by commands that make a new cache from old ones.
//
//   FILE ──read_source──▶ Source ──(merge, prune)──▶ CacheInput ──write_output──▶ Written
#ifndef LARDER_TOOL_REWRITE_H
#define LARDER_TOOL_REWRITE_H

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/format/encode.h"
#include "runtime/tool/command.h"

namespace larder::tool {

/// A cache that was read and checked.
struct Source {
  std::string path;  ///< of the index
  format::CacheInput contents;
  format::DigestKind digests = format::DigestKind::kXxh3;
  bool is_signed = false;
};

/// The whole cache that FILE denotes, as in open_subject(). kCorrupt if any of its
/// bytes is damaged.
[[nodiscard]] Result<Source> read_source(const std::string& file, const Machine& machine);

/// A cache that was written.
struct Written {
  std::string path;  ///< of the index
  std::uint64_t kernels = 0;
  std::uint64_t images = 0;
  std::uint64_t index_bytes = 0;
  std::uint64_t data_bytes = 0;
};

/// Writes a cache that replaces an older one at `path`, in one step for each of its two files.
/// kInvalidArgument, and writes nothing, if another kind of file is there.
[[nodiscard]] Result<Written> write_output(const std::string& path,
                                           const format::CacheInput& contents,
                                           format::DigestKind digests, const Machine& machine);

/// The number of kernels; one with several keys counts once.
[[nodiscard]] std::uint64_t count_kernels(const format::CacheInput& contents);

/// "out.larder: 3 kernels, 2 images, 704 B of data" and a newline.
[[nodiscard]] std::string text_of(const Written& written);
/// {"file", "data_file", "kernels", "images", "index_bytes", "data_bytes"}.
[[nodiscard]] nlohmann::json json_of(const Written& written);

/// If a source is signed, says that the new cache does not have its signature; else empty.
[[nodiscard]] std::string signature_text(const std::vector<std::string>& signed_paths);

}  // namespace larder::tool

#endif  // LARDER_TOOL_REWRITE_H
