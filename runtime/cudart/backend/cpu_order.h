// Keeps the order of streams if several host threads put work into them: on the CPU the thread
// that does so runs the work, when it is the stream's turn.
#ifndef LARDER_CUDART_BACKEND_CPU_ORDER_H
#define LARDER_CUDART_BACKEND_CPU_ORDER_H

#include <memory>
#include <mutex>
#include <shared_mutex>
#include <utility>

namespace larder::inline v1::cudart {

struct CpuStream {
  explicit CpuStream(unsigned with_flags) : flags(with_flags) {}
  unsigned flags;
  std::mutex mutex;  ///< held while work in it runs
};

/// Held while work in a stream runs. Work in the legacy default stream runs alone, except beside
/// streams that do not wait for it (cudaStreamNonBlocking).
class Turn {
 public:
  /// In the legacy default stream.
  explicit Turn(std::shared_mutex& legacy) : alone_(legacy) {}
  /// In the calling thread's own default stream.
  explicit Turn(std::shared_lock<std::shared_mutex> beside) : beside_(std::move(beside)) {}
  /// In a stream; `beside` is empty if it does not wait for the legacy default stream.
  Turn(std::shared_lock<std::shared_mutex> beside, std::shared_ptr<CpuStream> stream)
      : beside_(std::move(beside)), stream_(std::move(stream)), own_(stream_->mutex) {}

 private:
  std::unique_lock<std::shared_mutex> alone_;
  std::shared_lock<std::shared_mutex> beside_;
  std::shared_ptr<CpuStream> stream_;
  std::unique_lock<std::mutex> own_;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_BACKEND_CPU_ORDER_H
