#include "runtime/images/ptx_images.h"

#include <chrono>
#include <utility>

#include "runtime/choose/ptx.h"
#include "runtime/compose.h"
#include "runtime/driver/link.h"
#include "runtime/log.h"

namespace larder::inline v1::images {
namespace {

using SharedContext = std::shared_ptr<const driver::PrimaryContext>;

format::Target target_of(const driver::DeviceInfo& device) {
  return {format::ImageKind::kSass, static_cast<std::uint8_t>(device.major),
          static_cast<std::uint8_t>(device.minor), format::ArchSuffix::kNone, 0};
}

format::Digest identity_of(const driver::PrimaryContext& context, const Candidate& candidate) {
  const format::Digest ptx = candidate.cache->index().image(candidate.entry.image).checksum;
  const std::string text = compose("ptx {} {} {}", format::to_hex(ptx), context.driver().version(),
                                   target_of(context.device()).text());
  return format::digest({format::as_bytes(text)});
}

/// The machine code that an earlier start has saved.
Result<LoadedImage> from_store(const SharedContext& context, const Candidate& candidate,
                               const store::Cache& entry) {
  const Result<std::vector<store::ImageEntry>> images = entry.find(candidate.key);
  if (!images.ok()) return images.status();
  for (const store::ImageEntry& image : *images) {
    if (image.target != target_of(context->device())) continue;
    const auto bytes = entry.image(candidate.key, image);
    if (!bytes.ok()) return bytes.status();
    const auto loaded = driver::Image::load_binary(context, *bytes);
    if (!loaded.ok()) return loaded.status().with_context(entry.path());
    return LoadedImage{*loaded, ImageOrigin::kStore};
  }
  return Status(Code::kCorrupt, compose("{}: has no machine code for {}", entry.path(),
                                        target_of(context->device()).text()));
}

format::CacheInput entry_of(const driver::PrimaryContext& context,
                            std::vector<format::KernelInput> served, std::vector<std::byte> code) {
  format::CacheInput entry;
  entry.producer = compose("larder {}, driver for CUDA {}", LARDER_VERSION,
                           choose::cuda_version_text(context.driver().version()));
  entry.images = {{target_of(context.device()), std::move(code)}};
  entry.kernels = std::move(served);
  for (format::KernelInput& kernel : entry.kernels) kernel.uses = {{0, 0, 0, 0}};
  return entry;
}

/// Compiles the image with the driver's compiler, and logs the time.
template <class Compile>
auto timed(const Candidate& candidate, const Compile& compile) {
  const auto start = std::chrono::steady_clock::now();
  auto compiled = compile();
  const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  if (compiled.ok()) {
    log::write(log::Level::kDebug,
               compose("compiled {} in {} ms", text_of(candidate), time.count()));
  }
  return compiled;
}

Result<LoadedImage> load_ptx_directly(const SharedContext& context, const Candidate& candidate,
                                      format::Bytes ptx) {
  const auto image = timed(candidate, [&] { return driver::Image::load_ptx(context, ptx); });
  if (!image.ok()) return image.status().with_context(text_of(candidate));
  return LoadedImage{*image, ImageOrigin::kCompiled};
}

}  // namespace

Result<LoadedImage> load_ptx_image(const SharedContext& context, const Candidate& candidate,
                                   std::vector<format::KernelInput> served, const StoreUse& use) {
  detail::UserStore* const store = use.store;
  const format::Digest identity = identity_of(*context, candidate);
  if (store != nullptr && !use.refresh) {
    const Result<store::Cache> entry = store->load(identity);
    if (entry.ok()) {
      Result<LoadedImage> stored = from_store(context, candidate, *entry);
      if (stored.ok()) return stored;
      log::write(log::Level::kWarn,
                 compose("an entry of the store is not used: {}", stored.status().message()));
    }
  }
  const auto ptx = candidate.cache->image(candidate.key, candidate.entry);
  if (!ptx.ok()) return ptx.status();
  if (store == nullptr || !store->enabled()) return load_ptx_directly(context, candidate, *ptx);
  auto code = timed(candidate, [&] { return driver::compile_ptx(*context, *ptx); });
  if (!code.ok()) return code.status().with_context(text_of(candidate));
  const auto image = driver::Image::load_binary(context, *code);
  if (!image.ok()) return image.status().with_context(text_of(candidate));
  if (use.keep) store->save(identity, entry_of(*context, std::move(served), *std::move(code)));
  return LoadedImage{*image, ImageOrigin::kCompiled, use.keep};
}

}  // namespace larder::inline v1::images
