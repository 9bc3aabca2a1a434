// assert() in kernels.
#ifndef LARDER_SIMULATOR_ASSERTIONS_H
#define LARDER_SIMULATOR_ASSERTIONS_H

namespace larder::inline v1::simulator {

/// Does nothing. A call makes the linker take the functions that a failed assert() calls from this
/// file, even if the system's library comes before this one.
void take_assertions();

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_ASSERTIONS_H
