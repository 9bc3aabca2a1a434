#include "runtime/choose/choose.h"

#include <utility>

#include "runtime/choose/ptx.h"
#include "runtime/choose/reasons.h"
#include "runtime/compose.h"

namespace larder::inline v1::choose {
namespace {

/// The best of the images present; the first of equals.
std::optional<std::size_t> best_image(const KernelFacts& kernel, const DeviceFacts& device) {
  std::optional<std::size_t> best;
  Rank best_rank;
  for (std::size_t i = 0; i < kernel.present.size(); ++i) {
    const Rank rank = assess(kernel.present[i], device).rank;
    if (rank > best_rank) {
      best = i;
      best_rank = rank;
    }
  }
  return best;
}

void append(std::vector<std::string>& to, std::vector<std::string> more) {
  for (std::string& each : more) to.push_back(std::move(each));
}

Decision on_cpu(const Facts& facts, std::vector<std::string> reasons) {
  Decision decision;
  decision.backend = Backend::kCpu;
  decision.images.resize(facts.kernels.size());
  decision.reasons = std::move(reasons);
  return decision;
}

/// No kernel can run: a GPU is required and `reasons` say what is missing.
Decision refused(const Facts& facts, Code code, std::vector<std::string> reasons) {
  Decision decision = on_cpu(facts, std::move(reasons));
  decision.backend = Backend::kGpu;
  decision.status = Status(code, compose("a GPU is required ({}): {}", facts.policy_origin,
                                         joined(decision.reasons, "; ")));
  return decision;
}

Decision without_device(const Facts& facts) {
  const std::string& why = facts.why_no_device.message();
  std::vector<std::string> reasons = {why.empty() ? "no CUDA device was found" : why};
  if (facts.policy == Policy::kRequireGpu) return refused(facts, Code::kUnavailable, reasons);
  return on_cpu(facts, std::move(reasons));
}

/// The kernels that must have an image and have none.
struct Missing {
  std::vector<std::size_t> with_cpu_variant;
  std::vector<std::size_t> cuda_only;
};

Missing missing_kernels(const Facts& facts, const Decision& decision) {
  Missing missing;
  for (std::size_t i = 0; i < facts.kernels.size(); ++i) {
    if (decision.images[i]) continue;
    (facts.kernels[i].cuda_only ? missing.cuda_only : missing.with_cpu_variant).push_back(i);
  }
  return missing;
}

/// The GPU, with the best image of each kernel; `missing` are reported last.
Decision on_gpu(const Facts& facts, Decision decision, const Missing& missing) {
  decision.backend = Backend::kGpu;
  decision.reasons.push_back(device_text(*facts.device));
  if (facts.kernels.empty()) decision.reasons.emplace_back("the program has no kernels");
  append(decision.reasons, image_reasons(facts, decision));
  for (std::string& reason : missing_reasons(facts, missing.cuda_only)) {
    decision.reasons.push_back(std::move(reason) + " (CUDA only: launching it is an error)");
  }
  return decision;
}

Decision on_device(const Facts& facts) {
  Decision decision = choose_images(facts);
  Missing missing = missing_kernels(facts, decision);
  if (facts.policy == Policy::kRequireGpu) {
    std::vector<std::size_t> all = missing.with_cpu_variant;
    all.insert(all.end(), missing.cuda_only.begin(), missing.cuda_only.end());
    if (all.empty()) return on_gpu(facts, std::move(decision), missing);
    std::vector<std::string> reasons = missing_reasons(facts, all);
    reasons.push_back("the device is " + device_text(*facts.device));
    return refused(facts, Code::kNotFound, std::move(reasons));
  }
  if (missing.with_cpu_variant.empty()) return on_gpu(facts, std::move(decision), missing);
  std::vector<std::string> reasons = missing_reasons(facts, missing.with_cpu_variant);
  reasons.push_back("not used: " + device_text(*facts.device));
  return on_cpu(facts, std::move(reasons));
}

}  // namespace

Decision choose(const Facts& facts) {
  if (facts.policy == Policy::kCpu) {
    return on_cpu(facts, {compose("the CPU was asked for ({})", facts.policy_origin)});
  }
  return facts.device ? on_device(facts) : without_device(facts);
}

Decision choose_images(const Facts& facts) {
  Decision decision;
  decision.backend = Backend::kGpu;
  for (const KernelFacts& kernel : facts.kernels) {
    decision.images.push_back(best_image(kernel, *facts.device));
  }
  return decision;
}

std::string device_text(const DeviceFacts& device) {
  return compose("{} (device {}, compute capability {}.{}, driver for CUDA {})", device.name,
                 device.ordinal, device.major, device.minor,
                 cuda_version_text(device.driver_version));
}

}  // namespace larder::inline v1::choose
