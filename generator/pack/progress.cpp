#include "generator/pack/progress.h"

namespace larder::pack {

void Progress::step(const std::string& what) {
  const std::lock_guard lock(mutex_);
  ++count_;
  if (terminal_) write(what);
}

void Progress::done(const std::string& what) {
  const std::lock_guard lock(mutex_);
  ++count_;
  write(what);
}

void Progress::write(const std::string& what) {
  out_ << (terminal_ ? "\r\x1b[K" : "") << '[' << count_ << '/' << total_ << "] " << what
       << (terminal_ ? "" : "\n") << std::flush;
  line_open_ = terminal_;
}

void Progress::skip(std::size_t count) {
  const std::lock_guard lock(mutex_);
  total_ -= count;
}

void Progress::finish() {
  const std::lock_guard lock(mutex_);
  if (line_open_) out_ << "\r\x1b[K" << std::flush;
  line_open_ = false;
}

}  // namespace larder::pack
