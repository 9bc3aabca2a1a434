// PTX to C++: the statements that do on a CPU what the instructions do, by the functions of
// larder/cuda/ptx.h.
//
//   add.cc.u32 %0, %1, 7;
//   larder_0 = ::larder::simulator::ptx::add_setting(larder_1, ::std::uint32_t{7}, larder_carry);
#ifndef LARDER_GENERATOR_LOWER_PTX_TRANSLATION_H
#define LARDER_GENERATOR_LOWER_PTX_TRANSLATION_H

#include <string>
#include <variant>
#include <vector>

#include "generator/lower/ptx/code.h"
#include "generator/lower/ptx/parser.h"

namespace larder::generate::ptx {

/// An operand of the asm statement, a local variable larder_N of the C++ code.
struct Argument {
  Type type;
  bool written = false;
  bool constant = false;  ///< an integer as text ("n"), of no type of its own: a long long
};

/// The type of a variable that holds a register or an argument of this type.
[[nodiscard]] std::string variable_type(Type type);

/// Statements: declarations of the registers, then the instructions.
[[nodiscard]] std::variant<std::string, Refusal> translate(const Code& code,
                                                           const std::vector<Argument>& arguments);

}  // namespace larder::generate::ptx

#endif  // LARDER_GENERATOR_LOWER_PTX_TRANSLATION_H
