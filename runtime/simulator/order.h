// The order in which the blocks of a launch begin, and the threads of a block. A GPU promises none,
// and some mistakes show in one order only.
#ifndef LARDER_SIMULATOR_ORDER_H
#define LARDER_SIMULATOR_ORDER_H

#include <cstdint>
#include <optional>
#include <string_view>

namespace larder::inline v1::simulator {

enum class OrderKind : std::uint8_t {
  kForward,
  kReverse,
  kSeeded,  ///< a permutation that depends on a number
};

struct Order {
  OrderKind kind = OrderKind::kForward;
  std::uint64_t seed = 0;

  /// The number of the block or thread that begins as the one `at`, of `count`.
  [[nodiscard]] std::uint64_t place(std::uint64_t at, std::uint64_t count) const {
    if (kind == OrderKind::kForward) return at;
    return kind == OrderKind::kReverse ? count - 1 - at : permuted(at, count);
  }
  /// Whether a block lets others go on at its barrier or fence `number`; in a seeded order alone.
  [[nodiscard]] bool rests(std::uint64_t number) const;

 private:
  [[nodiscard]] std::uint64_t permuted(std::uint64_t at, std::uint64_t count) const;
};

/// The order for a value of LARDER_CPU_ORDER: forward, reverse, or a number; none if it is invalid.
std::optional<Order> parse_order(std::string_view word);

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_ORDER_H
