// Where a program's kernels would run: looks up their keys in the caches that the program and its
// libraries would find, and chooses among the images there.
//
//   modules ──look up──▶ images present ──choose──▶ decision ──check bytes──▶ Plan
//
// This repeats, without a driver or the program's code, the steps of Device::open().
#ifndef LARDER_TOOL_PLAN_H
#define LARDER_TOOL_PLAN_H

#include <cstddef>
#include <string>
#include <vector>

#include "runtime/choose/choose.h"
#include "runtime/choose/devices.h"
#include "runtime/choose/policy.h"
#include "runtime/store/look_up.h"
#include "runtime/tool/modules.h"

namespace larder::tool {

struct KernelPlan {
  std::string name;
  std::size_t module = 0;  ///< the number of its module
  bool cuda_only = false;  ///< has no CPU variant
  std::string lowering;    ///< of its CPU variant; see ProgramKernel
  store::FoundKernel found;
};

struct Plan {
  choose::Decision decision;  ///< for `kernels`, in their order
  std::vector<KernelPlan> kernels;
  /// For each module, all damage in its cache's images, used or not.
  std::vector<std::vector<Status>> damage;
};

/// One choice for the kernels of all modules, because one Device has them all.
[[nodiscard]] Plan make_plan(const std::vector<Module>& modules, const choose::Devices& devices,
                             const choose::PolicyChoice& policy);

}  // namespace larder::tool

#endif  // LARDER_TOOL_PLAN_H
