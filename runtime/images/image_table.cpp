#include "runtime/images/image_table.h"

#include <algorithm>
#include <optional>

#include "runtime/compose.h"
#include "runtime/kernels/registry.h"
#include "runtime/log.h"
#include "runtime/threads/pool.h"

namespace larder::inline v1::images {
namespace {

Loading::Key key_of(const WantedImage& wanted) {
  const Candidate& candidate = wanted.candidate;
  return {candidate.cache->index().image(candidate.entry.image).checksum, wanted.sealed,
          candidate.owner};
}

Result<LoadedImage> load_binary(const Loading& loading, const Candidate& candidate) {
  const auto bytes = candidate.cache->image(candidate.key, candidate.entry);
  if (!bytes.ok()) return bytes.status();
  const auto image = driver::Image::load_binary(loading.context, *bytes);
  if (!image.ok()) return image.status().with_context(text_of(candidate));
  return LoadedImage{*image, ImageOrigin::kBuild};
}

Result<LoadedImage> read_and_load(const Loading& loading, const WantedImage& wanted) {
  const Candidate& candidate = wanted.candidate;
  if (log::level() >= log::Level::kDebug) {
    log::write(log::Level::kDebug,
               compose("loading {} from {}, {} bytes", candidate.entry.target.text(),
                       candidate.cache->path(), candidate.entry.size));
  }
  if (candidate.entry.target.kind != format::ImageKind::kPtx) {
    return load_binary(loading, candidate);
  }
  return load_ptx_image(loading.context, candidate, loading.catalogue.served_by(candidate),
                        {wanted.sealed ? nullptr : &loading.store, loading.refresh, loading.keep});
}

struct LoadAhead {
  Loading::Key key;
  const WantedImage* wanted = nullptr;
  std::optional<Result<LoadedImage>> result;
};

void run(const Loading& loading, std::vector<LoadAhead>& loads) {
  threads::share_out(loads.size(), [&](std::size_t i) {
    loads[i].result = read_and_load(loading, *loads[i].wanted);
  });
}

}  // namespace

ImageTable& ImageTable::of_process() {
  // Never destroyed: a device may be opened during exit, or the driver may already be unloaded.
  static auto* const table = new ImageTable;
  return *table;
}

void ImageTable::forget() {
  const std::lock_guard lock(mutex_);
  kept_.clear();
}

void ImageTable::keep(std::uint64_t owner, const std::shared_ptr<const driver::Image>& image) {
  if (!image->may_have_variables()) return;
  const std::lock_guard lock(mutex_);
  kept_.emplace(image, owner);
}

void ImageTable::forget_unloaded_modules() {
  const std::uint64_t generation = kernels::registry_generation();
  if (generation == generation_) return;
  generation_ = generation;
  const std::vector<std::uint64_t> there = kernels::registered_numbers();
  const auto gone = [&](std::uint64_t owner) { return !std::ranges::binary_search(there, owner); };
  std::erase_if(kept_, [&](const auto& each) { return gone(each.second); });
  std::erase_if(images_, [&](const auto& each) { return gone(std::get<2>(each.first.second)); });
}

bool ImageTable::is_loaded(const Loading& loading, const Loading::Key& key) const {
  const auto slot = images_.find({loading.context->handle(), key});
  return slot != images_.end() && !slot->second.image.expired();
}

void ImageTable::load_ahead(Loading& loading, std::span<const WantedImage> wanted) {
  const std::lock_guard lock(mutex_);
  forget_unloaded_modules();
  std::vector<LoadAhead> loads;
  std::set<Loading::Key> seen;
  for (const WantedImage& each : wanted) {
    if (each.candidate.entry.target.kind != format::ImageKind::kPtx) continue;
    const Loading::Key key = key_of(each);
    if (!seen.insert(key).second || (!loading.refresh && is_loaded(loading, key))) continue;
    loads.push_back({key, &each, std::nullopt});
  }
  run(loading, loads);
  for (LoadAhead& load : loads) loading.ahead.emplace(load.key, *std::move(load.result));
}

Result<LoadedImage> ImageTable::get(Loading& loading, const WantedImage& wanted) {
  const Loading::Key key = key_of(wanted);
  const std::lock_guard lock(mutex_);
  Slot& slot = images_[{loading.context->handle(), key}];
  std::shared_ptr<const driver::Image> there = slot.image.lock();
  auto ahead = loading.ahead.extract(key);
  if (there != nullptr && !ahead.empty() && ahead.mapped().ok() && kept_.contains(there)) {
    // It was compiled again, but the loaded image stays, with the values of its variables.
    loading.compiled.insert(std::get<0>(key));
    return LoadedImage{std::move(there), ahead.mapped()->origin, ahead.mapped()->kept};
  }
  if (there != nullptr && ahead.empty()) {
    // The image counts as compiled for each of its kernels, but only in the opening that compiled
    // it.
    const bool earlier =
        slot.origin == ImageOrigin::kCompiled && !loading.compiled.contains(std::get<0>(key));
    return LoadedImage{std::move(there), earlier ? ImageOrigin::kLoaded : slot.origin};
  }
  Result<LoadedImage> image =
      ahead.empty() ? read_and_load(loading, wanted) : std::move(ahead.mapped());
  if (!image.ok()) return image;
  slot = {image->image, image->origin};
  if (image->origin == ImageOrigin::kCompiled) loading.compiled.insert(std::get<0>(key));
  return image;
}

}  // namespace larder::inline v1::images
