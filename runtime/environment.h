// The environment, as a set-user-id program may trust it: not at all. Nothing else in Larder's
// library reads it.
//
//   LARDER_CACHE       index files and folders to look in first            device/environment
//   LARDER_CPU         how CPU variants run a block's threads              simulator/executor
//   LARDER_DEVICE      the policy                                          choose/policy
//   LARDER_LIBCUDA     the driver's library                                driver/entry_points
//   LARDER_LOG         how much is told                                    device/log
//   LARDER_REFRESH     1: what the driver compiled is compiled anew        device/open
//   LARDER_STACK_KIB   of a CUDA thread on the CPU                         simulator/fiber_pool
//   LARDER_STORE       the store's folder; off                             images/store_plan
//   LARDER_STORE_MODE  what the store may do                               images/store_plan
//   LARDER_STRICT      1: what is not ready is an error                    device/open
//   LARDER_WATCHDOG    seconds without progress that end a launch          device/open
#ifndef LARDER_ENVIRONMENT_H
#define LARDER_ENVIRONMENT_H

#include <string>

namespace larder::inline v1 {

/// A variable's value; empty where it is not set, and in a set-user-id program. Not while another
/// thread changes the environment.
[[nodiscard]] std::string environment(const char* name);

/// The user's folder for what can be made again: XDG_CACHE_HOME, else .cache in HOME or in the home
/// of the account; empty where none of them is an absolute path.
[[nodiscard]] std::string user_cache_folder();

}  // namespace larder::inline v1

#endif  // LARDER_ENVIRONMENT_H
