// Any bytes as the text of an asm statement with a few operands: it is translated or refused with a
// reason, and what it is translated to is well-formed as far as parentheses tell.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "generator/lower/ptx/effects.h"
#include "generator/lower/ptx/parser.h"
#include "generator/lower/ptx/translation.h"
#include "tests/fuzz/fuzz.h"

namespace {

namespace ptx = larder::generate::ptx;
using larder::fuzz::require;

std::vector<ptx::Argument> arguments() {
  using Kind = ptx::Type::Kind;
  return {{{Kind::kUnsigned, 32}, true, false},
          {{Kind::kUnsigned, 32}, false, false},
          {{Kind::kUnsigned, 64}, true, false},
          {{Kind::kReal, 32}, true, false},
          {{Kind::kReal, 64}, false, false},
          {{Kind::kUnsigned, 16}, true, false},
          {{}, false, true}};
}

// The text of PTX names registers, but no more: nothing of it is copied that could be C++.
void check_text(const std::string& text) {
  std::string open;
  for (const char c : text) {
    require(c >= ' ' && c <= '~' && c != '%' && c != '@' && c != '$' && c != '"');
    if (c == '(' || c == '{') open += c;
    if (c != ')' && c != '}') continue;
    require(!open.empty() && open.back() == (c == ')' ? '(' : '{'));
    open.pop_back();
  }
  require(open.empty());
}

void try_text(std::string_view text, bool escapes) {
  const auto code = ptx::parse(text, escapes);
  if (const auto* refusal = std::get_if<ptx::Refusal>(&code)) {
    require(!refusal->what.empty());
    return;
  }
  static_cast<void>(ptx::effects_of(std::get<ptx::Code>(code)));
  const auto done = ptx::translate(std::get<ptx::Code>(code), arguments());
  if (const auto* refusal = std::get_if<ptx::Refusal>(&done)) require(!refusal->what.empty());
  if (const auto* out = std::get_if<std::string>(&done)) check_text(*out);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try_text(text, true);
  try_text(text, false);
  try_text(ptx::from_llvm(text), true);
  return 0;
}
