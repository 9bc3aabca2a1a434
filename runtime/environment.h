// Reads the environment, which is empty for set-user-id programs because they can't trust it.
// Nothing else in Larder's library reads it.
//
//   LARDER_CACHE       index files and folders to search first             device/environment
//   LARDER_CHECK_OUT   the file for what checks find (`larder check`)      check/findings
//   LARDER_CPU         how CPU variants run a block's threads              simulator/executor
//   LARDER_CPU_ORDER   which blocks and threads begin first                simulator/executor
//   LARDER_DEVICE      the policy                                          choose/policy
//   LARDER_LIBCUDA     the driver's library                                driver/entry_points
//   LARDER_LOG         how much is logged                                  log
//   LARDER_REFRESH     1: the driver compiles PTX anew                     device/open
//   LARDER_STACK_KIB   stack of a CUDA thread on the CPU                   simulator/fiber_pool
//   LARDER_STORE       the store's folder; off                             images/store_plan
//   LARDER_STORE_MODE  when the store removes entries                      images/store_plan
//   LARDER_STRICT      1: a kernel that is not ready is an error           device/open
//   LARDER_WATCHDOG    seconds without progress that end a launch          device/open
#ifndef LARDER_ENVIRONMENT_H
#define LARDER_ENVIRONMENT_H

#include <string>

namespace larder::inline v1 {

/// A variable's value; empty if it is not set, and in a set-user-id program. Must not be called
/// while another thread changes the environment.
[[nodiscard]] std::string environment(const char* name);

/// The user's folder for files that can be made again: XDG_CACHE_HOME, else .cache in HOME or in
/// the home of the account; empty if none of them is an absolute path.
[[nodiscard]] std::string user_cache_folder();

}  // namespace larder::inline v1

#endif  // LARDER_ENVIRONMENT_H
