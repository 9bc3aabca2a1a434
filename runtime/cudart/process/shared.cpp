#include "runtime/cudart/process/shared.h"

#include "runtime/cudart/graph/captures.h"
#include "runtime/cudart/graph/graphs.h"
#include "runtime/cudart/graph/memory.h"
#include "runtime/cudart/process/devices.h"
#include "runtime/cudart/process/pool_devices.h"

namespace larder::inline v1::cudart {
namespace {

// Never destroyed: programs call CUDA and launch kernels during exit.
template <class T>
T& own() {
  static T& instance = *new T;
  return instance;
}

}  // namespace

// In a section of its own, since AddressSanitizer reports a variable that two copies of Larder
// define as an error, but ignores such sections.
__attribute__((section("larder_cudart"))) constinit Shared shared = {
    &own<Captures>, &own<Devices>, &own<GraphMemory>, &own<Graphs>, &own<PoolDevices>};

}  // namespace larder::inline v1::cudart
