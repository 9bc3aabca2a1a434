// What a program's kernels would run as: its keys looked up in the cache that it would find, and
// the choice among what is there.
//
//   kernels + Located ──look up──▶ images present ──choose──▶ decision ──check bytes──▶ Plan
//
// This follows, without a driver or the program's code, what a Device does when it is opened.
#ifndef LARDER_TOOL_PLAN_H
#define LARDER_TOOL_PLAN_H

#include <string>
#include <vector>

#include "runtime/choose/choose.h"
#include "runtime/store/locate.h"
#include "runtime/store/look_up.h"
#include "runtime/tool/probe.h"
#include "runtime/tool/program.h"

namespace larder::tool {

struct KernelPlan {
  std::string name;
  bool cuda_only = false;  ///< has no CPU variant
  store::FoundKernel found;
};

struct Plan {
  choose::Decision decision;  ///< for `kernels`, in their order
  std::vector<KernelPlan> kernels;
  std::vector<Status> damage;  ///< all that is wrong with the cache's images, used or not
};

struct Wish {
  Policy policy = Policy::kPreferGpu;
  std::string origin = "Options::policy";
};

/// What LARDER_DEVICE's value asks for: auto, gpu or cpu; any other counts as none.
[[nodiscard]] Wish wish_of(const std::string& environment);

[[nodiscard]] Plan make_plan(const std::vector<ProgramKernel>& kernels,
                             const store::Located& located, const Probe& probe, const Wish& wish);

}  // namespace larder::tool

#endif  // LARDER_TOOL_PLAN_H
