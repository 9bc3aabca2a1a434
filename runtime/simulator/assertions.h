// assert() in kernels.
#ifndef LARDER_SIMULATOR_ASSERTIONS_H
#define LARDER_SIMULATOR_ASSERTIONS_H

namespace larder::inline v1::simulator {

/// Does nothing. Who calls it has the linker take the functions in which assert() ends from here,
/// also where the system's library comes before this one.
void take_assertions();

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_ASSERTIONS_H
