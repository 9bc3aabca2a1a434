#include "generator/emit/text.h"

#include "generator/model/control.h"

namespace larder::generate {
namespace {

/// Up to this gap in line numbers, empty lines are more readable than a #line.
constexpr unsigned kSmallGap = 4;

}  // namespace

std::string string_literal(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (is_control(c)) {
      out += octal_escape(c);
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string line_directive(unsigned line, std::string_view file) {
  return "#line " + std::to_string(line) + " " + string_literal(file) + "\n";
}

std::string laid_out(std::span<const Token> tokens) {
  std::string out;
  const Location* at = nullptr;
  for (const Token& token : tokens) {
    const bool same_file = at != nullptr && at->file == token.where.file;
    const bool same_line = same_file && at->line == token.where.line && !token.own_line;
    if (same_line) {
      if (out.back() != '\n' && token.spaced) out += ' ';
    } else if (same_file && token.where.line > at->line &&
               token.where.line - at->line <= kSmallGap) {
      out.append(token.where.line - at->line, '\n');
    } else {
      if (!out.empty() && out.back() != '\n') out += '\n';
      out += line_directive(token.where.line, token.where.file);
    }
    out += token.text;
    at = &token.where;
    static const Location none{};
    if (token.own_line) {
      out += '\n';
      at = &none;
    }
  }
  return out + '\n';
}

}  // namespace larder::generate
