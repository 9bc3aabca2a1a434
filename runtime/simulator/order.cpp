#include "runtime/simulator/order.h"

#include <charconv>
#include <system_error>

namespace larder::inline v1::simulator {
namespace {

// The finaliser of SplitMix64.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9u;
  value = (value ^ value >> 27) * 0x94d049bb133111ebu;
  return value ^ value >> 31;
}

}  // namespace

// A Feistel network over the next power of four; numbers that are too large go through it again.
std::uint64_t Order::permuted(std::uint64_t at, std::uint64_t count) const {
  unsigned half = 1;
  while ((std::uint64_t{1} << 2 * half) < count) ++half;
  const std::uint64_t mask = (std::uint64_t{1} << half) - 1;
  do {
    for (std::uint64_t round = 0; round < 4; ++round) {
      const std::uint64_t low = at & mask;
      at = low << half | ((at >> half ^ mixed(low ^ mixed(seed * 4 + round + 1))) & mask);
    }
  } while (at >= count);
  return at;
}

bool Order::rests(std::uint64_t number) const {
  constexpr std::uint64_t kOneOf = 4;
  return kind == OrderKind::kSeeded && mixed(seed ^ mixed(number)) % kOneOf == 0;
}

std::optional<Order> parse_order(std::string_view word) {
  if (word == "forward") return Order{};
  if (word == "reverse") return Order{OrderKind::kReverse};
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), seed);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return Order{OrderKind::kSeeded, seed};
}

}  // namespace larder::inline v1::simulator
