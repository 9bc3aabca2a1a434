// The message for a fault of a kernel, composed inside a signal handler: nothing here allocates,
// locks or depends on the locale.
#ifndef LARDER_SIMULATOR_FAULT_LINE_H
#define LARDER_SIMULATOR_FAULT_LINE_H

#include <signal.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "runtime/simulator/block.h"

namespace larder::inline v1::simulator {

/// One line of text. Initially all zeros, so that a static one needs no constructor at start.
class FaultLine {
 public:
  /// Sets the text to a description of `fault`, which `thread` caused, including the line's end.
  void describe(const RunningThread& thread, const siginfo_t& fault);
  std::string_view text() const { return {text_, size_}; }

 private:
  void add(std::string_view text);
  void add_name(const char* name);
  void add_number(std::uint64_t number, int base = 10);
  void add_index(uint3 index);
  void add_thread(const RunningThread& thread);
  void add_access(const RunningThread& thread, const siginfo_t& fault);
  void add_kind(const RunningThread& thread, const siginfo_t& fault);

  char text_[4096];  // a pipe takes so much in one piece
  std::size_t size_;
};

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_FAULT_LINE_H
