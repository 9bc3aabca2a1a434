// Connects the checks to the simulator.
#ifndef LARDER_CHECK_INSTALL_H
#define LARDER_CHECK_INSTALL_H

namespace larder::inline v1::check {

/// Before any kernel runs; more calls do nothing.
void install();

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_INSTALL_H
