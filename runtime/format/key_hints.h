// Where keys were seen: so that the next search among the same keys starts close by.
//
//   value ──near──▶ hint ──KeySearch──▶ last step ──remember──▶ hint for this part of the values
//
// The keys' table is much larger than a processor's caches, so a search costs the lines of it that
// are read. From the start of the table the first step lands some hundred entries off, and each
// step reads another line; from a key some entries away one line is mostly enough.
#ifndef LARDER_FORMAT_KEY_HINTS_H
#define LARDER_FORMAT_KEY_HINTS_H

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>

namespace larder::format {

/// A key that was seen: a value not above its own by much, and its number. As it is made, it says
/// that the least of all values lies before number 0.
struct KeyHint {
  std::uint64_t value = 0;  ///< the key's first 8 bytes as a number, its low half cut off
  std::uint32_t number = 0;
};

/// One hint for each part of the range of values, the first that was remembered there: about 8 keys
/// a part, at most 512 KiB. Thread safety: any number of threads, also for remember().
class KeyHints {
 public:
  explicit KeyHints(std::uint32_t keys)
      : bits_(std::clamp(static_cast<int>(std::bit_width(keys / kKeysEach)), 1, 16)),
        hints_(static_cast<std::uint64_t*>(std::calloc(std::size_t{1} << bits_, kHintSize))) {
    if (hints_ == nullptr) throw std::bad_alloc();
  }

  /// What is remembered for this part of the values.
  [[nodiscard]] KeyHint near(std::uint64_t value) const {
    const std::uint64_t hint = at(value).load(std::memory_order_relaxed);
    return {hint & kValueBits, static_cast<std::uint32_t>(hint & ~kValueBits)};
  }

  /// Once there is a hint it stays, so that threads which search do not write.
  void remember(const KeyHint& seen) const {
    const std::atomic_ref<std::uint64_t> hint = at(seen.value);
    if (hint.load(std::memory_order_relaxed) != 0) return;
    // Relaxed: both halves are in one number, and any hint is as true as another.
    hint.store((seen.value & kValueBits) | seen.number, std::memory_order_relaxed);
  }

 private:
  static constexpr std::uint32_t kKeysEach = 8;
  static constexpr std::uint64_t kValueBits = 0xffffffff00000000;

  static constexpr std::size_t kHintSize = sizeof(std::uint64_t);

  struct Free {
    void operator()(std::uint64_t* hints) const { std::free(hints); }
  };
  [[nodiscard]] std::atomic_ref<std::uint64_t> at(std::uint64_t value) const {
    return std::atomic_ref(hints_[value >> (64 - bits_)]);
  }

  int bits_;
  // From calloc: the system gives pages of zeros as they are touched, not all when this is made.
  std::unique_ptr<std::uint64_t[], Free> hints_;
};

}  // namespace larder::format

#endif  // LARDER_FORMAT_KEY_HINTS_H
