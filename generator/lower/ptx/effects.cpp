#include "generator/lower/ptx/effects.h"

#include <algorithm>
#include <string_view>

namespace larder::generate::ptx {
namespace {

// They meet other lanes or threads.
constexpr std::string_view kWaiting[] = {"activemask", "bar",   "barrier", "match",
                                         "nanosleep",  "redux", "shfl",    "vote"};
constexpr std::string_view kFences[] = {"fence", "membar"};
constexpr std::string_view kUpdates[] = {"atom", "red"};

template <std::size_t count>
bool is_one_of(const std::string& opcode, const std::string_view (&names)[count]) {
  return std::ranges::find(names, opcode) != std::end(names);
}

bool has(const Instruction& instruction, const char* modifier) {
  return std::find(instruction.modifiers.begin(), instruction.modifiers.end(), modifier) !=
         instruction.modifiers.end();
}

// The clocks, and what all threads of a block share, are the same for any thread.
bool asks_index(const Operand& operand) {
  const bool of_thread = operand.name.starts_with("tid") || operand.name == "warpid" ||
                         operand.name.starts_with("lane");
  return (operand.kind == Operand::Kind::kSpecial && of_thread) ||
         std::any_of(operand.parts.begin(), operand.parts.end(), asks_index);
}

bool observes(const Instruction& instruction) {
  if (is_one_of(instruction.opcode, kFences)) return true;
  // Another thread's sum may be what a loop waits for.
  if (is_one_of(instruction.opcode, kUpdates)) return true;
  return instruction.opcode == "ld" && !has(instruction, "nc");
}

}  // namespace

Effects effects_of(const Code& code) {
  Effects out;
  for (const Instruction& instruction : code.instructions) {
    out.waits = out.waits || is_one_of(instruction.opcode, kWaiting);
    out.observes = out.observes || observes(instruction);
    out.asks_index =
        out.asks_index || instruction.opcode == "trap" ||
        std::any_of(instruction.operands.begin(), instruction.operands.end(), asks_index);
  }
  return out;
}

}  // namespace larder::generate::ptx
