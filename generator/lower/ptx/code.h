// Inline PTX as plain data: what an asm statement declares and does. No Clang here.
#ifndef LARDER_GENERATOR_LOWER_PTX_CODE_H
#define LARDER_GENERATOR_LOWER_PTX_CODE_H

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace larder::generate::ptx {

/// One of PTX's fundamental types.
struct Type {
  enum class Kind { kBits, kUnsigned, kSigned, kReal, kPredicate };
  Kind kind = Kind::kBits;
  unsigned bits = 32;

  bool operator==(const Type&) const = default;
  [[nodiscard]] bool is_integer() const {
    return kind == Kind::kBits || kind == Kind::kUnsigned || kind == Kind::kSigned;
  }
};
inline constexpr Type kPredicate{Type::Kind::kPredicate, 1};

/// A name declared by .reg.
struct Register {
  std::string name;
  Type type;
};

struct Operand {
  enum class Kind {
    kArgument,  ///< %0
    kRegister,
    kSpecial,  ///< %laneid
    kInteger,
    kReal,
    kAddress,  ///< [parts[0] + offset]
    kVector,   ///< {parts}
    kPair,     ///< parts[0]|parts[1]
    kSink,     ///< _
  };
  Kind kind = Kind::kSink;
  std::size_t number = 0;     ///< of the argument, or of the register in Code
  std::string name = {};      ///< of a special register, without %
  std::uint64_t integer = 0;  ///< 64 bits in two's complement
  double real = 0;            ///< the value of a floating-point constant
  bool single = false;        ///< the constant is written as the bits of a float
  bool negated = false;       ///< !p
  std::int64_t offset = 0;    ///< of an address
  std::vector<Operand> parts = {};
};

struct Instruction {
  std::optional<Operand> guard;  ///< @p or @!p
  std::string opcode;
  std::vector<std::string> modifiers;  ///< without dots
  std::vector<Operand> operands;
};

struct Code {
  std::vector<Register> registers;  ///< of all scopes; equal names are different registers
  std::vector<Instruction> instructions;
};

/// The type that a modifier such as "u32" names; nullopt: none that is translated.
[[nodiscard]] std::optional<Type> type_named(const std::string& modifier);

}  // namespace larder::generate::ptx

#endif  // LARDER_GENERATOR_LOWER_PTX_CODE_H
