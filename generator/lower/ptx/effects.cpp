#include "generator/lower/ptx/effects.h"

#include <algorithm>
#include <set>

namespace larder::generate::ptx {
namespace {

// They meet other lanes or threads.
const std::set<std::string> kWaiting = {"activemask", "bar",   "barrier", "match",
                                        "nanosleep",  "redux", "shfl",    "vote"};
const std::set<std::string> kFences = {"fence", "membar"};
const std::set<std::string> kUpdates = {"atom", "red"};

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
  if (kFences.contains(instruction.opcode)) return true;
  // Another thread's sum may be what a loop waits for.
  if (kUpdates.contains(instruction.opcode)) return true;
  return instruction.opcode == "ld" && !has(instruction, "nc");
}

}  // namespace

Effects effects_of(const Code& code) {
  Effects out;
  for (const Instruction& instruction : code.instructions) {
    out.waits = out.waits || kWaiting.contains(instruction.opcode);
    out.observes = out.observes || observes(instruction);
    out.asks_index =
        out.asks_index || instruction.opcode == "trap" ||
        std::any_of(instruction.operands.begin(), instruction.operands.end(), asks_index);
  }
  return out;
}

}  // namespace larder::generate::ptx
