#include "runtime/choose/devices.h"

#include <iterator>
#include <string>
#include <utility>

#include "runtime/compose.h"

namespace larder::inline v1::choose {
namespace {

/// The decision that remains if the images of another could not be loaded.
Decision given_up(const Status& trouble, const Facts& facts, std::size_t kernels) {
  Decision decision;
  decision.images.resize(kernels);
  decision.reasons = {trouble.message(), "not used: " + device_text(*facts.device)};
  if (facts.policy == Policy::kRequireGpu) {
    decision.backend = Backend::kGpu;
    decision.status = trouble.with_context(compose("a GPU is required ({})", facts.policy_origin));
  }
  return decision;
}

bool takes_gpu(const Decision& decision) {
  return decision.backend == Backend::kGpu && decision.status.ok();
}

}  // namespace

DeviceChoice choose_device(Facts facts, const Devices& devices, DeviceUser& user) {
  facts.why_no_device = devices.why_none;
  if (facts.policy == Policy::kCpu || devices.all.empty()) return {choose(facts), std::nullopt};
  std::optional<Decision> first;
  for (std::size_t i = 0; i < devices.all.size(); ++i) {
    facts.device = devices.all[i];
    Decision decision = choose(facts);
    if (takes_gpu(decision)) {
      const Status used = user.use(i, facts, decision);
      if (used.ok()) return {std::move(decision), i};
      decision = given_up(used, facts, facts.kernels.size());
    }
    if (first) {
      std::move(decision.reasons.begin(), decision.reasons.end(),
                std::back_inserter(first->reasons));
    } else {
      first = std::move(decision);
    }
  }
  return {*std::move(first), std::nullopt};
}

}  // namespace larder::inline v1::choose
