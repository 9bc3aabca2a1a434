#include "runtime/store/first_reads.h"

#include <algorithm>

namespace larder::inline v1::store {
namespace {

constexpr std::uint64_t kBits = 64;

}  // namespace

FirstReads::FirstReads(const Mapping& file, std::uint64_t piece) : piece_(piece) {
  const std::uint64_t pieces = file.bytes.size() / piece + 1;
  known_ =
      std::make_shared<Known>(file, std::vector<std::atomic<std::uint64_t>>(pieces / kBits + 1));
}

// Tells of the pieces from the first that is new to the last that is: those between are few.
void FirstReads::tell(format::Bytes part) const {
  const format::Bytes file = known_->file.bytes;
  const auto offset = static_cast<std::uint64_t>(part.data() - file.data());
  const std::uint64_t last = (offset + part.size() - 1) / piece_;
  std::uint64_t first_new = last + 1;
  std::uint64_t end_new = 0;
  for (std::uint64_t i = offset / piece_; i <= last; ++i) {
    std::atomic<std::uint64_t>& bits = known_->told[i / kBits];
    const std::uint64_t bit = std::uint64_t{1} << (i % kBits);
    // Looked at first: most are known, and what is only read needs no processor to wait.
    if ((bits.load(std::memory_order_relaxed) & bit) != 0) continue;
    if ((bits.fetch_or(bit, std::memory_order_relaxed) & bit) != 0) continue;
    first_new = std::min(first_new, i);
    end_new = i + 1;
  }
  if (end_new == 0) return;
  const std::uint64_t begin = first_new * piece_;
  const std::uint64_t end = std::min<std::uint64_t>(end_new * piece_, file.size());
  known_->file.advise(file.subspan(begin, end - begin), Reading::kSoon);
}

}  // namespace larder::inline v1::store
