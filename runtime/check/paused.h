// No access is checked while one is reported: the report uses functions that kernels may use, too.
#ifndef LARDER_CHECK_PAUSED_H
#define LARDER_CHECK_PAUSED_H

#include <utility>

#include "runtime/check/checker.h"

namespace larder::inline v1::check {

class Paused {
 public:
  Paused() : thread_(std::exchange(running, nullptr)) {}
  ~Paused() { running = thread_; }
  Paused(const Paused&) = delete;
  Paused& operator=(const Paused&) = delete;

 private:
  Thread* const thread_;
};

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_PAUSED_H
