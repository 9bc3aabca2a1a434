#include "generator/lower/ptx/translation.h"

#include <algorithm>
#include <array>

#include "generator/lower/ptx/step.h"

namespace larder::generate::ptx {
namespace {

constexpr std::array kFamilies = {translate_halves,  translate_lanes,       translate_integers,
                                  translate_bits,    translate_reals,       translate_comparisons,
                                  translate_moves,   translate_conversions, translate_memory,
                                  translate_atomics, translate_threads};

/// A C++ name for each register: %r1 is larder_r1; a second one of that name is larder_r1_.
std::vector<std::string> names_of(const std::vector<Register>& registers) {
  std::vector<std::string> out;
  for (const Register& each : registers) {
    std::string name = "larder_";
    for (const char c : each.name)
      if (c != '%') name += c == '$' ? '_' : c;
    while (std::find(out.begin(), out.end(), name) != out.end()) name += '_';
    out.push_back(std::move(name));
  }
  return out;
}

std::string declarations(const Code& code, const Variables& variables) {
  std::string out;
  for (std::size_t i = 0; i < code.registers.size(); ++i)
    out += "[[maybe_unused]] " + variable_type(code.registers[i].type) + " " +
           variables.registers[i] + "{}; ";
  if (variables.carry) out += "::larder::simulator::ptx::Carry larder_carry; ";
  return out;
}

}  // namespace

std::variant<std::string, Refusal> translate(const Code& code,
                                             const std::vector<Argument>& arguments) {
  Variables variables{code, arguments, names_of(code.registers)};
  std::string text;
  for (const Instruction& instruction : code.instructions) {
    Step step(instruction, variables);
    const bool known = std::any_of(kFamilies.begin(), kFamilies.end(),
                                   [&](const auto& translates) { return translates(step); });
    if (!known) return Refusal{"'" + instruction.opcode + "'"};
    std::string guard;
    if (instruction.guard) guard = "if (" + step.value(*instruction.guard, kPredicate) + ") { ";
    if (!step.refused().empty()) return Refusal{step.refused()};
    text += guard + step.text() + (guard.empty() ? "" : "} ");
  }
  return declarations(code, variables) + text;
}

}  // namespace larder::generate::ptx
