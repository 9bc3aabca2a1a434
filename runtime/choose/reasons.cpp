#include "runtime/choose/reasons.h"

#include <algorithm>
#include <map>

#include "runtime/choose/groups.h"
#include "runtime/compose.h"

namespace larder::inline v1::choose {
namespace {

std::string present_text(const std::vector<format::Target>& targets) {
  std::vector<format::Target> sorted = targets;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::string> texts;
  texts.reserve(sorted.size());
  for (const format::Target& target : sorted) texts.push_back(target.text());
  return joined(texts, ", ");
}

/// The text after a missing kernel's name.
std::string missing_text(const KernelFacts& kernel, const DeviceFacts& device) {
  if (kernel.present.empty()) {
    const std::string why = kernel.why_no_images.message();
    return why.empty() ? std::string(": no image was found") : ": " + why;
  }
  std::string text = compose(" for sm_{}{}; present: {}", device.major, device.minor,
                             present_text(kernel.present));
  std::string driver_too_old;
  for (const format::Target& target : kernel.present) {
    const std::string reason = assess(target, device).driver_too_old;
    if (!reason.empty()) driver_too_old += "; " + reason;
  }
  if (!driver_too_old.empty()) return text + driver_too_old;
  return text + compose("; build the cache for architecture {}{} too", device.major, device.minor);
}

std::string fit_text(const format::Target& target, const DeviceFacts& device) {
  switch (assess(target, device).rank.fit) {
    case Fit::kExactSass:
      return compose("{}, this device's own", target.text());
    case Fit::kCompatibleSass:
      return compose("{}, which runs on {}.{}", target.text(), device.major, device.minor);
    case Fit::kPtx:
      return compose("{}, which the driver compiles", target.text());
    case Fit::kNone:
      break;
  }
  return target.text();
}

}  // namespace

std::vector<std::string> missing_reasons(const Facts& facts,
                                         const std::vector<std::size_t>& indices) {
  Groups groups;
  for (const std::size_t index : indices) {
    const KernelFacts& kernel = facts.kernels[index];
    groups.add(missing_text(kernel, *facts.device), kernel.name);
  }
  std::vector<std::string> reasons;
  for (const auto& [words, names] : groups.all()) {
    reasons.push_back(compose("no image of {}{}", name_list(names), words));
  }
  return reasons;
}

std::vector<std::string> image_reasons(const Facts& facts, const Decision& decision) {
  Groups groups;
  std::map<format::Target, std::string> texts;  // made once: most kernels share them
  for (std::size_t i = 0; i < facts.kernels.size(); ++i) {
    if (!decision.images[i]) continue;
    const KernelFacts& kernel = facts.kernels[i];
    const format::Target& target = kernel.present[*decision.images[i]];
    std::string& text = texts[target];
    if (text.empty()) text = fit_text(target, *facts.device);
    groups.add(text, kernel.name);
  }
  std::vector<std::string> reasons;
  for (const auto& [words, names] : groups.all()) {
    reasons.push_back(compose("image of {}: {}", name_list(names), words));
  }
  return reasons;
}

}  // namespace larder::inline v1::choose
