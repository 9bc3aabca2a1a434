// Runs PTX, one instruction of one thread after the other. Addresses are the host's, but those in
// shared memory are offsets.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <list>
#include <type_traits>

#include "tests/support/fake_cuda_program.h"

namespace larder::fake {
namespace {

constexpr std::size_t kMostSteps = 10'000'000;  // of a thread between two barriers
constexpr std::size_t kStepsOfATurn = 1000;
constexpr std::size_t kBlocksAtOnce = 64;

struct Type {
  char kind = 'b';  // b, u, s or f
  unsigned bits = 32;
};

Type type_of(const std::string& word) {
  if (word == "pred") return {'u', 8};
  const bool known = word.size() > 1 && std::string_view("busf").find(word[0]) != std::string::npos;
  return known ? Type{word[0], static_cast<unsigned>(std::stoul("0" + word.substr(1)))} : Type{};
}

std::uint64_t cut(std::uint64_t bits, unsigned count) {
  return count >= 64 ? bits : bits & ((std::uint64_t{1} << count) - 1);
}

std::int64_t as_signed(std::uint64_t bits, unsigned count) {
  return static_cast<std::int64_t>(bits << (64 - count)) >> (64 - count);
}

double as_double(std::uint64_t bits, Type type) {
  if (type.kind == 's') return static_cast<double>(as_signed(bits, type.bits));
  if (type.kind != 'f') return static_cast<double>(cut(bits, type.bits));
  if (type.bits == 64) return std::bit_cast<double>(bits);
  return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
}

std::uint64_t bits_of(double value, Type type) {
  if (type.kind == 's') return static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
  if (type.kind != 'f') return static_cast<std::uint64_t>(value);
  if (type.bits == 64) return std::bit_cast<std::uint64_t>(value);
  return std::bit_cast<std::uint32_t>(static_cast<float>(value));
}

// As PTX says: out of range it is the nearest, and NaN is 0, or the highest bit if 64 bits are
// involved.
std::uint64_t saturated(double value, Type from, Type to) {
  const double bound = std::ldexp(1.0, static_cast<int>(to.bits) - (to.kind == 's' ? 1 : 0));
  const std::uint64_t top = std::uint64_t{1} << (to.bits - 1);
  if (std::isnan(value)) return from.bits == 64 || to.bits == 64 ? top : 0;
  if (to.kind == 's') {
    if (value >= bound) return top - 1;
    return value < -bound ? top : static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
  }
  if (value >= bound) return top - 1 + top;
  return value <= 0 ? 0 : static_cast<std::uint64_t>(value);
}

// The operations of T; nullopt: not known.
template <class T>
std::optional<T> computed(const std::string& name, T a, T b, T c) {
  if (name == "add") return a + b;
  if (name == "sub") return a - b;
  if (name == "mul") return a * b;
  if (name == "neg") return T{} - a;
  if constexpr (std::is_floating_point_v<T>) {
    if (name == "fma") return std::fma(a, b, c);
    if (name == "min") return std::fmin(a, b);
    if (name == "max") return std::fmax(a, b);
    if (name == "div") return a / b;
    if (name == "abs") return std::abs(a);
    if (name == "sqrt") return std::sqrt(a);
    if (name == "rcp") return 1 / a;
    if (name == "rsqrt") return 1 / std::sqrt(a);
    if (name == "sin") return std::sin(a);
    if (name == "cos") return std::cos(a);
    if (name == "ex2") return std::exp2(a);
    if (name == "lg2") return std::log2(a);
    return std::nullopt;
  } else {
    if (name == "mad") return a * b + c;
    if (name == "min") return std::min(a, b);
    if (name == "max") return std::max(a, b);
    if (name == "div" && b != 0) return a / b;
    if (name == "rem" && b != 0) return a % b;
    if (name == "abs") return a < T{} ? T{} - a : a;
    if (name == "and") return a & b;
    if (name == "or") return a | b;
    if (name == "xor") return a ^ b;
    if (name == "not") return static_cast<T>(~a);
    return std::nullopt;
  }
}

// Four bytes of eight, as prmt.b32 chooses them; a choice of 8 and more repeats the byte's sign.
std::uint64_t permuted(std::uint64_t a, std::uint64_t b, std::uint64_t choices) {
  const std::uint64_t bytes = cut(a, 32) | b << 32;
  std::uint64_t made = 0;
  for (unsigned i = 0; i < 4; ++i) {
    const std::uint64_t choice = choices >> 4 * i & 15;
    const std::uint64_t byte = bytes >> 8 * (choice & 7) & 255;
    made |= (choice < 8 ? byte : byte >= 128 ? 255 : 0) << 8 * i;
  }
  return made;
}

std::optional<std::uint64_t> computed(const std::string& name, Type type, std::uint64_t a,
                                      std::uint64_t b, std::uint64_t c) {
  if (name == "prmt") return permuted(a, b, c);
  if (name == "shl") return b >= type.bits ? 0 : a << b;
  if (type.kind == 'f' && type.bits == 32) {
    const auto of = [](std::uint64_t bits) {
      return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    };
    const std::optional<float> made = computed<float>(name, of(a), of(b), of(c));
    return made ? std::optional<std::uint64_t>(std::bit_cast<std::uint32_t>(*made)) : std::nullopt;
  }
  if (type.kind == 'f') {
    const auto of = [](std::uint64_t bits) { return std::bit_cast<double>(bits); };
    const std::optional<double> made = computed<double>(name, of(a), of(b), of(c));
    return made ? std::optional(std::bit_cast<std::uint64_t>(*made)) : std::nullopt;
  }
  const unsigned shift = static_cast<unsigned>(std::min<std::uint64_t>(b, type.bits - 1));
  if (type.kind == 's') {
    const std::int64_t signed_a = as_signed(a, type.bits);
    if (name == "shr") return static_cast<std::uint64_t>(signed_a >> shift);
    const std::optional<std::int64_t> made =
        computed<std::int64_t>(name, signed_a, as_signed(b, type.bits), as_signed(c, type.bits));
    return made ? std::optional(static_cast<std::uint64_t>(*made)) : std::nullopt;
  }
  a = cut(a, type.bits);
  if (name == "shr") return b >= type.bits ? 0 : a >> shift;
  return computed<std::uint64_t>(name, a, cut(b, type.bits), cut(c, type.bits));
}

template <class T>
bool compared(const std::string& name, T a, T b) {
  if (name == "eq") return a == b;
  if (name == "ne" || name == "neu") return a != b;
  if (name == "lt" || name == "lo" || name == "ltu") return a < b;
  if (name == "le" || name == "ls" || name == "leu") return a <= b;
  if (name == "gt" || name == "hi" || name == "gtu") return a > b;
  return a >= b;
}

bool compared(const std::string& name, Type type, std::uint64_t a, std::uint64_t b) {
  if (type.kind == 'f') return compared(name, as_double(a, type), as_double(b, type));
  if (type.kind == 's') return compared(name, as_signed(a, type.bits), as_signed(b, type.bits));
  return compared(name, cut(a, type.bits), cut(b, type.bits));
}

struct Block {
  const Program& program;
  const ProgramLaunch& launch;
  const std::vector<std::byte>& parameters;
  std::vector<std::byte> shared;
  Extent index = {};
};

class Thread {
 public:
  Thread(Block& block, const Extent& index)
      : block_(block),
        index_(index),
        registers_(block.program.registers),
        local_(block.program.local_bytes) {}

  /// A turn: some instructions, but none behind a barrier or the end.
  Outcome run() {
    for (std::size_t step = 0; step < kStepsOfATurn && !done_ && !waits_; ++step) {
      if (at_ >= code().size()) return {"an end without ret", {}};
      const Instruction& each = code()[at_++];
      if (each.guard && (registers_[*each.guard] != 0) == each.unless) continue;
      waits_ = each.words[0] == "bar" || each.words[0] == "barrier";
      if (!waits_ && !execute(each)) return {assertion_.empty() ? each.text : "", assertion_};
    }
    steps_ = waits_ ? 0 : steps_ + kStepsOfATurn;
    return {steps_ < kMostSteps || done_ ? "" : "a loop without end", {}};
  }
  [[nodiscard]] bool done() const { return done_; }
  /// Whether it can go on only when others are at the barrier too.
  [[nodiscard]] bool waits() const { return waits_; }
  void pass_barrier() { waits_ = false; }

 private:
  const std::vector<Instruction>& code() const { return block_.program.code; }

  std::uint64_t special(const std::string& name) const {
    const std::size_t axis = static_cast<std::size_t>(name.back() - 'x');
    if (axis > 2) return 0;
    if (name.starts_with("%tid.")) return index_[axis];
    if (name.starts_with("%ntid.")) return block_.launch.block[axis];
    return name.starts_with("%ctaid.") ? block_.index[axis] : block_.launch.grid[axis];
  }

  static std::uint64_t number(const void* pointer) {
    return reinterpret_cast<std::uintptr_t>(pointer);
  }

  std::uint64_t named(const std::string& name) {
    const Program& program = block_.program;
    if (name[0] == '%') return special(name);
    if (const auto found = program.parameter_names.find(name);
        found != program.parameter_names.end())
      return number(block_.parameters.data() + found->second.offset);
    if (const auto found = program.local.find(name); found != program.local.end())
      return number(local_.data() + found->second.offset);
    if (const auto found = program.shared.find(name); found != program.shared.end())
      return found->second.offset;
    return number(block_.launch.variable(name));
  }

  std::uint64_t value(const Operand& operand) {
    std::uint64_t bits = operand.number;
    if (operand.kind == Operand::Kind::kRegister) bits = registers_[operand.index];
    if (operand.kind == Operand::Kind::kName) bits = named(operand.name);
    return bits + static_cast<std::uint64_t>(operand.offset);
  }

  void set(const Operand& operand, std::uint64_t bits, Type type) {
    registers_[operand.index] = cut(bits, type.bits);
  }

  // Modes of instructions that it does not have.
  static bool is_odd(const Instruction& each) {
    return std::ranges::any_of(each.words, [](const std::string& word) {
      return word == "cc" || word == "sat" || word == "hi" || word == "rni" || word == "rmi" ||
             word == "rpi" || word.find("16x2") != std::string::npos || word == "f16" ||
             word == "bf16";
    });
  }

  static bool has(const Instruction& each, const char* word) {
    return std::ranges::find(each.words, word) != each.words.end();
  }

  std::byte* memory(const Instruction& each, const Operand& operand) {
    const std::uint64_t address = value(operand);
    return has(each, "shared") ? block_.shared.data() + address : memory_at(address);
  }

  static std::byte* memory_at(std::uint64_t address) {
    return reinterpret_cast<std::byte*>(address);  // NOLINT(performance-no-int-to-ptr)
  }

  bool execute(const Instruction& each) {
    const std::string& name = each.words[0];
    if (is_odd(each)) return false;
    if (name == "ret" || name == "exit") return done_ = true;
    if (name == "bra") {
      at_ = block_.program.labels.at(each.operands[0].name);
      return true;
    }
    if (name == "membar" || name == "fence") return true;
    if (name == "call") return call(each);
    const Type type = type_of(each.words.back());
    if (name == "ld" || name == "st") return move(each, type);
    if (name == "atom" || name == "red") return update(each, type);
    if (name == "cvt" || name == "cvta") return convert(each, type);
    return assign(each, type);
  }

  template <class T>
  T argument(const Operand& operand) {
    T made;
    std::memcpy(&made, memory_at(value(operand)), sizeof made);
    return made;
  }

  // The functions that the driver itself has.
  bool call(const Instruction& each) {
    const std::vector<Operand>& words = each.operands;
    if (words.size() == 6 && words[0].name == "__assertfail") {
      assertion_ = assertion_text(argument<const char*>(words[1]), argument<const char*>(words[2]),
                                  argument<unsigned>(words[3]), argument<const char*>(words[4]));
      return false;
    }
    if (words.size() != 4 || words[1].name != "vprintf") return false;
    int count = 0;
    std::fputs(printed(argument<const char*>(words[2]), argument<const std::byte*>(words[3]), count)
                   .c_str(),
               stdout);
    std::memcpy(memory_at(value(words[0])), &count, sizeof count);
    return true;
  }

  // As the driver writes it to the standard error.
  std::string assertion_text(const char* condition, const char* file, unsigned line,
                             const char* function) const {
    const auto list = [](const Extent& at) {
      return "[" + std::to_string(at[0]) + "," + std::to_string(at[1]) + "," +
             std::to_string(at[2]) + "]";
    };
    return std::string(file) + ":" + std::to_string(line) + ": " + function +
           ": block: " + list(block_.index) + ", thread: " + list(index_) + " Assertion `" +
           condition + "` failed.";
  }

  bool assign(const Instruction& each, Type type) {
    const std::string& name = each.words[0];
    if (each.operands.empty() || each.operands[0].kind != Operand::Kind::kRegister) return false;
    std::uint64_t a = each.operands.size() > 1 ? value(each.operands[1]) : 0;
    std::uint64_t b = each.operands.size() > 2 ? value(each.operands[2]) : 0;
    const std::uint64_t c = each.operands.size() > 3 ? value(each.operands[3]) : 0;
    if (name == "mov") return set(each.operands[0], a, type), true;
    if (name == "selp") return set(each.operands[0], c != 0 ? a : b, type), true;
    if (name == "setp") {
      set(each.operands[0], compared(each.words[1], type, a, b) ? 1 : 0, {'u', 8});
      return each.operands.size() == 3;
    }
    if (has(each, "wide")) {
      if (type.kind == 's') a = static_cast<std::uint64_t>(as_signed(a, type.bits));
      if (type.kind == 's') b = static_cast<std::uint64_t>(as_signed(b, type.bits));
      type.bits *= 2;
    }
    const std::optional<std::uint64_t> made = computed(name, type, a, b, c);
    if (made) set(each.operands[0], *made, type);
    return made.has_value();
  }

  bool move(const Instruction& each, Type type) {
    const bool load = each.words[0] == "ld";
    const std::size_t bytes = type.bits / 8;
    const std::size_t count = each.operands.size() - 1;
    std::byte* at = memory(each, load ? each.operands.back() : each.operands.front());
    if (at == nullptr) return false;
    for (std::size_t i = 0; i < count; ++i, at += bytes) {
      const Operand& operand = each.operands[load ? i : i + 1];
      std::uint64_t bits = load ? 0 : value(operand);
      std::memcpy(load ? static_cast<void*>(&bits) : at, load ? at : static_cast<void*>(&bits),
                  bytes);
      if (!load) continue;
      if (type.kind == 's') bits = static_cast<std::uint64_t>(as_signed(bits, type.bits));
      set(operand, bits, {'b', std::max(type.bits, 32U)});
    }
    return true;
  }

  bool update(const Instruction& each, Type type) {
    const bool returns = each.words[0] == "atom";
    const Operand* const rest = each.operands.data() + (returns ? 2 : 1);
    std::byte* const at = memory(each, rest[-1]);
    if (at == nullptr) return false;
    std::uint64_t old = 0;
    std::memcpy(&old, at, type.bits / 8);
    std::optional<std::uint64_t> made;
    if (has(each, "exch")) {
      made = value(rest[0]);
    } else if (has(each, "cas")) {
      made = old == cut(value(rest[0]), type.bits) ? value(rest[1]) : old;
    } else {
      for (const char* const name : {"add", "min", "max", "and", "or", "xor"})
        if (has(each, name)) made = computed(name, type, old, value(rest[0]), 0);
    }
    if (!made) return false;
    std::memcpy(at, &*made, type.bits / 8);
    if (returns) set(each.operands[0], old, type);
    return true;
  }

  static double rounded(const Instruction& each, double value) {
    if (has(each, "rni")) return std::nearbyint(value);
    if (has(each, "rmi")) return std::floor(value);
    return has(each, "rpi") ? std::ceil(value) : std::trunc(value);
  }

  bool convert(const Instruction& each, Type from) {
    std::uint64_t bits = value(each.operands[1]);
    if (each.words[0] == "cvta") {
      const std::uint64_t base = has(each, "shared") ? number(block_.shared.data()) : 0;
      return set(each.operands[0], has(each, "to") ? bits - base : bits + base, from), true;
    }
    const Type to = type_of(each.words[each.words.size() - 2]);
    if (from.kind == 'f' && to.kind != 'f') {
      bits = saturated(rounded(each, as_double(bits, from)), from, to);
    } else if (from.kind == 'f' || to.kind == 'f') {
      bits = bits_of(as_double(bits, from), to);
    } else {
      bits = from.kind == 's' ? static_cast<std::uint64_t>(as_signed(bits, from.bits))
                              : cut(bits, from.bits);
      if (to.kind == 's') bits = static_cast<std::uint64_t>(as_signed(bits, to.bits));
    }
    return set(each.operands[0], bits, {'b', std::max(to.bits, 32U)}), true;
  }

  Block& block_;
  Extent index_;
  std::vector<std::uint64_t> registers_;
  std::vector<std::byte> local_;
  std::size_t at_ = 0;
  std::size_t steps_ = 0;  // since the last barrier, in turns
  bool done_ = false;
  bool waits_ = false;
  std::string assertion_;
};

// The index of this number, x first.
Extent index_of(std::size_t number, const Extent& size) {
  const auto part = [&](std::size_t below, unsigned count) {
    return static_cast<unsigned>(number / below % count);
  };
  return {part(1, size[0]), part(size[0], size[1]), part(std::size_t{size[0]} * size[1], size[2])};
}

std::size_t count_of(const Extent& size) { return std::size_t{size[0]} * size[1] * size[2]; }

// A block with its threads.
class RunningBlock {
 public:
  RunningBlock(const Program& program, const ProgramLaunch& launch,
               const std::vector<std::byte>& parameters, std::size_t number)
      : block_{
            program, launch, parameters,
            std::vector<std::byte>(program.shared_bytes + launch.dynamic_shared, std::byte{0xff}),
            index_of(number, launch.grid)} {
    for (std::size_t i = 0; i < count_of(launch.block); ++i)
      threads_.emplace_back(block_, index_of(i, launch.block));
  }

  /// A turn of each thread.
  Outcome run() {
    for (Thread& thread : threads_) {
      if (thread.done() || thread.waits()) continue;
      if (Outcome outcome = thread.run(); !outcome.is_done()) return outcome;
    }
    if (std::ranges::all_of(threads_,
                            [](const Thread& each) { return each.done() || each.waits(); }))
      for (Thread& thread : threads_) thread.pass_barrier();
    return {};
  }
  [[nodiscard]] bool done() const {
    return std::ranges::all_of(threads_, [](const Thread& each) { return each.done(); });
  }

 private:
  Block block_;
  std::vector<Thread> threads_;
};

}  // namespace

Outcome run(const Program& program, const ProgramLaunch& launch) {
  std::vector<std::byte> parameters(program.parameter_bytes);
  for (std::size_t i = 0; i < program.parameters.size(); ++i) {
    const Place& place = program.parameters[i];
    std::memcpy(parameters.data() + place.offset, launch.arguments[i], place.size);
  }
  std::list<RunningBlock> running;
  for (std::size_t begun = 0; begun < count_of(launch.grid) || !running.empty();) {
    for (; begun < count_of(launch.grid) && running.size() < kBlocksAtOnce; ++begun)
      running.emplace_back(program, launch, parameters, begun);
    for (RunningBlock& block : running)
      if (Outcome outcome = block.run(); !outcome.is_done()) return outcome;
    running.remove_if([](const RunningBlock& block) { return block.done(); });
  }
  return {};
}

}  // namespace larder::fake
