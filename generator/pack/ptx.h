// PTX text as a list of its statements at module scope.
//
// PTX ISA, "Statements": a PTX module is a few directives for all of it (.version, .target,
// .address_size), then variables and functions. Of bodies, only the identifiers in them are read.
#ifndef LARDER_GENERATOR_PACK_PTX_H
#define LARDER_GENERATOR_PACK_PTX_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "larder/status.h"

namespace larder::pack {

enum class PtxKind {
  kEntry,      ///< a kernel
  kFunction,   ///< a device function with its body
  kPrototype,  ///< a device function without a body
  kVariable,   ///< .global, .const, .shared, ...
};

struct PtxStatement {
  PtxKind kind;
  std::string name;
  std::string text;  ///< without comments
};

struct PtxModule {
  std::string header;  ///< .version, .target, .address_size, a line each
  std::vector<PtxStatement> statements;
  bool debug_information = false;  ///< .file, .section: parts of all functions in one place
};

/// Reads nvcc's output. kUnsupported, with the text concerned, for an unknown directive at module
/// scope.
[[nodiscard]] Result<PtxModule> parse_ptx(std::string_view text);

/// 90 for a PTX text with ".version 9.0"; 0 if there is none.
[[nodiscard]] std::uint16_t parse_ptx_isa(std::string_view ptx);

/// Calls visit(identifier, offset) for each identifier in `text`: names of variables, functions,
/// registers, labels and parameters, not directives and not instructions' suffixes.
template <class Visit>
void for_each_identifier(std::string_view text, Visit visit) {
  const auto starts = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || c == '%';
  };
  const auto continues = [&](char c) { return (starts(c) && c != '%') || (c >= '0' && c <= '9'); };
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    std::size_t end = at + 1;
    if (c == '"') {
      while (end < text.size() && text[end] != '"') ++end;
      ++end;
    } else if (starts(c) || c == '.' || (c >= '0' && c <= '9')) {
      while (end < text.size() && continues(text[end])) ++end;
      if (starts(c)) visit(text.substr(at, end - at), at);
    }
    at = end;
  }
}

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_PTX_H
