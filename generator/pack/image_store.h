// Images that were compiled before, on disk, by identity: what makes a build redo only what
// changed.
//
//   FOLDER/ab/abcdef....image     one image for one architecture: SASS, PTX, what kernels need
//
// Files come whole or not at all (a temporary one is renamed) and hold a digest of themselves, so
// any number of builds may share a folder, be killed, or find a damaged file: that is a miss.
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
  /// Nothing is touched before the first save(). Thread safety: any call from any thread.
  explicit ImageStore(std::string folder) : folder_(std::move(folder)) {}

  [[nodiscard]] const std::string& folder() const { return folder_; }
  /// The image saved under `identity`; nullopt where there is none or it is damaged.
  [[nodiscard]] std::optional<Compiled> load(const std::string& identity) const;
  /// kIo where the folder can't be written: then the next build compiles again.
  [[nodiscard]] Status save(const std::string& identity, const Compiled& image) const;
  /// Removes what killed builds left behind an hour ago or earlier and, where the images take more
  /// than `limit` bytes, those that were not used for the longest time.
  void sweep(std::uintmax_t limit) const;

 private:
  [[nodiscard]] std::string path_of(const std::string& identity) const;

  std::string folder_;
};

/// What a file of the store holds.
[[nodiscard]] std::string encode_image(const std::string& identity, const Compiled& image);
/// nullopt where the text was not made whole by encode_image for `identity`.
[[nodiscard]] std::optional<Compiled> decode_image(const std::string& identity,
                                                   std::string_view text);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_IMAGE_STORE_H
