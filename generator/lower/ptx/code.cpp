#include "generator/lower/ptx/code.h"

#include <charconv>

namespace larder::generate::ptx {
namespace {

std::optional<Type::Kind> kind_named(char letter) {
  switch (letter) {
    case 'b':
      return Type::Kind::kBits;
    case 'u':
      return Type::Kind::kUnsigned;
    case 's':
      return Type::Kind::kSigned;
    case 'f':
      return Type::Kind::kReal;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Type> type_named(const std::string& modifier) {
  if (modifier == "pred") return kPredicate;
  const std::optional<Type::Kind> kind =
      modifier.empty() ? std::nullopt : kind_named(modifier.front());
  if (!kind) return std::nullopt;
  unsigned bits = 0;
  const char* const end = modifier.data() + modifier.size();
  if (std::from_chars(modifier.data() + 1, end, bits).ptr != end) return std::nullopt;
  const bool wide = bits == 32 || bits == 64;
  const bool narrow = (bits == 8 || bits == 16) && *kind != Type::Kind::kReal;
  if (!wide && !narrow) return std::nullopt;
  return Type{*kind, bits};
}

}  // namespace larder::generate::ptx
