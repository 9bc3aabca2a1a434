#include "generator/nvcc/tool_digests.h"

#include <filesystem>

#include "generator/nvcc/files.h"

namespace larder::nvcc {

std::string tool_digest(const std::string& path, const std::string& folder) {
  std::error_code error;
  const std::string real = std::filesystem::canonical(path, error).string();
  if (error) return "none";
  const std::string place = folder + "/" + digest_text(real + '\0' + file_stamp(real)) + ".digest";
  // Behind the digest stands the digest of itself: a file cut short is made again.
  if (const Result<std::string> kept = read_file(place); kept && kept->size() == 128)
    if (digest_text(kept->substr(0, 64)) == kept->substr(64)) return kept->substr(0, 64);
  const Result<std::string> content = read_file(real);
  if (!content) return "none";
  std::string digest = digest_text(*content);
  // Where nothing can be kept the next one reads the file again.
  static_cast<void>(write_whole(place, digest + digest_text(digest)));
  return digest;
}

}  // namespace larder::nvcc
