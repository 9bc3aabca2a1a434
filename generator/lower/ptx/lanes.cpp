// SIMD on the bytes or halves of a word. Not those with masks, selectors or a comparison.
#include <map>
#include <string>

#include "generator/lower/ptx/step.h"

namespace larder::generate::ptx {
namespace {

const std::map<std::string, std::string>& operations() {
  static const std::map<std::string, std::string> all = {{"vadd", "kAdd"},
                                                         {"vsub", "kSubtract"},
                                                         {"vabsdiff", "kAbsoluteDifference"},
                                                         {"vmin", "kSmaller"},
                                                         {"vmax", "kLarger"}};
  return all;
}

std::string lane_type(Type word, unsigned bits) { return value_type({word.kind, bits}); }

void translate_lanes(Step& step, const std::string& operation, unsigned bits) {
  const bool adds = step.accept("add");
  const bool saturates = step.accept("sat");
  const Type result = step.type();
  const std::string a = lane_type(step.type(), bits);
  const std::string b = lane_type(step.type(), bits);
  if (adds && saturates) step.refuse("'.sat' of '" + step.opcode() + "'");
  if (!step.has(4)) return;
  const std::string named = "::larder::simulator::ptx::LaneOperation::" + operation;
  if (adds)
    return step.set(
        0, kWord,
        call("sum_of_lanes<" + a + ", " + b + ">",
             {named, step.value(1, kWord), step.value(2, kWord), step.value(3, kWord)}));
  // Without a mask nothing of operand 3 stays.
  step.set(0, kWord,
           call("each_lane<" + a + ", " + b + ", " + lane_type(result, bits) + ", " +
                    (saturates ? "true" : "false") + ">",
                {named, step.value(1, kWord), step.value(2, kWord)}));
}

}  // namespace

bool translate_lanes(Step& step) {
  const std::string& opcode = step.opcode();
  if (!opcode.ends_with('2') && !opcode.ends_with('4')) return false;
  const auto found = operations().find(opcode.substr(0, opcode.size() - 1));
  if (found == operations().end()) return false;
  translate_lanes(step, found->second, opcode.back() == '4' ? 8 : 16);
  return true;
}

}  // namespace larder::generate::ptx
