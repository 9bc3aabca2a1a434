// The progress of pack: one line that changes in a terminal, plain lines elsewhere.
#ifndef LARDER_GENERATOR_PACK_PROGRESS_H
#define LARDER_GENERATOR_PACK_PROGRESS_H

#include <cstddef>
#include <mutex>
#include <ostream>
#include <string>

namespace larder::pack {

/// Thread safety: every call may come from any thread.
class Progress {
 public:
  /// Writes to `out`, which must outlive it; `terminal` says whether a line can be rewritten.
  Progress(std::ostream& out, bool terminal, std::size_t total)
      : out_(out), terminal_(terminal), total_(total) {}

  /// Another job is done: "[3/12] blur.cpp: blur<4> for sm_90". Shown in a terminal only.
  void step(const std::string& what);
  /// The same for a job that deserves a line elsewhere too.
  void done(const std::string& what);
  /// Jobs that will not be done: one before them failed.
  void skip(std::size_t count);
  /// Leaves the changing line, so that other text can follow.
  void finish();

 private:
  void write(const std::string& what);

  std::mutex mutex_;
  std::ostream& out_;
  bool terminal_;
  bool line_open_ = false;
  std::size_t total_;
  std::size_t count_ = 0;
};

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_PROGRESS_H
