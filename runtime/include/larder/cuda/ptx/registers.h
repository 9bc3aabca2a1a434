// The operands of inline PTX: from the user's expressions to registers, and back.
#ifndef LARDER_CUDA_PTX_REGISTERS_H
#define LARDER_CUDA_PTX_REGISTERS_H

#include <cstdint>
#include <cstring>
#include <type_traits>

#include "../../cuda.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace ptx {

/// The unsigned integer of the same size.
template <class T>
using Bits = typename BitsOf<sizeof(T)>::Type;

/// The bits of a register as another type: the same bits, or the low ones of a wider integer.
template <class To, class From>
To as(From from) {
  if constexpr (sizeof(To) == sizeof(From)) {
    return same_bits<To>(from);
  } else {
    static_assert(sizeof(To) < sizeof(From) && std::is_integral_v<From>);
    return same_bits<To>(static_cast<Bits<To>>(from));
  }
}

/// An operand's value in a register: as in nvcc, its bits decide, so a float may be in "r".
template <class Register, class Value>
Register take(Value value) {
  if constexpr (std::is_integral_v<Value> && std::is_integral_v<Register>) {
    return static_cast<Register>(value);
  } else {
    static_assert(sizeof(Register) == sizeof(Value),
                  "the size of this operand of inline PTX is not that of its constraint");
    Register out;
    std::memcpy(&out, &value, sizeof(Register));
    return out;
  }
}

/// Writes a register to an operand.
template <class Value, class Register>
void give(Value& value, Register from) {
  using Plain = std::remove_volatile_t<Value>;
  if constexpr (std::is_integral_v<Plain> && std::is_integral_v<Register>) {
    value = static_cast<Plain>(from);
  } else {
    static_assert(sizeof(Register) == sizeof(Value),
                  "the size of this operand of inline PTX is not that of its constraint");
    Plain out;
    std::memcpy(&out, &from, sizeof(Register));
    value = out;
  }
}

/// The carry flag, which one asm statement leaves to the next.
class Carry {
 public:
  Carry() : flag(carry_flag) {}
  ~Carry() { carry_flag = flag; }
  Carry(const Carry&) = delete;
  Carry& operator=(const Carry&) = delete;

  bool flag;
};

/// A statement that clobbers "memory": compilers read memory again after it, so a loop around it
/// may wait for other threads. `spins`: the statement does nothing else.
inline void clobber_memory(bool spins, LARDER_SITE) {
  give_others_a_turn(spins, {file, line});
  __asm__ volatile("" ::: "memory");
}

}  // namespace ptx
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDA_PTX_REGISTERS_H
