#include "runtime/tool/plan.h"

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

choose::Facts facts_of(const Plan& plan, const choose::PolicyChoice& policy) {
  choose::Facts facts;
  facts.policy = policy.policy;
  facts.policy_origin = policy.origin;
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

// The first error in a chosen image.
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

class Checker final : public choose::DeviceUser {
 public:
  Checker(const std::vector<Module>& modules, const Plan& plan) : modules_(modules), plan_(plan) {}

  Status use(std::size_t /*device*/, const choose::Facts& /*facts*/,
             choose::Decision& decision) override {
    return check_chosen(modules_, plan_, decision);
  }

 private:
  const std::vector<Module>& modules_;
  const Plan& plan_;
};

}  // namespace

Plan make_plan(const std::vector<Module>& modules, const choose::Devices& devices,
               const choose::PolicyChoice& policy) {
  Plan plan;
  for (std::size_t i = 0; i < modules.size(); ++i) look_up(modules, i, plan);
  Checker checker(modules, plan);
  plan.decision = choose::choose_device(facts_of(plan, policy), devices, checker).decision;
  return plan;
}

}  // namespace larder::tool
