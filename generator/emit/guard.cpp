#include "generator/emit/guard.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "generator/emit/text.h"

namespace larder::generate {
namespace {

constexpr const char kAdvice[] =
    "; compile this file with the flags that compile_commands.json has for it, and give each "
    "target with other flags a custom_target of its own";

constexpr const char kBegin[] = R"(#define LARDER_PRAGMA_(...) _Pragma(#__VA_ARGS__)
#define LARDER_DIFFERS_(...) LARDER_PRAGMA_(GCC error #__VA_ARGS__)
#define LARDER_DIFFERS(...) LARDER_DIFFERS_(__VA_ARGS__)
)";
constexpr const char kBeginText[] = R"(#define LARDER_TEXT_(...) #__VA_ARGS__
#define LARDER_TEXT(...) LARDER_TEXT_(__VA_ARGS__)
namespace {
constexpr bool larder_same_text(const char* a, const char* b) {
  while (*a != 0 && *a == *b) {
    ++a;
    ++b;
  }
  return *a == *b;
}
}  // namespace
)";
constexpr const char kEnd[] = R"(#undef LARDER_DIFFERS
#undef LARDER_DIFFERS_
#undef LARDER_PRAGMA_
)";
constexpr const char kEndText[] = R"(#undef LARDER_TEXT
#undef LARDER_TEXT_
)";

/// Compilers use different numbers for drafts of a standard, but agree on which standard it is.
constexpr std::array<const char*, 5> kStandards = {"201103L", "201402L", "201703L", "202002L",
                                                   "999999L"};

/// Whether #if parses it as one number.
bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t end = text.find_last_not_of("uUlL");
  if (end == std::string_view::npos) return false;
  text = text.substr(0, end + 1);
  const bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
  if (hexadecimal) text.remove_prefix(2);
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](unsigned char c) {
    return hexadecimal ? std::isxdigit(c) != 0 : std::isdigit(c) != 0;
  });
}

std::string was(const OutsideMacro& macro) {
  std::string out = "macro " + macro.name + " was ";
  if (!macro.defined) return out + "not defined when the kernels were read";
  if (macro.value.empty()) return out + "defined when the kernels were read";
  return out + macro.value + " when the kernels were read";
}

/// The preprocessor inserts the macro's value here.
std::string differs(const OutsideMacro& macro) {
  return line_directive(macro.where.line, macro.where.file) + "LARDER_DIFFERS(" +
         string_literal(was(macro) + ", here it is") + " " + macro.name + " " +
         string_literal(kAdvice) + ")\n";
}

std::string must_be_absent(const OutsideMacro& macro) {
  return "#ifdef " + macro.name + "\n" + differs(macro) + "#endif\n";
}

std::string must_be_there(const OutsideMacro& macro) {
  return "#ifndef " + macro.name + "\n" + line_directive(macro.where.line, macro.where.file) +
         "LARDER_DIFFERS(" + string_literal(was(macro) + ", here it is not defined" + kAdvice) +
         ")\n";
}

/// The condition that the standard differs from the scan's.
std::string other_standard(const std::string& value) {
  std::string from = "0L";
  for (const char* to : kStandards) {
    if (value <= to) return "__cplusplus <= " + from + " || __cplusplus > " + to;
    from = to;
  }
  return "0";
}

/// The values of OpenMP and feature macros are the compiler's own; only their existence depends on
/// a flag.
bool is_version(const std::string& name) {
  return name == "_OPENMP" || name.rfind("__cpp_", 0) == 0;
}

std::string must_equal(const OutsideMacro& macro) {
  std::string out = must_be_there(macro);
  if (macro.name == "__cplusplus") {
    out += "#elif " + other_standard(macro.value) + "\n" + differs(macro);
  } else if (!is_version(macro.name)) {
    // An empty macro is 0 here, not an error of another kind.
    out += "#elif " + macro.name + " + 0 != " + macro.value + "\n" + differs(macro);
  }
  return out + "#endif\n";
}

bool is_text(const OutsideMacro& macro) {
  return macro.defined && macro.asked_for_value && macro.has_value && !is_integer(macro.value);
}

std::string must_read(const OutsideMacro& macro) {
  return must_be_there(macro) + "#endif\n" + line_directive(macro.where.line, macro.where.file) +
         "static_assert(larder_same_text(LARDER_TEXT(" + macro.name + "), " +
         string_literal(macro.value) + "), " +
         string_literal(was(macro) + ", here it is something else" + kAdvice) + ");\n";
}

std::string check(const OutsideMacro& macro) {
  if (!macro.defined) return must_be_absent(macro);
  if (is_text(macro)) return must_read(macro);
  if (macro.asked_for_value && macro.has_value) return must_equal(macro);
  return must_be_there(macro) + "#endif\n";
}

}  // namespace

std::string macro_guard(std::span<const OutsideMacro> macros) {
  if (macros.empty()) return {};
  const bool texts = std::any_of(macros.begin(), macros.end(), is_text);
  std::string out = kBegin;
  if (texts) out += kBeginText;
  for (const OutsideMacro& macro : macros) out += check(macro);
  if (texts) out += kEndText;
  return out + kEnd;
}

}  // namespace larder::generate
