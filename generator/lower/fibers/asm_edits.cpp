#include "generator/lower/fibers/asm_edits.h"

#include <map>
#include <string>
#include <utility>

#include "generator/lower/assembly/asm_statement.h"
#include "generator/lower/fibers/device_code.h"

namespace larder::generate {
namespace {

constexpr const char* kPtx = "::larder::simulator::ptx::";

/// Templates as they are written: their instances share the text.
class AsmFinder : public DeviceCodeVisitor {
 public:
  std::vector<const clang::AsmStmt*> statements;

  bool shouldVisitTemplateInstantiations() const override { return false; }
  bool VisitAsmStmt(clang::AsmStmt* statement) override {
    if (function() != nullptr) statements.push_back(statement);
    return true;
  }
};

/// Edits the tokens of one statement.
class AsmEditor {
 public:
  AsmEditor(TokenEdits& edits, const TokenTable& tokens, const AsmTranslation& translation)
      : edits_(edits), tokens_(tokens), translation_(translation) {}

  /// `at` is the index of the word asm.
  void edit(std::size_t at) {
    replace(at++, "{");
    while (tokens_.text(at) != "(") drop(at++);
    const std::size_t end = tokens_.past_parentheses(at) - 1;
    while (at < end && !is_colon(at)) drop(at++);
    for (std::size_t section = 0; at < end;) {
      if (is_colon(at)) {
        section += tokens_.text(at) == "::" ? 2 : 1;
        drop(at++);
      } else if (section < 3) {
        at = edit_operand(at);
      } else {
        drop(at++);
      }
    }
    replace(end, translation_.text + results() + "}");
    if (tokens_.text(end + 1) == ";") drop(end + 1);
  }

 private:
  [[nodiscard]] bool is_colon(std::size_t at) const {
    return tokens_.text(at) == ":" || tokens_.text(at) == "::";
  }
  void drop(std::size_t at) { edits_[at].dropped = true; }
  void replace(std::size_t at, const std::string& text) { edits_[at].replacement = text; }

  /// From `[name]` or the constraint to the closing parenthesis and the comma; returns what
  /// follows.
  std::size_t edit_operand(std::size_t at) {
    if (number_ == translation_.operands.size()) return drop(at), at + 1;
    const std::size_t first = at;
    while (tokens_.text(at) != "(") drop(at++);
    const std::size_t close = tokens_.past_parentheses(at) - 1;
    const AsmOperand& operand = translation_.operands[number_];
    replace(first, operand.written ? "auto&& " + place() + " =" : input(operand));
    replace(close, operand.written ? after_output(operand) : ");");
    ++number_;
    at = close + 1;
    if (tokens_.text(at) == ",") drop(at++);
    return at;
  }

  [[nodiscard]] std::string variable() const { return "larder_" + std::to_string(number_); }
  [[nodiscard]] std::string place() const { return "larder_out_" + std::to_string(number_); }

  [[nodiscard]] std::string after_output(const AsmOperand& operand) const {
    std::string value = "{}";
    if (operand.read) value = " = " + take(operand) + "(" + place() + ")";
    return "); [[maybe_unused]] " + operand.type + " " + variable() + value + ";";
  }
  [[nodiscard]] std::string input(const AsmOperand& operand) const {
    return "[[maybe_unused]] " + operand.type + " " + variable() + " = " + take(operand);
  }
  static std::string take(const AsmOperand& operand) {
    return std::string(kPtx) + "take<" + operand.type + ">";
  }

  [[nodiscard]] std::string results() const {
    std::string out;
    if (translation_.clobbers_memory)
      out += std::string(kPtx) + "clobber_memory(" +
             (translation_.text.empty() ? "true" : "false") + "); ";
    for (std::size_t i = 0; i < translation_.operands.size(); ++i) {
      const std::string number = std::to_string(i);
      if (translation_.operands[i].written)
        out += std::string(kPtx) + "give(larder_out_" + number + ", larder_" + number + "); ";
    }
    return out;
  }

  TokenEdits& edits_;
  const TokenTable& tokens_;
  const AsmTranslation& translation_;
  std::size_t number_ = 0;
};

}  // namespace

bool add_asm_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                   const UserCode& user_code) {
  AsmFinder finder;
  finder.TraverseAST(context);
  bool any = false;
  for (const clang::AsmStmt* statement : finder.statements) {
    if (!user_code.contains(statement->getAsmLoc())) continue;
    const AsmTranslation translation = translate_asm(*statement);
    if (!translation.refused.empty()) continue;
    AsmEditor(edits, tokens, translation).edit(tokens.index_at(statement->getAsmLoc()));
    any = true;
  }
  return any;
}

}  // namespace larder::generate
