#include "generator/nvcc/tool_digests.h"

#include <filesystem>

#include "generator/nvcc/files.h"
#include "runtime/format/digest.h"
#include "runtime/store/file_posix.h"

namespace larder::nvcc {
namespace {

constexpr std::size_t kDigits = 32;

}  // namespace

std::string tool_digest(const std::string& path, const std::string& folder) {
  std::error_code error;
  const std::string real = std::filesystem::canonical(path, error).string();
  if (error) return "none";
  const std::string place = folder + "/" + digest_text(real + '\0' + file_stamp(real)) + ".digest";
  // The digest is followed by its own digest, so that a truncated file is made again.
  if (const Result<std::string> kept = read_file(place); kept && kept->size() > kDigits)
    if (digest_text(kept->substr(0, kDigits)) == kept->substr(kDigits))
      return kept->substr(0, kDigits);
  const Result<store::Mapping> content = store::map_file(real);
  if (!content) return "none";
  // Compilers have hundreds of megabytes, and forgery is no concern: use the fast digest.
  std::string digest = format::to_hex(format::digest({content->bytes}));
  // If nothing can be stored the next run reads the file again.
  static_cast<void>(write_whole(place, digest + digest_text(digest)));
  return digest;
}

}  // namespace larder::nvcc
