// Images of earlier builds, on disk, by identity. So a build compiles only kernels that changed.
//
//   FOLDER/ab/abcdef....image     one image for one architecture: SASS, PTX, what kernels need
//
// Files appear complete or not at all (a temporary one is renamed) and hold their own digest, so
// any number of builds may share a folder or be killed. A damaged file is a miss.
#ifndef LARDER_GENERATOR_PACK_IMAGE_STORE_H
#define LARDER_GENERATOR_PACK_IMAGE_STORE_H

#include <cstdint>
#include <optional>
#include <string>

#include "generator/pack/compile.h"
#include "larder/status.h"

namespace larder::pack {

class ImageStore {
 public:
  /// Writes nothing before the first save(). Thread safety: any call from any thread.
  explicit ImageStore(std::string folder) : folder_(std::move(folder)) {}

  [[nodiscard]] const std::string& folder() const { return folder_; }
  /// The image saved under `identity`; nullopt if there is none or it is damaged.
  [[nodiscard]] std::optional<Compiled> load(const std::string& identity) const;
  /// kIo if the folder can't be written: then the next build compiles again.
  [[nodiscard]] Status save(const std::string& identity, const Compiled& image) const;
  /// Removes files that killed builds left an hour ago or earlier and, if the images take more
  /// than `limit` bytes, the least recently used ones.
  void sweep(std::uintmax_t limit) const;

 private:
  [[nodiscard]] std::string path_of(const std::string& identity) const;

  std::string folder_;
};

/// The content of a file of the store.
[[nodiscard]] std::string encode_image(const std::string& identity, const Compiled& image);
/// nullopt if the text is not the complete output of encode_image for `identity`.
[[nodiscard]] std::optional<Compiled> decode_image(const std::string& identity,
                                                   std::string_view text);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_IMAGE_STORE_H
