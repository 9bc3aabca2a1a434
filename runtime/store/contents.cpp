#include "runtime/store/contents.h"

#include <algorithm>

#include "runtime/compose.h"

namespace larder::inline v1::store {
namespace {

using format::CacheInput;

// Copies the image of `entry`, unless it was already copied for another of its kernels.
Status copy_image(const Cache& cache, const format::Key& key, const ImageEntry& entry,
                  CacheInput& contents) {
  format::ImageInput& image = contents.images[entry.image];
  if (!image.bytes.empty()) return {};
  const Result<std::span<const std::byte>> bytes = cache.image(key, entry);
  if (!bytes.ok()) return bytes.status();
  image = {entry.target, {bytes->begin(), bytes->end()}};
  return {};
}

Status copy_kernel(const Cache& cache, const format::KernelView& view, CacheInput& contents) {
  format::KernelInput kernel{
      view.key, std::string(view.name), std::string(view.symbol), std::string(view.source), {}};
  const Result<std::vector<ImageEntry>> entries = cache.images(view);
  if (!entries.ok()) return entries.status();
  for (std::uint32_t i = 0; i < view.use_count; ++i) {
    kernel.uses.push_back(cache.index().use(view.first_use + i));
    if (Status status = copy_image(cache, view.key, (*entries)[i], contents); !status.ok()) {
      return status;
    }
  }
  contents.kernels.push_back(std::move(kernel));
  return {};
}

// verify() accepts an image that no kernel uses, because its record serves none either.
Status check_all_used(const Cache& cache, const CacheInput& contents) {
  const auto unused = std::ranges::find_if(
      contents.images, [](const format::ImageInput& image) { return image.bytes.empty(); });
  if (unused == contents.images.end()) return {};
  return Status(Code::kCorrupt, compose("{}: image {} is of no kernel", cache.path(),
                                        unused - contents.images.begin()));
}

}  // namespace

Result<CacheInput> read_contents(const Cache& cache) {
  const std::vector<Status> problems = cache.verify();
  if (!problems.empty()) return problems.front().with_context(cache.path());
  CacheInput contents;
  contents.producer = cache.producer();
  contents.toolchain = cache.toolchain();
  contents.images.resize(cache.index().image_count());
  for (std::uint32_t i = 0; i < cache.index().kernel_count(); ++i) {
    Status status = copy_kernel(cache, cache.index().kernel(i), contents);
    if (!status.ok()) return status;
  }
  if (Status status = check_all_used(cache, contents); !status.ok()) return status;
  return contents;
}

std::string targets_text(std::vector<format::Target> targets) {
  std::ranges::sort(targets);
  const auto repeated = std::ranges::unique(targets);
  targets.erase(repeated.begin(), repeated.end());
  std::string text;
  for (const format::Target& target : targets) text += (text.empty() ? "" : ", ") + target.text();
  return text.empty() ? "none" : text;
}

}  // namespace larder::inline v1::store
