// The images that this process has loaded, by context and content, so that several Device objects
// on one GPU share them.
//
//   wanted ──load_ahead──▶ PTX, compiled on all cores
//          ──get─────────▶ one image: shared, made ahead, or loaded now
#ifndef LARDER_DEVICE_IMAGE_TABLE_H
#define LARDER_DEVICE_IMAGE_TABLE_H

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "larder/status.h"
#include "runtime/device/catalogue.h"
#include "runtime/device/ptx_images.h"
#include "runtime/device/user_store.h"
#include "runtime/driver/context.h"

namespace larder::detail {

struct WantedImage {
  Candidate candidate;
  bool sealed = false;  ///< then no store may serve it
};

/// One opening's loads: what they need besides the images themselves, and what was done.
struct Loading {
  using Key = std::pair<format::Digest, bool>;  ///< the image's checksum, and sealed

  const std::shared_ptr<const driver::PrimaryContext>& context;
  const Catalogue& catalogue;
  UserStore& store;
  bool refresh = false;
  bool keep = true;                               ///< see ImageUse
  std::map<Key, Result<LoadedImage>> ahead = {};  ///< made by load_ahead() and not taken yet
  std::set<format::Digest> compiled = {};         ///< by the driver, in this opening
};

/// Thread safe. Does not keep images alive.
class ImageTable {
 public:
  [[nodiscard]] static ImageTable& of_process();

  /// Loads the PTX among these that is not loaded yet, or under Loading::refresh all of it, on all
  /// cores: the driver's compiler takes milliseconds for each, and runs in as many threads as ask.
  void load_ahead(Loading& loading, std::span<const WantedImage> wanted);
  /// Sealed kernels share images with sealed ones only, since others' may come from the store.
  [[nodiscard]] Result<LoadedImage> get(Loading& loading, const WantedImage& wanted);

 private:
  struct Slot {
    std::weak_ptr<const driver::Image> image;
    Origin origin = Origin::kBuild;
  };

  [[nodiscard]] bool is_loaded(const Loading& loading, const Loading::Key& key) const;

  std::mutex mutex_;
  std::map<std::tuple<driver::CuContext, format::Digest, bool>, Slot> images_;
};

}  // namespace larder::detail

#endif  // LARDER_DEVICE_IMAGE_TABLE_H
