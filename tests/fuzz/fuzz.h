// What all fuzz targets share: an assertion that says where it failed, and the input as bytes.
#ifndef LARDER_TESTS_FUZZ_FUZZ_H
#define LARDER_TESTS_FUZZ_FUZZ_H

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <source_location>

#include "larder/status.h"
#include "runtime/format/bytes.h"

namespace larder::fuzz {

/// Ends the program where `condition` is false, naming the line; unlike assert() in every build.
inline void require(bool condition, std::source_location where = std::source_location::current()) {
  if (condition) return;
  std::fprintf(stderr, "%s:%u: a requirement is not met\n", where.file_name(),
               static_cast<unsigned>(where.line()));
  std::abort();
}

/// A failure says why.
inline void require_reason(const Status& status,
                           std::source_location where = std::source_location::current()) {
  require(status.ok() == status.message().empty(), where);
}

[[nodiscard]] inline format::Bytes input_bytes(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const std::byte*>(data), size};
}

}  // namespace larder::fuzz

#endif  // LARDER_TESTS_FUZZ_FUZZ_H
