#include "generator/lower/assembly/asm_statement.h"

#include <optional>
#include <variant>

#include "generator/lower/ptx/parser.h"
#include "generator/lower/ptx/translation.h"
#include "generator/syntax/clang_compat.h"

namespace larder::generate {
namespace {

struct Read {
  AsmTranslation translation;
  std::vector<ptx::Argument> arguments;

  void refuse(std::string what) {
    if (translation.refused.empty()) translation.refused = std::move(what);
  }
};

/// The type that a constraint's letter stands for in nvcc's inline PTX.
std::optional<ptx::Type> type_of(char letter) {
  using Kind = ptx::Type::Kind;
  switch (letter) {
    case 'h':
      return ptx::Type{Kind::kUnsigned, 16};
    case 'r':
      return ptx::Type{Kind::kUnsigned, 32};
    case 'l':
      return ptx::Type{Kind::kUnsigned, 64};
    case 'f':
      return ptx::Type{Kind::kReal, 32};
    case 'd':
      return ptx::Type{Kind::kReal, 64};
    default:
      return std::nullopt;
  }
}

void add_operand(Read& read, const std::string& constraint, bool output) {
  std::string letters;
  for (const char c : constraint)
    if (c != '=' && c != '+' && c != '&' && c != '%' && c != ' ') letters += c;
  AsmOperand operand;
  ptx::Argument argument;
  operand.written = argument.written = output;
  operand.read = !output || constraint.find('+') != std::string::npos;
  operand.constant = argument.constant = !output && (letters == "n" || letters == "i");
  const std::optional<ptx::Type> type =
      letters.size() == 1 ? type_of(letters.front()) : std::nullopt;
  if (type)
    argument.type = *type;
  else if (!operand.constant)
    read.refuse("the constraint \"" + constraint + "\"");
  operand.type = operand.constant ? "long long" : ptx::variable_type(argument.type);
  read.translation.operands.push_back(std::move(operand));
  read.arguments.push_back(argument);
}

void add_operands(Read& read, const clang::GCCAsmStmt& statement) {
  for (unsigned i = 0; i < statement.getNumOutputs(); ++i)
    add_operand(read, asm_text(statement.getOutputConstraint(i)), true);
  for (unsigned i = 0; i < statement.getNumInputs(); ++i)
    add_operand(read, asm_text(statement.getInputConstraint(i)), false);
  for (unsigned i = 0; i < statement.getNumClobbers(); ++i)
    if (asm_text(statement.getClobber(i)) == "memory") read.translation.clobbers_memory = true;
}

}  // namespace

AsmTranslation translate_asm(const clang::AsmStmt& statement) {
  const auto* gnu = llvm::dyn_cast<clang::GCCAsmStmt>(&statement);
  if (gnu == nullptr || gnu->isAsmGoto()) return {"this kind of statement", {}, {}, false};
  Read read;
  add_operands(read, *gnu);
  const auto parsed = ptx::parse(asm_text(gnu->getAsmString()), !gnu->isSimple());
  if (const auto* refusal = std::get_if<ptx::Refusal>(&parsed)) read.refuse(refusal->what);
  if (!read.translation.refused.empty()) return std::move(read.translation);
  const auto done = ptx::translate(std::get<ptx::Code>(parsed), read.arguments);
  if (const auto* refusal = std::get_if<ptx::Refusal>(&done)) read.refuse(refusal->what);
  if (const auto* text = std::get_if<std::string>(&done)) read.translation.text = *text;
  return std::move(read.translation);
}

}  // namespace larder::generate
