// Tells the system of parts of a mapped file right before they are read for the first time, so that
// it gets them with one read, and several parts at once where several are wanted.
#ifndef LARDER_STORE_FIRST_READS_H
#define LARDER_STORE_FIRST_READS_H

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/format/bytes.h"
#include "runtime/store/file_system.h"

namespace larder::inline v1::store {

/// Copies share what they know. Thread safety: any call from any thread.
class FirstReads {
 public:
  /// Of a file that is read in pieces of `piece` bytes, a power of two: whoever wants a byte gets
  /// the pieces that it lies in. Takes a bit for each piece.
  FirstReads(const Mapping& file, std::uint64_t piece);
  /// Of a file that the system may read as it likes.
  FirstReads() = default;

  /// `part` is of the file, and about to be read.
  void expect(format::Bytes part) const {
    if (known_ != nullptr && !part.empty()) tell(part);
  }

 private:
  struct Known {
    Mapping file;
    std::vector<std::atomic<std::uint64_t>> told;  ///< a bit for each piece
  };
  void tell(format::Bytes part) const;

  std::uint64_t piece_ = 0;
  std::shared_ptr<Known> known_;
};

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_FIRST_READS_H
