// The moments of the accesses that cells keep, by number.
#ifndef LARDER_CHECK_MOMENTS_H
#define LARDER_CHECK_MOMENTS_H

#include <cstddef>
#include <cstdint>

#include "runtime/check/access.h"

namespace larder::inline v1::check {

/// Equal moments have one number.
class Moments {
 public:
  Moments() = default;
  ~Moments();
  Moments(const Moments&) = delete;
  Moments& operator=(const Moments&) = delete;

  /// The number of what happens now: at `pc`, to which the call that tells of it returns, in a
  /// block, at a time without its thread. 0: there is no room.
  [[nodiscard]] std::uint32_t number(const void* pc, std::uint32_t block, std::uint64_t time) {
    Recent& recent = recent_[reinterpret_cast<Address>(pc) % kRecent];
    if (recent.pc == pc && recent.block == block && recent.time == time) return recent.number;
    return find(recent, pc, block, time);
  }
  [[nodiscard]] const Moment& operator[](std::uint32_t number) const { return list_[number]; }
  [[nodiscard]] Access access(KeptAccess kept) const {
    return access_at(list_[kept.moment()], kept);
  }
  [[nodiscard]] std::uint32_t count() const { return count_; }
  /// Numbers begin anew.
  void clear();

 private:
  struct Recent {
    const void* pc;
    std::uint64_t time;
    std::uint32_t block;
    std::uint32_t number;
  };
  static constexpr std::size_t kRecent = 128;

  std::uint32_t find(Recent& recent, const void* pc, std::uint32_t block, std::uint64_t time);
  std::uint32_t& slot_of(const Moment& moment) const;
  bool grow();

  Moment* list_ = nullptr;          // from 1
  std::uint32_t* slots_ = nullptr;  // numbers by digest; 0: none
  std::uint32_t count_ = 0;
  std::uint32_t room_ = 0;  // a power of two; there are twice as many slots
  Recent recent_[kRecent] = {};
};

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_MOMENTS_H
