#include "runtime/store/prune.h"

#include <fnmatch.h>

#include <algorithm>
#include <utility>

#include "runtime/compose.h"
#include "runtime/store/contents.h"

namespace larder::inline v1::store {
namespace {

using format::ImageKind;
using format::KernelInput;

// Names are full of characters with a meaning in patterns (f<int[4]>, g<char*>), so an equal text
// matches without being read as a pattern.
bool matches(const std::string& pattern, const std::string& text) {
  return pattern == text || ::fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

bool matches(const std::string& pattern, const KernelInput& kernel) {
  return matches(pattern, kernel.name) || matches(pattern, kernel.symbol);
}

Status check_targets(const format::CacheInput& contents, const PruneOptions& kept) {
  std::vector<format::Target> present;
  for (const format::ImageInput& image : contents.images) {
    if (image.target.kind != ImageKind::kCpu) present.push_back(image.target);
  }
  for (const format::Target& target : kept.machine_code) {
    if (std::ranges::find(present, target) != present.end()) continue;
    return Status(Code::kNotFound, compose("no image is for {}; there are: {}", target.text(),
                                           targets_text(std::move(present))));
  }
  return {};
}

Status check_patterns(const format::CacheInput& contents, const PruneOptions& kept) {
  for (const std::string& pattern : kept.kernels) {
    const bool some = std::ranges::any_of(
        contents.kernels, [&](const KernelInput& kernel) { return matches(pattern, kernel); });
    if (some) continue;
    return Status(Code::kNotFound,
                  compose("no kernel's name or symbol matches \"{}\"; \"larder list\" shows "
                          "the kernels",
                          pattern));
  }
  return {};
}

bool keeps_kernel(const PruneOptions& kept, const KernelInput& kernel) {
  return kept.kernels.empty() ||
         std::ranges::any_of(kept.kernels, [&kernel](const std::string& pattern) {
           return matches(pattern, kernel);
         });
}

bool keeps_target(const PruneOptions& kept, const format::Target& target) {
  if (target.kind == ImageKind::kPtx) return kept.ptx;
  return std::ranges::find(kept.machine_code, target) != kept.machine_code.end();
}

// Removes the images that no kernel uses any more.
void drop_unused(format::CacheInput& contents) {
  std::vector<bool> used(contents.images.size());
  for (const KernelInput& kernel : contents.kernels) {
    for (const format::ImageUse& use : kernel.uses) used[use.image] = true;
  }
  std::vector<std::uint32_t> numbers(used.size());
  std::vector<format::ImageInput> images;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (!used[i]) continue;
    numbers[i] = static_cast<std::uint32_t>(images.size());
    images.push_back(std::move(contents.images[i]));
  }
  contents.images = std::move(images);
  for (KernelInput& kernel : contents.kernels) {
    for (format::ImageUse& use : kernel.uses) use.image = numbers[use.image];
  }
}

}  // namespace

Result<format::CacheInput> prune_contents(format::CacheInput contents, const PruneOptions& kept) {
  if (Status status = check_targets(contents, kept); !status.ok()) return status;
  if (Status status = check_patterns(contents, kept); !status.ok()) return status;
  for (KernelInput& kernel : contents.kernels) {
    const bool kept_kernel = keeps_kernel(kept, kernel);
    std::erase_if(kernel.uses, [&](const format::ImageUse& use) {
      const format::Target& target = contents.images[use.image].target;
      if (target.kind == ImageKind::kCpu) return false;
      return !kept_kernel || !keeps_target(kept, target);
    });
  }
  drop_unused(contents);
  return contents;
}

}  // namespace larder::inline v1::store
