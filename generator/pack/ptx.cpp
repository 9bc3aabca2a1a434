#include "generator/pack/ptx.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <optional>

namespace larder::pack {
namespace {

/// Without // and /* */, without white space at the ends of lines, without empty lines.
std::string without_comments(std::string_view text) {
  std::string out;
  const auto end_line = [&out] {
    while (!out.empty() && (out.back() == ' ' || out.back() == '\t' || out.back() == '\r'))
      out.pop_back();
    if (!out.empty() && out.back() != '\n') out += '\n';
  };
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at, 2) == "//") {
      at = std::min(text.find('\n', at), text.size());
    } else if (text.substr(at, 2) == "/*") {
      at = std::min(text.find("*/", at + 2), text.size() - 2) + 2;
      out += ' ';
    } else if (text[at] == '"') {
      const std::size_t end = std::min(text.find('"', at + 1), text.size() - 1) + 1;
      out += text.substr(at, end - at);
      at = end;
    } else if (text[at] == '\n') {
      end_line();
      ++at;
    } else {
      out += text[at++];
    }
  }
  end_line();
  return out;
}

/// nvcc puts names with internal linkage into a namespace named after the file and a hash of its
/// content: "_ZN32_INTERNAL_52c6ba21_4_c_cu__Z1kPi5tableE". This restores the plain name:
/// "_ZN5tableE".
std::string without_module_ids(std::string text) {
  const auto is_digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  for (const std::string_view mark : {"_INTERNAL_", "_GLOBAL__N_"}) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
      std::size_t begin = at;
      while (begin > 0 && is_digit(begin - 1)) --begin;
      std::size_t length = 0;
      std::from_chars(text.data() + begin, text.data() + at, length);
      if (length < mark.size()) {
        at += mark.size();
      } else {
        text.erase(begin, at - begin + length);
        at = begin;
      }
    }
  }
  return text;
}

constexpr std::string_view kBlank = " \t\n";

/// The next word: a directive, an identifier, a number or one character of punctuation.
std::string_view word_at(std::string_view text, std::size_t& at) {
  at = std::min(text.find_first_not_of(kBlank, at), text.size());
  const std::size_t begin = at;
  if (at < text.size()) ++at;
  if (begin == text.size() || std::string_view("(){}[];=,").find(text[begin]) != text.npos)
    return text.substr(begin, at - begin);
  at = std::min(text.find_first_of(" \t\n(){}[];=,", at), text.size());
  return text.substr(begin, at - begin);
}

bool any_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// Past the bracket that closes the one before `at`.
std::size_t past_closing(std::string_view text, std::size_t at, char open, char close) {
  for (int depth = 1; at < text.size() && depth > 0; ++at) {
    if (text[at] == '"') {
      at = std::min(text.find('"', at + 1), text.size() - 1);
    } else if (text[at] == open) {
      ++depth;
    } else if (text[at] == close) {
      --depth;
    }
  }
  return at;
}

/// A function: its result (in parentheses), its name, its parameters, directives that set its
/// limits, then a body or a ';'. `at` is after ".func" or ".entry".
PtxStatement read_function(std::string_view text, std::size_t& at, bool entry) {
  PtxStatement out{entry ? PtxKind::kEntry : PtxKind::kPrototype, {}, {}};
  while (at < text.size()) {
    const std::string_view word = word_at(text, at);
    if (word == ";") break;
    if (word == "(") {
      at = past_closing(text, at, '(', ')');
    } else if (word == "{") {
      at = past_closing(text, at, '{', '}');
      if (!entry) out.kind = PtxKind::kFunction;
      break;
    } else if (out.name.empty() && !word.starts_with('.')) {
      out.name = word;
    }
  }
  return out;
}

/// A variable: its type, name and perhaps a value, up to ';'. `at` is after the state space.
PtxStatement read_variable(std::string_view text, std::size_t& at) {
  PtxStatement out{PtxKind::kVariable, {}, {}};
  while (at < text.size()) {
    const std::string_view word = word_at(text, at);
    if (word == ";") break;
    if (word == "{") at = past_closing(text, at, '{', '}');
    if (word == "(") at = past_closing(text, at, '(', ')');  // .attribute(.managed)
    const char first = word.empty() ? '.' : word.front();
    const bool name = out.name.empty() && first != '.' && (first < '0' || first > '9') &&
                      std::string_view("(){}[]=,").find(first) == std::string_view::npos;
    if (name) out.name = word;
  }
  return out;
}

std::optional<PtxStatement> read_statement(std::string_view text, std::size_t& at) {
  const std::size_t begin = text.find_first_not_of(kBlank, at);
  std::string_view word = word_at(text, at);
  while (any_of(word, {".visible", ".extern", ".weak", ".common"})) word = word_at(text, at);
  std::optional<PtxStatement> out;
  if (any_of(word, {".func", ".entry"})) out = read_function(text, at, word == ".entry");
  if (any_of(word, {".global", ".const", ".shared", ".local", ".tex"}))
    out = read_variable(text, at);
  if (out) out->text = text.substr(begin, at - begin);
  return out;
}

std::string_view line_at(std::string_view text, std::size_t at) {
  return text.substr(at, std::min(text.find('\n', at), text.size()) - at);
}

}  // namespace

std::uint16_t parse_ptx_isa(std::string_view ptx) {
  constexpr std::string_view mark = ".version ";
  const std::size_t found = ptx.find(mark);
  if (found == std::string_view::npos || (found > 0 && ptx[found - 1] != '\n')) return 0;
  const char* end = ptx.data() + ptx.size();
  unsigned major = 0;
  unsigned minor = 0;
  const char* at = std::from_chars(ptx.data() + found + mark.size(), end, major).ptr;
  if (at == end || *at != '.' || std::from_chars(at + 1, end, minor).ec != std::errc{}) return 0;
  return major < 1000 && minor < 10 ? static_cast<std::uint16_t>(major * 10 + minor) : 0;
}

Result<PtxModule> parse_ptx(std::string_view commented) {
  const std::string all = without_module_ids(without_comments(commented));
  const std::string_view text = all;
  PtxModule module;
  for (std::size_t at = 0; (at = text.find_first_not_of(kBlank, at)) != std::string_view::npos;) {
    const std::string_view line = line_at(text, at);
    std::size_t ahead = at;
    const std::string_view word = word_at(text, ahead);
    if (any_of(word, {".version", ".target", ".address_size"})) {
      module.header += std::string(line) + '\n';
      at += line.size();
    } else if (any_of(word, {".file", ".section", "@@DWARF"})) {
      module.debug_information = true;
      at = word == ".section" ? past_closing(text, text.find('{', at) + 1, '{', '}')
                              : at + line.size();
    } else if (std::optional<PtxStatement> statement = read_statement(text, at)) {
      module.statements.push_back(std::move(*statement));
    } else {
      return Status(Code::kUnsupported, "nvcc wrote PTX that can't be read: " + std::string(line));
    }
  }
  return module;
}

}  // namespace larder::pack
