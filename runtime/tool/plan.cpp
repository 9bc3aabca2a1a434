#include "runtime/tool/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace larder::tool {
namespace {

void look_up(const std::vector<Module>& modules, std::size_t number, Plan& plan) {
  const store::Located& located = modules[number].located;
  for (const ProgramKernel& kernel : modules[number].kernels) {
    KernelPlan& each =
        plan.kernels.emplace_back(kernel.name, number, kernel.cuda_only, kernel.lowering);
    if (located.cache) {
      each.found = store::look_up(*located.cache, kernel.name, kernel.keys);
    } else {
      each.found.why_none = located.why_none();
    }
  }
  plan.damage.push_back(located.cache ? located.cache->verify() : std::vector<Status>());
}

choose::Facts facts_of(const Plan& plan, const Wish& wish) {
  choose::Facts facts;
  facts.policy = wish.policy;
  facts.policy_origin = wish.origin;
  for (const KernelPlan& kernel : plan.kernels) {
    choose::KernelFacts each;
    each.name = kernel.name;
    each.cuda_only = kernel.cuda_only;
    each.why_no_images = kernel.found.why_none;
    for (const store::FoundImage& image : kernel.found.images)
      each.present.push_back(image.entry.target);
    facts.kernels.push_back(std::move(each));
  }
  return facts;
}

// The first trouble with an image that was chosen.
Status check_chosen(const std::vector<Module>& modules, const Plan& plan,
                    const choose::Decision& decision) {
  for (std::size_t i = 0; i < plan.kernels.size(); ++i) {
    const auto chosen = decision.images[i];
    if (!chosen) continue;
    const store::FoundImage& image = plan.kernels[i].found.images[*chosen];
    const store::Cache& cache = *modules[plan.kernels[i].module].located.cache;
    const auto bytes = cache.image(image.key, image.entry);
    if (!bytes.ok()) return bytes.status();
  }
  return {};
}

// The choice for one device, given up as a whole where an image that it takes is damaged.
choose::Decision decide(const choose::Facts& facts, const Plan& plan,
                        const std::vector<Module>& modules) {
  choose::Decision decision = choose::choose(facts);
  const Status trouble = check_chosen(modules, plan, decision);
  if (trouble.ok()) return decision;
  decision.images.assign(plan.kernels.size(), std::nullopt);
  decision.reasons = {trouble.message(), "not used: " + choose::device_text(*facts.device)};
  if (facts.policy == Policy::kRequireGpu) {
    decision.status = trouble.with_context("a GPU is required (" + facts.policy_origin + ")");
  } else {
    decision.backend = Backend::kCpu;
  }
  return decision;
}

// The first device that serves; otherwise what is said of each, and the first one's error.
choose::Decision decide_among(const std::vector<choose::DeviceFacts>& devices, choose::Facts facts,
                              const Plan& plan, const std::vector<Module>& modules) {
  std::optional<choose::Decision> first;
  for (const choose::DeviceFacts& device : devices) {
    facts.device = device;
    choose::Decision decision = decide(facts, plan, modules);
    if (decision.backend == Backend::kGpu && decision.status.ok()) return decision;
    if (first) {
      std::ranges::move(decision.reasons, std::back_inserter(first->reasons));
    } else {
      first = std::move(decision);
    }
  }
  return *std::move(first);
}

}  // namespace

Wish wish_of(const std::string& environment) {
  const std::string origin = "LARDER_DEVICE=" + environment;
  if (environment.empty()) return Wish{};
  if (environment == "auto") return Wish{Policy::kPreferGpu, origin};
  if (environment == "gpu") return Wish{Policy::kRequireGpu, origin};
  if (environment == "cpu") return Wish{Policy::kCpu, origin};
  return Wish{};  // as in a program, which warns of it
}

Plan make_plan(const std::vector<Module>& modules, const Probe& probe, const Wish& wish) {
  Plan plan;
  for (std::size_t i = 0; i < modules.size(); ++i) look_up(modules, i, plan);
  choose::Facts facts = facts_of(plan, wish);
  facts.why_no_device = probe.why_none;
  const bool ask_devices = !probe.devices.empty() && wish.policy != Policy::kCpu;
  plan.decision = ask_devices ? decide_among(probe.devices, std::move(facts), plan, modules)
                              : choose::choose(facts);
  return plan;
}

}  // namespace larder::tool
