// The images that this process has loaded, by context, content and owner, so that several Device
// objects on one GPU share them. As in CUDA, device variables live as long as the process, or as
// the plug-in that has them: so images with variables stay when the last Device is destroyed.
//
//   wanted ──load_ahead──▶ PTX, compiled on all cores
//          ──get─────────▶ one image: shared, made ahead, or loaded now
#ifndef LARDER_IMAGES_IMAGE_TABLE_H
#define LARDER_IMAGES_IMAGE_TABLE_H

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "larder/status.h"
#include "runtime/driver/context.h"
#include "runtime/images/catalogue.h"
#include "runtime/images/ptx_images.h"
#include "runtime/images/user_store.h"

namespace larder::inline v1::images {

struct WantedImage {
  Candidate candidate;
  bool sealed = false;  ///< then no store may serve it
};

/// The loads during the opening of a device: their settings, and their results.
struct Loading {
  /// The image's checksum, whether it is sealed, and the module whose variables it has.
  using Key = std::tuple<format::Digest, bool, std::uint64_t>;

  const std::shared_ptr<const driver::PrimaryContext>& context;
  const Catalogue& catalogue;
  detail::UserStore& store;
  bool refresh = false;
  bool keep = true;                               ///< see ImageUse
  std::map<Key, Result<LoadedImage>> ahead = {};  ///< made by load_ahead() and not used yet
  std::set<format::Digest> compiled = {};         ///< by the driver, during this opening
};

/// Thread safe.
class ImageTable {
 public:
  [[nodiscard]] static ImageTable& of_process();

  /// Loads the PTX among these that is not loaded yet, or under Loading::refresh all of it, on all
  /// cores: the driver's compiler takes milliseconds for each, and runs in as many threads as call
  /// it.
  void load_ahead(Loading& loading, std::span<const WantedImage> wanted);
  /// Sealed kernels share images only with sealed ones, because other images may come from the
  /// store.
  [[nodiscard]] Result<LoadedImage> get(Loading& loading, const WantedImage& wanted);
  /// Keeps an image alive until its owner is unloaded, if it may have variables. For images in use.
  void keep(std::uint64_t owner, const std::shared_ptr<const driver::Image>& image);
  /// Releases the images that it keeps alive; for a process that changes its driver, as tests do.
  void forget();

 private:
  struct Slot {
    std::weak_ptr<const driver::Image> image;
    ImageOrigin origin = ImageOrigin::kBuild;
  };

  struct KeyHash {
    std::size_t operator()(const std::pair<driver::CuContext, Loading::Key>& key) const {
      // A digest is as good as a hash.
      const format::Digest& checksum = std::get<format::Digest>(key.second);
      return format::load<std::uint64_t>(std::as_bytes(std::span(checksum.bytes)), 0) ^
             std::get<std::uint64_t>(key.second);
    }
  };

  void forget_unloaded_modules();
  [[nodiscard]] bool is_loaded(const Loading& loading, const Loading::Key& key) const;

  std::mutex mutex_;
  std::unordered_map<std::pair<driver::CuContext, Loading::Key>, Slot, KeyHash> images_;
  /// Images that are kept alive, with their owners.
  std::unordered_map<std::shared_ptr<const driver::Image>, std::uint64_t> kept_;
  std::uint64_t generation_ = 0;  ///< of the registry, when modules were last looked for
};

}  // namespace larder::inline v1::images

#endif  // LARDER_IMAGES_IMAGE_TABLE_H
