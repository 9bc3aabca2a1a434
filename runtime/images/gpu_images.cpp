#include "runtime/images/gpu_images.h"

#include <chrono>
#include <map>
#include <tuple>
#include <utility>

#include "runtime/choose/reasons.h"
#include "runtime/compose.h"
#include "runtime/images/image_table.h"

namespace larder::inline v1::images {
namespace {

std::string hit_text(const Candidate& candidate, ImageOrigin origin,
                     const detail::UserStore& store) {
  if (origin == ImageOrigin::kStore) {
    const std::string folder = store.folder();
    return "machine code of the store" + (folder.empty() ? "" : " " + folder);
  }
  if (origin == ImageOrigin::kBuild) return text_of(candidate);
  return text_of(candidate) + ", compiled for another device of this process";
}

/// The texts of hits, each made once: most kernels share them.
class HitTexts {
 public:
  const std::string& of(const Candidate& candidate, ImageOrigin origin,
                        const detail::UserStore& store) {
    std::string& text = texts_[{candidate.cache, candidate.entry.target, origin}];
    if (text.empty()) text = hit_text(candidate, origin, store);
    return text;
  }

 private:
  std::map<std::tuple<const store::Cache*, format::Target, ImageOrigin>, std::string> texts_;
};

/// One call of load_kernels().
struct Load {
  Loading loading;
  Readiness& readiness;
  LoadedKernels loaded = {};
  HitTexts texts = {};
};

void count(Load& load, const KernelSource& source, const Candidate& candidate, ImageOrigin origin) {
  if (origin == ImageOrigin::kCompiled) {
    load.readiness.miss(source.record().name, "the driver compiled " + text_of(candidate));
  } else {
    load.readiness.hit(source.record().name, load.texts.of(candidate, origin, load.loading.store));
  }
}

/// Loads one kernel's image, if it is not loaded yet, and checks that the kernel is in it.
Status add_kernel(Load& load, const KernelSource& source, const WantedImage& wanted) {
  const Candidate& candidate = wanted.candidate;
  LoadedKernels& loaded = load.loaded;
  const Result<LoadedImage> got = ImageTable::of_process().get(load.loading, wanted);
  if (!got.ok()) return got.status();
  const auto& image = got->image;
  const auto kernel = std::make_shared<GpuKernel>(source.kernel, image, Status());
  loaded.kernels.push_back({source.modules.front(), kernel});
  if (loaded.seen.insert(image.get()).second) {
    loaded.images.push_back({candidate.owner, image});
    if (got->origin == ImageOrigin::kStore) ++loaded.from_store;
    loaded.kept |= got->kept;
  }
  Status status = image->contains(source.record().symbol);
  if (status.ok() && loaded.targets.insert(candidate.entry.target).second)
    status = kernel->prepare(*load.loading.context, 0).status();
  if (!status.ok()) return status.with_context(text_of(candidate));
  count(load, source, candidate, got->origin);
  return {};
}

Status why_no_image(const choose::Facts& facts, std::size_t kernel) {
  const std::vector<std::string> reasons = choose::missing_reasons(facts, {kernel});
  return {Code::kNotFound,
          compose("launch of {}: {}", facts.kernels[kernel].name, reasons.front())};
}

/// The images of the kernels that have one, in their order; announces all of them to the disk.
std::vector<WantedImage> wanted_images(const Catalogue& catalogue,
                                       const choose::Decision& decision) {
  std::vector<WantedImage> wanted;
  wanted.reserve(decision.images.size());
  for (std::size_t i = 0; i < decision.images.size(); ++i) {
    if (!decision.images[i]) continue;
    const KernelSource& source = catalogue.kernels()[i];
    const Candidate& candidate = source.candidates[*decision.images[i]];
    candidate.cache->prefetch(candidate.entry);
    wanted.push_back({candidate, source.sealed});
  }
  return wanted;
}

}  // namespace

Result<LoadedKernels> load_kernels(const std::shared_ptr<const driver::PrimaryContext>& context,
                                   const Catalogue& catalogue, const choose::Facts& facts,
                                   const choose::Decision& decision, const ImageSources& use) {
  Load load{{context, catalogue, use.store, use.refresh, use.keep}, use.readiness};
  LoadedKernels& loaded = load.loaded;
  const std::vector<WantedImage> wanted = wanted_images(catalogue, decision);
  const auto start = std::chrono::steady_clock::now();
  ImageTable::of_process().load_ahead(load.loading, wanted);
  loaded.compiling = std::chrono::steady_clock::now() - start;
  loaded.kernels.reserve(catalogue.kernels().size());
  loaded.images.reserve(wanted.size());
  loaded.seen.reserve(wanted.size());
  const driver::Current current(*context);  // once for all kernels
  if (!current.status().ok()) return current.status();
  auto image = wanted.begin();
  for (std::size_t i = 0; i < catalogue.kernels().size(); ++i) {
    const KernelSource& source = catalogue.kernels()[i];
    if (!decision.images[i]) {
      auto kernel = std::make_shared<GpuKernel>(source.kernel, nullptr, why_no_image(facts, i));
      loaded.kernels.push_back({source.modules.front(), std::move(kernel)});
      continue;
    }
    Status status = add_kernel(load, source, *image++);
    if (!status.ok()) return status;
  }
  loaded.compiled = load.loading.compiled.size();
  return std::move(loaded);
}

}  // namespace larder::inline v1::images
