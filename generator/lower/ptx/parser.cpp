#include "generator/lower/ptx/parser.h"

#include <map>
#include <utility>

#include "generator/lower/ptx/lexer.h"

namespace larder::generate::ptx {
namespace {

constexpr std::size_t kMostScopes = 64;
constexpr std::uint64_t kMostRegisters = 4096;  // of one declaration: r<4096>

using Kind = Operand::Kind;

class Parser {
 public:
  Parser(std::string_view text, bool escapes) : lexer_(text, escapes) {
    scopes_.emplace_back();
    next_ = lexer_.next();
  }

  std::variant<Code, Refusal> parse() {
    while (next_.kind != Lexeme::Kind::kEnd && refused_.empty()) statement();
    if (refused_.empty() && scopes_.size() > 1) refuse("a '{' that it does not close");
    if (!refused_.empty()) return Refusal{refused_};
    return std::move(code_);
  }

 private:
  // --- words ---

  void refuse(std::string what) {
    if (refused_.empty()) refused_ = std::move(what);
  }
  void refuse_next() {
    if (next_.kind == Lexeme::Kind::kBad)
      refuse(next_.text);
    else if (next_.kind == Lexeme::Kind::kEnd)
      refuse("an instruction without its end");
    else
      refuse("'" + std::string(next_.kind == Lexeme::Kind::kDotted ? "." : "") + next_.text + "'");
  }
  Lexeme take() { return std::exchange(next_, lexer_.next()); }
  [[nodiscard]] bool at(char sign) const {
    return next_.kind == Lexeme::Kind::kSign && next_.text[0] == sign;
  }
  bool accept(char sign) {
    const bool found = at(sign);
    if (found) take();
    return found;
  }
  void expect(char sign) {
    if (!accept(sign)) refuse_next();
  }
  [[nodiscard]] bool at_name() const {
    return next_.kind == Lexeme::Kind::kWord || next_.kind == Lexeme::Kind::kSpecial;
  }

  // --- statements ---

  void statement() {
    if (accept(';')) return;
    if (accept('{')) {
      if (scopes_.size() == kMostScopes) refuse("this many scopes");
      scopes_.emplace_back();
      return;
    }
    if (accept('}')) {
      if (scopes_.size() == 1) return refuse("a '}' that it does not open");
      scopes_.pop_back();
      return;
    }
    if (next_.kind == Lexeme::Kind::kDotted) return directive();
    instruction();
  }

  void directive() {
    if (next_.text != "reg") return refuse_next();
    take();
    const std::string word = next_.text;
    const std::optional<Type> type =
        next_.kind == Lexeme::Kind::kDotted ? register_type(word) : std::nullopt;
    if (!type) return refuse_next();
    take();
    do declare(*type);
    while (accept(',') && refused_.empty());
    expect(';');
  }

  // Registers of 16-bit numbers hold their bits.
  static std::optional<Type> register_type(const std::string& word) {
    if (word == "f16" || word == "bf16") return Type{Type::Kind::kBits, 16};
    if (word == "f16x2" || word == "bf16x2") return Type{Type::Kind::kBits, 32};
    return type_named(word);
  }

  void declare(Type type) {
    if (!at_name()) return refuse_next();
    const std::string name = take().text;
    if (!accept('<')) return add_register(name, type);
    if (next_.kind != Lexeme::Kind::kInteger || next_.integer > kMostRegisters)
      return refuse_next();
    const std::uint64_t count = take().integer;
    for (std::uint64_t i = 0; i < count; ++i) add_register(name + std::to_string(i), type);
    expect('>');
  }

  void add_register(const std::string& name, Type type) {
    if (!scopes_.back().emplace(name, code_.registers.size()).second)
      return refuse("a second register '" + name + "'");
    code_.registers.push_back({name, type});
  }

  void instruction() {
    Instruction out;
    if (accept('@')) {
      const bool negated = accept('!');
      out.guard = name_or_argument();
      out.guard->negated = negated;
    }
    if (next_.kind != Lexeme::Kind::kWord) return refuse_next();
    out.opcode = take().text;
    if (at(':')) return refuse("label '" + out.opcode + "'");
    while (next_.kind == Lexeme::Kind::kDotted) out.modifiers.push_back(take().text);
    if (!at_end()) {
      do out.operands.push_back(operand());
      while (refused_.empty() && accept(','));
    }
    if (!refused_.empty()) return name_opcode(out.opcode);
    if (!accept(';') && !at_end()) return refuse_next();
    code_.instructions.push_back(std::move(out));
  }

  // Where an operand is strange, the instruction as a whole is what is not known.
  void name_opcode(const std::string& opcode) {
    if (refused_.find("of '") == std::string::npos) refused_ += " of '" + opcode + "'";
  }

  // The last ; may be missing.
  [[nodiscard]] bool at_end() const {
    return next_.kind == Lexeme::Kind::kEnd || at(';') || at('}');
  }

  // --- operands ---

  Operand operand() {
    Operand first = simple();
    if (!accept('|')) return first;
    Operand out;
    out.kind = Kind::kPair;
    out.parts.push_back(std::move(first));
    out.parts.push_back(simple());
    return out;
  }

  Operand simple() {
    if (accept('_')) return {};
    if (accept('!')) {
      Operand out = name_or_argument();
      out.negated = true;
      return out;
    }
    if (accept('{')) return vector();
    if (accept('[')) return address();
    if (at('-') || next_.kind == Lexeme::Kind::kInteger || next_.kind == Lexeme::Kind::kReal)
      return constant();
    return name_or_argument();
  }

  Operand vector() {
    Operand out;
    out.kind = Kind::kVector;
    do {
      if (at('{') || at('[')) refuse_next();
      if (refused_.empty()) out.parts.push_back(simple());
    } while (refused_.empty() && accept(','));
    expect('}');
    return out;
  }

  Operand address() {
    Operand out;
    out.kind = Kind::kAddress;
    const bool number = next_.kind == Lexeme::Kind::kInteger;
    out.parts.push_back(number ? constant() : name_or_argument());
    if (at('+') || at('-')) {
      const bool minus = accept('-') || (accept('+') && accept('-'));
      if (next_.kind == Lexeme::Kind::kArgument) {
        out.parts.push_back(name_or_argument());
        if (minus) refuse("'-'");
      } else if (next_.kind == Lexeme::Kind::kInteger) {
        const std::uint64_t distance = take().integer;
        out.offset = static_cast<std::int64_t>(minus ? 0 - distance : distance);
      } else {
        refuse_next();
      }
    }
    expect(']');
    return out;
  }

  Operand constant() {
    const bool minus = accept('-');
    const Lexeme lexeme = take();
    Operand out;
    out.kind = lexeme.kind == Lexeme::Kind::kReal ? Kind::kReal : Kind::kInteger;
    if (lexeme.kind != Lexeme::Kind::kReal && lexeme.kind != Lexeme::Kind::kInteger) {
      refuse("'-'");
      return out;
    }
    out.integer = minus && out.kind == Kind::kInteger ? 0 - lexeme.integer : lexeme.integer;
    out.real = minus ? -lexeme.real : lexeme.real;
    out.single = lexeme.single;
    return out;
  }

  Operand name_or_argument() {
    Operand out;
    if (next_.kind == Lexeme::Kind::kArgument) {
      out.kind = Kind::kArgument;
      out.number = take().number;
      return out;
    }
    if (!at_name()) {
      refuse_next();
      return out;
    }
    return named(take().text);
  }

  Operand named(std::string name) {
    Operand out;
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      const auto found = scope->find(name);
      if (found == scope->end()) continue;
      out.kind = Kind::kRegister;
      out.number = found->second;
      return out;
    }
    if (name == "WARP_SZ") {
      out.kind = Kind::kInteger;
      out.integer = 32;
      return out;
    }
    if (name[0] != '%') {
      refuse("'" + name + "'");
      return out;
    }
    while (next_.kind == Lexeme::Kind::kDotted) name += "." + take().text;
    out.kind = Kind::kSpecial;
    out.name = name.substr(1);
    return out;
  }

  Lexer lexer_;
  Lexeme next_;
  std::vector<std::map<std::string, std::size_t>> scopes_;
  Code code_;
  std::string refused_;
};

}  // namespace

std::variant<Code, Refusal> parse(std::string_view text, bool escapes) {
  return Parser(text, escapes).parse();
}

std::string from_llvm(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dollar = text[i] == '$';
    if (dollar && i + 1 < text.size() && text[i + 1] == '$') {
      out += '$';
      ++i;
    } else if (dollar) {
      out += '%';
    } else if (text[i] == '%') {
      out += "%%";
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace larder::generate::ptx
