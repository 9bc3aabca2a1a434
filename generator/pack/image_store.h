// Images of earlier builds, on disk, by identity: one image for one architecture, with SASS, PTX
// and what kernels need. So a build compiles only kernels that changed.
#ifndef LARDER_GENERATOR_PACK_IMAGE_STORE_H
#define LARDER_GENERATOR_PACK_IMAGE_STORE_H

#include <optional>
#include <string>

#include "generator/kept/texts.h"
#include "generator/pack/compile.h"
#include "larder/status.h"

namespace larder::pack {

class ImageStore {
 public:
  /// Writes nothing before the first save(). Thread safety: any call from any thread.
  explicit ImageStore(std::string folder) : texts_(std::move(folder), kept::kImage) {}

  /// The image saved under `identity`; nullopt if there is none or it is damaged.
  [[nodiscard]] std::optional<Compiled> load(const std::string& identity) const;
  /// kIo if the folder can't be written: then the next build compiles again.
  [[nodiscard]] Status save(const std::string& identity, const Compiled& image) const;

 private:
  kept::Texts texts_;
};

/// The text of an image in the store.
[[nodiscard]] std::string encode_image(const std::string& identity, const Compiled& image);
/// nullopt if the text is not the complete output of encode_image for `identity`.
[[nodiscard]] std::optional<Compiled> decode_image(const std::string& identity,
                                                   std::string_view text);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_IMAGE_STORE_H
