// Runs other programs and collects their output; none of them outlives an interrupted build.
#ifndef LARDER_GENERATOR_NVCC_PROCESS_H
#define LARDER_GENERATOR_NVCC_PROCESS_H

#include <functional>
#include <string>
#include <vector>

#include "larder/status.h"

namespace larder::nvcc {

struct Finished {
  int exit_code = 0;   ///< 128 plus the signal's number if a signal ended it
  std::string output;  ///< standard output and error, in order
};

/// Runs a command line; the first word is the program, looked up in PATH if it has no slash.
using RunProcess = std::function<Result<Finished>(const std::vector<std::string>& command)>;

/// The RunProcess that really runs programs. Blocks until the program ends. Any thread may call it.
/// kNotFound if the program can't be started, kUnavailable after an interrupt.
[[nodiscard]] Result<Finished> run_process(const std::vector<std::string>& command);

/// From now on SIGINT, SIGTERM and SIGHUP end the running programs and make further ones fail,
/// so that the caller can clean up. Call once, before threads start.
void catch_interrupts();

/// The signal that was caught, or 0.
[[nodiscard]] int interrupted() noexcept;

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_PROCESS_H
