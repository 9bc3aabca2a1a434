#include "generator/lower/ptx/step.h"

#include <algorithm>
#include <bit>
#include <map>

namespace larder::generate::ptx {
namespace {

using Kind = Operand::Kind;

struct Special {
  const char* expression;
  unsigned bits;
};

const std::map<std::string, Special>& specials() {
  static const std::map<std::string, Special> all = {
      {"tid.x", {"::larder::simulator::threadIdx.x", 32}},
      {"tid.y", {"::larder::simulator::threadIdx.y", 32}},
      {"tid.z", {"::larder::simulator::threadIdx.z", 32}},
      {"ntid.x", {"::larder::simulator::blockDim.x", 32}},
      {"ntid.y", {"::larder::simulator::blockDim.y", 32}},
      {"ntid.z", {"::larder::simulator::blockDim.z", 32}},
      {"ctaid.x", {"::larder::simulator::blockIdx.x", 32}},
      {"ctaid.y", {"::larder::simulator::blockIdx.y", 32}},
      {"ctaid.z", {"::larder::simulator::blockIdx.z", 32}},
      {"nctaid.x", {"::larder::simulator::gridDim.x", 32}},
      {"nctaid.y", {"::larder::simulator::gridDim.y", 32}},
      {"nctaid.z", {"::larder::simulator::gridDim.z", 32}},
      {"laneid", {"::larder::simulator::ptx::lane_number()", 32}},
      {"warpid", {"::larder::simulator::ptx::warp_number()", 32}},
      // All blocks run on one multiprocessor, so to speak.
      {"smid", {"::std::uint32_t{0}", 32}},
      {"nsmid", {"::std::uint32_t{1}", 32}},
      {"lanemask_eq", {"::larder::simulator::ptx::lane_mask_equal()", 32}},
      {"lanemask_lt", {"::larder::simulator::ptx::lane_mask_below()", 32}},
      {"lanemask_le", {"::larder::simulator::ptx::lane_mask_up_to()", 32}},
      {"lanemask_gt", {"::larder::simulator::ptx::lane_mask_above()", 32}},
      {"lanemask_ge", {"::larder::simulator::ptx::lane_mask_from()", 32}},
      {"clock", {"static_cast<::std::uint32_t>(::larder::simulator::ptx::clock_ticks())", 32}},
      {"clock_hi",
       {"static_cast<::std::uint32_t>(::larder::simulator::ptx::clock_ticks() >> 32)", 32}},
      {"clock64", {"::larder::simulator::ptx::clock_ticks()", 64}},
      {"globaltimer", {"::larder::simulator::ptx::global_nanoseconds()", 64}},
      {"globaltimer_lo",
       {"static_cast<::std::uint32_t>(::larder::simulator::ptx::global_nanoseconds())", 32}},
      {"globaltimer_hi",
       {"static_cast<::std::uint32_t>(::larder::simulator::ptx::global_nanoseconds() >> 32)", 32}},
  };
  return all;
}

std::string braced(Type type, std::uint64_t bits) {
  if (type.bits < 64) bits &= (std::uint64_t{1} << type.bits) - 1;
  return "::std::uint" + std::to_string(type.bits) + "_t{" + std::to_string(bits) +
         (type.bits == 64 ? "u}" : "}");
}

}  // namespace

std::string variable_type(Type type) {
  if (type.kind == Type::Kind::kPredicate) return "bool";
  if (type.kind == Type::Kind::kReal) return type.bits == 64 ? "double" : "float";
  return "::std::uint" + std::to_string(type.bits) + "_t";
}

std::string value_type(Type type) {
  if (type.kind != Type::Kind::kSigned) return variable_type(type);
  return "::std::int" + std::to_string(type.bits) + "_t";
}

std::string call(const std::string& function, std::initializer_list<std::string> arguments) {
  std::string out = "::larder::simulator::ptx::" + function + "(";
  bool first = true;
  for (const std::string& argument : arguments) {
    out += (first ? "" : ", ") + argument;
    first = false;
  }
  return out + ")";
}

// --- modifiers ---

void Step::refuse(std::string what) {
  if (refused_.empty()) refused_ = std::move(what);
}

std::string Step::refused() const {
  if (!refused_.empty() || modifiers_.empty()) return refused_;
  return "'." + modifiers_.front() + "' of '" + opcode() + "'";
}

bool Step::accept(const char* modifier) {
  const auto found = std::find(modifiers_.begin(), modifiers_.end(), modifier);
  if (found == modifiers_.end()) return false;
  modifiers_.erase(found);
  return true;
}

bool Step::is(const char* modifier) const {
  return std::find(modifiers_.begin(), modifiers_.end(), modifier) != modifiers_.end();
}

std::string Step::first_of(std::initializer_list<const char*> modifiers) const {
  const auto found =
      std::find_first_of(modifiers_.begin(), modifiers_.end(), modifiers.begin(), modifiers.end());
  return found == modifiers_.end() ? std::string() : *found;
}

std::string Step::accept_one(std::initializer_list<const char*> choices) {
  for (const char* choice : choices)
    if (accept(choice)) return choice;
  return {};
}

void Step::ignore(std::initializer_list<const char*> modifiers) {
  for (const char* modifier : modifiers) accept(modifier);
}

void Step::ignore_starting(const char* start) {
  std::erase_if(modifiers_, [&](const std::string& each) { return each.starts_with(start); });
}

std::optional<Type> Step::type_if_any() {
  for (auto each = modifiers_.begin(); each != modifiers_.end(); ++each) {
    const std::optional<Type> found = type_named(*each);
    if (!found) continue;
    modifiers_.erase(each);
    return found;
  }
  return std::nullopt;
}

Type Step::type() {
  const std::optional<Type> found = type_if_any();
  if (!found)
    refuse(modifiers_.empty() ? "'" + opcode() + "'"
                              : "'." + modifiers_.back() + "' of '" + opcode() + "'");
  return found.value_or(kWord);
}

// --- operands ---

bool Step::has(std::size_t least, std::size_t most) {
  const bool fits = count() >= least && count() <= most;
  if (!fits) refuse("'" + opcode() + "' with " + std::to_string(count()) + " operands");
  return fits;
}

void Step::refuse_operand(const Operand& operand) {
  std::string what = "this operand";
  if (operand.kind == Kind::kSpecial) what = "'%" + operand.name + "' as an operand";
  if (operand.kind == Kind::kArgument)
    what = "operand %" + std::to_string(operand.number) + " with its constraint";
  if (operand.kind == Kind::kRegister)
    what = "register '" + variables_.code.registers[operand.number].name + "'";
  refuse(what + " of '" + opcode() + "'");
}

std::optional<Type> Step::storage(const Operand& operand) const {
  if (operand.kind == Kind::kRegister) return variables_.code.registers[operand.number].type;
  if (operand.kind != Kind::kArgument || operand.number >= variables_.arguments.size())
    return std::nullopt;
  const Argument& argument = variables_.arguments[operand.number];
  return argument.constant ? std::nullopt : std::optional(argument.type);
}

std::string Step::name(const Operand& operand) const {
  if (operand.kind == Kind::kRegister) return variables_.registers[operand.number];
  return "larder_" + std::to_string(operand.number);
}

std::string Step::constant(const Operand& operand, Type type) {
  if (type.kind == Type::Kind::kPredicate) return operand.integer != 0 ? "true" : "false";
  if (type.kind != Type::Kind::kReal) {
    const bool bits_of_real =
        type.kind == Type::Kind::kBits && type.bits == (operand.single ? 32U : 64U);
    if (operand.kind == Kind::kReal && !bits_of_real) refuse_operand(operand);
    std::string bits = braced(unsigned_of(type), operand.integer);
    if (type.kind != Type::Kind::kSigned) return bits;
    return call("as<" + value_type(type) + ">", {bits});
  }
  if (operand.kind != Kind::kReal) refuse_operand(operand);
  const auto single = std::bit_cast<std::uint32_t>(static_cast<float>(operand.real));
  const std::uint64_t bits =
      type.bits == 64 ? std::bit_cast<std::uint64_t>(operand.real) : std::uint64_t{single};
  return call("as<" + value_type(type) + ">", {braced(type, bits)});
}

std::string Step::converted(const std::string& expression, Type from, Type to, Fit fit) {
  const bool same_kind =
      (from.kind == Type::Kind::kPredicate) == (to.kind == Type::Kind::kPredicate);
  const bool wider = fit == Fit::kOrWider && from.bits > to.bits && from.is_integer();
  if (!same_kind || (from.bits != to.bits && !wider)) return {};
  if (variable_type(from) == value_type(to)) return expression;
  return call("as<" + value_type(to) + ">", {expression});
}

std::string Step::special(const Operand& operand, Type type, Fit fit) {
  const auto found = specials().find(operand.name);
  if (found == specials().end()) {
    refuse("'%" + operand.name + "'");
    return {};
  }
  return converted(found->second.expression, {Type::Kind::kUnsigned, found->second.bits}, type,
                   fit);
}

std::string Step::value(const Operand& operand, Type type, Fit fit) {
  if (operand.kind == Kind::kInteger || operand.kind == Kind::kReal) return constant(operand, type);
  std::string out;
  if (operand.kind == Kind::kSpecial) out = special(operand, type, fit);
  const bool argument =
      operand.kind == Kind::kArgument && operand.number < variables_.arguments.size();
  if (argument && variables_.arguments[operand.number].constant && type.is_integer())
    out = "static_cast<" + value_type(type) + ">(" + name(operand) + ")";
  if (const std::optional<Type> from = storage(operand))
    out = converted(name(operand), *from, type, fit);
  if (out.empty()) refuse_operand(operand);
  return operand.negated ? "!" + out : out;
}

void Step::set(const Operand& operand, Type type, const std::string& expression, Fit fit) {
  if (operand.kind == Kind::kSink) return add("static_cast<void>(" + expression + ")");
  const std::optional<Type> to = storage(operand);
  if (!to || operand.negated) return refuse_operand(operand);
  const std::string variable = variable_type(*to);
  const bool predicate = to->kind == Type::Kind::kPredicate;
  // A wider register is filled up with the sign or with zeros.
  const bool widens = fit == Fit::kOrWider && to->is_integer() && to->bits > type.bits;
  if (variable == value_type(type))
    add(name(operand) + " = " + expression);
  else if (widens && type.is_integer())
    add(name(operand) + " = static_cast<" + variable + ">(" + expression + ")");
  else if (to->bits == type.bits && !predicate && type.kind != Type::Kind::kPredicate)
    add(name(operand) + " = " + call("as<" + variable + ">", {expression}));
  else
    refuse_operand(operand);
}

std::string Step::carry() {
  variables_.carry = true;
  return "larder_carry";
}

std::string Step::pointer(std::size_t index, const std::string& function, const std::string& type) {
  const Operand& address = operand(index);
  if (address.kind != Kind::kAddress) {
    refuse_operand(address);
    return {};
  }
  const Operand& base = address.parts[0];
  const std::optional<Type> from = storage(base);
  const bool narrow = from && from->bits == 32 && function == "shared_pointer";
  const Type width = narrow ? kWord : kLong;
  std::string place = value(base, width);
  if (address.offset != 0)
    place += " + " + braced(width, static_cast<std::uint64_t>(address.offset));
  if (address.parts.size() > 1) place += " + " + value(address.parts[1], width);
  return call(function + "<" + type + ">", {place});
}

}  // namespace larder::generate::ptx
