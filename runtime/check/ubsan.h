// What UBSan's calls pass, in GCC and Clang.
#ifndef LARDER_CHECK_UBSAN_H
#define LARDER_CHECK_UBSAN_H

#include <cstdint>

namespace larder::inline v1::check::ubsan {

struct SourceLocation {
  const char* file;
  std::uint32_t line;
  std::uint32_t column;
};
struct TypeDescriptor {
  std::uint16_t kind;
  std::uint16_t info;  ///< of an integer: whether it has a sign, and the logarithm of its bits
  char name[1];        ///< in quotes
};
struct OutOfBounds {
  SourceLocation location;
  const TypeDescriptor* array;
  const TypeDescriptor* index;
};
struct TypeMismatch {
  SourceLocation location;
  const TypeDescriptor* type;
  unsigned char log_alignment;
  unsigned char use;  ///< 1: a store
};

}  // namespace larder::inline v1::check::ubsan

#endif  // LARDER_CHECK_UBSAN_H
