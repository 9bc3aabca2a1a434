// The state that copies of this library share where the dynamic linker finds one of them: a program
// passes its streams, events and memory to libraries, which have copies of their own.
#ifndef LARDER_CUDART_PROCESS_SHARED_H
#define LARDER_CUDART_PROCESS_SHARED_H

#include "larder/detail/api.h"

namespace larder::inline v1::cudart {

class Captures;
class Devices;
class GraphMemory;
class Graphs;
class PoolDevices;

/// Functions of the copy that the dynamic linker chose, for objects that live as long as the
/// process. Their code is the caller's own, but for virtual functions.
struct Shared {
  Captures& (*captures)();
  Devices& (*devices)();
  GraphMemory& (*graph_memory)();
  Graphs& (*graphs)();
  PoolDevices& (*pool_devices)();
};

/// The name is that of the release: another one's objects have other layouts.
LARDER_API extern Shared shared __asm__("larder_cudart_" LARDER_VERSION);

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_PROCESS_SHARED_H
