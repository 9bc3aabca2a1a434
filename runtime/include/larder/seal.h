// Sealing: the program accepts only caches that were made for it.
//
//   LARDER_SIGNED_BY("64 hex digits");   // at namespace scope, in one source of the program
//
// `larder keygen` makes the key and prints this line; `larder sign` signs caches with it. Several
// lines are alternatives: two keys while one replaces the other. A seal applies to the kernels of
// the program or shared library that it is linked into. It must be among that file's own sources:
// from a static library the linker takes only called objects. `larder explain` shows a program's
// seals.
#ifndef LARDER_SEAL_H
#define LARDER_SEAL_H

#include "detail/macros_aside.h"

#include <cstddef>

#include "detail/registry.h"

namespace larder {
inline namespace v1 {
namespace detail {

/// Whether `text`, which is null-terminated, holds `size` hexadecimal digits and nothing else.
constexpr bool is_hex(const char* text, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    const char c = text[i];
    const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (!digit) return false;
  }
  return text[size] == '\0';
}

}  // namespace detail
}  // namespace v1
}  // namespace larder

/// The owner of this Ed25519 public key signs the caches that the program accepts.
#define LARDER_SIGNED_BY(key) LARDER_DETAIL_SEAL(LARDER_SIGNED_BY, "signer ", key, __LINE__)

/// The program accepts the one cache whose index has this digest. For the source that
/// `larder-pack --seal` writes; users don't need it.
#define LARDER_SEALED_WITH(digest) \
  LARDER_DETAIL_SEAL(LARDER_SEALED_WITH, "digest ", digest, __LINE__)

// The line, for `larder explain`, lies in a section of its own. The SealRecord points to it, so
// that a linker that drops unused sections keeps it. The priority links seals in before any Module,
// and out after it: no constructor or destructor can open a device in between, unsealed.
#define LARDER_DETAIL_SEAL(macro, word, hex, number) \
  LARDER_DETAIL_SEAL_NUMBERED(macro, word, hex, number)
#define LARDER_DETAIL_SEAL_NUMBERED(macro, word, hex, number)                                     \
  static_assert(sizeof(hex) == 65, #macro " takes 64 hexadecimal digits");                        \
  static_assert(::larder::detail::is_hex(hex, sizeof(hex) - 1),                                   \
                #macro " takes hexadecimal digits only: 0-9, a-f");                               \
  __attribute__((section(".larder.seals"), used)) static const char larder_seal_line_##number[] = \
      word hex "\n";                                                                              \
  __attribute__((init_priority(101))) static const ::larder::detail::SealRecord                   \
      larder_seal_##number(larder_seal_line_##number)

#include "detail/macros_back.h"

#endif  // LARDER_SEAL_H
