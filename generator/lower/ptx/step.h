// The translation of one instruction: what its modifiers ask for, and its operands as expressions.
#ifndef LARDER_GENERATOR_LOWER_PTX_STEP_H
#define LARDER_GENERATOR_LOWER_PTX_STEP_H

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "generator/lower/ptx/code.h"
#include "generator/lower/ptx/translation.h"

namespace larder::generate::ptx {

/// The names of all variables of a statement.
struct Variables {
  const Code& code;
  const std::vector<Argument>& arguments;
  std::vector<std::string> registers;  ///< by number
  bool carry = false;                  ///< an instruction uses the carry flag
};

/// How wide an operand may be: registers of most instructions have exactly the width of the type.
enum class Fit { kExact, kOrWider };

/// The scope and the order of an atomic operation.
struct AtomicUse {
  bool written;       ///< an order is there
  bool orders;        ///< and it is not "relaxed"
  std::string begin;  ///< of a block in which checks know both; empty: they are CUDA's usual ones
};

class Step {
 public:
  Step(const Instruction& instruction, Variables& variables)
      : instruction_(instruction), variables_(variables), modifiers_(instruction.modifiers) {}

  [[nodiscard]] const std::string& opcode() const { return instruction_.opcode; }
  void refuse(std::string what);
  /// The message's part, also for modifiers that nobody asked about; empty: it is translated.
  [[nodiscard]] std::string refused() const;
  [[nodiscard]] const std::string& text() const { return text_; }

  // Modifiers: each question takes them away.
  bool accept(const char* modifier);
  /// Whether it is there; leaves it.
  [[nodiscard]] bool is(const char* modifier) const;
  /// The modifier that comes first of those; leaves it.
  [[nodiscard]] std::string first_of(std::initializer_list<const char*> modifiers) const;
  /// The first of the choices that is there; empty: none.
  std::string accept_one(std::initializer_list<const char*> choices);
  /// Takes away modifiers that change nothing on a CPU.
  void ignore(std::initializer_list<const char*> modifiers);
  void ignore_starting(const char* start);
  /// The next modifier that is a type; refuses if there is none.
  Type type();
  std::optional<Type> type_if_any();

  // Operands.
  [[nodiscard]] std::size_t count() const { return instruction_.operands.size(); }
  [[nodiscard]] const Operand& operand(std::size_t index) const {
    return instruction_.operands[index];
  }
  /// Refuses if the number of operands is another.
  bool has(std::size_t count) { return has(count, count); }
  bool has(std::size_t least, std::size_t most);
  [[nodiscard]] std::string value(std::size_t index, Type type, Fit fit = Fit::kExact) {
    return value(operand(index), type, fit);
  }
  [[nodiscard]] std::string value(const Operand& operand, Type type, Fit fit = Fit::kExact);
  /// Assigns `expression`, which has the type's own C++ type.
  void set(std::size_t index, Type type, const std::string& expression, Fit fit = Fit::kExact) {
    set(operand(index), type, expression, fit);
  }
  void set(const Operand& operand, Type type, const std::string& expression, Fit fit = Fit::kExact);
  /// Adds a statement, without its semicolon.
  void add(const std::string& statement) { text_ += statement + "; "; }
  /// Ends a block that `add` began with "{".
  void close() { text_ += "} "; }
  void begin(const AtomicUse& use) { text_ += use.begin; }
  void end(const AtomicUse& use) {
    if (!use.begin.empty()) close();
  }
  [[nodiscard]] std::string carry();
  /// A pointer for an address operand: `function` makes it from an integer.
  [[nodiscard]] std::string pointer(std::size_t index, const std::string& function,
                                    const std::string& type);

 private:
  [[nodiscard]] std::optional<Type> storage(const Operand& operand) const;
  [[nodiscard]] std::string name(const Operand& operand) const;
  [[nodiscard]] std::string constant(const Operand& operand, Type type);
  [[nodiscard]] std::string special(const Operand& operand, Type type, Fit fit);
  [[nodiscard]] std::string converted(const std::string& expression, Type from, Type to, Fit fit);
  void refuse_operand(const Operand& operand);

  const Instruction& instruction_;
  Variables& variables_;
  std::vector<std::string> modifiers_;
  std::string refused_;
  std::string text_;
};

/// The C++ type of values of this type: signed where the type is.
[[nodiscard]] std::string value_type(Type type);
/// Takes them away.
[[nodiscard]] AtomicUse atomic_use(Step& step);
/// A call of a function of larder/cuda/ptx.h.
[[nodiscard]] std::string call(const std::string& function,
                               std::initializer_list<std::string> arguments);
[[nodiscard]] inline Type unsigned_of(Type type) { return {Type::Kind::kUnsigned, type.bits}; }
inline constexpr Type kWord{Type::Kind::kUnsigned, 32};
inline constexpr Type kLong{Type::Kind::kUnsigned, 64};

// The families of instructions. Each returns whether the opcode is one of its own.
bool translate_halves(Step& step);
bool translate_integers(Step& step);
bool translate_bits(Step& step);
bool translate_lanes(Step& step);
bool translate_reals(Step& step);
bool translate_comparisons(Step& step);
bool translate_moves(Step& step);
bool translate_conversions(Step& step);
bool translate_memory(Step& step);
bool translate_atomics(Step& step);
bool translate_threads(Step& step);

}  // namespace larder::generate::ptx

#endif  // LARDER_GENERATOR_LOWER_PTX_STEP_H
