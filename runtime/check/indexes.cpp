// What compilers insert for -fsanitize=bounds: the call for an index past the end of an array whose
// size they know. It finds what addresses can't tell: an access to a __device__ or __constant__
// array, a local one, or one in a class, that falls into another variable.
#include <cstdint>
#include <string>

#include "runtime/check/checker.h"
#include "runtime/check/paused.h"
#include "runtime/check/ubsan.h"
#include "runtime/compose.h"

namespace larder::inline v1::check {
namespace {

std::string index_text(const ubsan::TypeDescriptor& type, std::uintptr_t value) {
  const unsigned bits = 1u << (type.info >> 1);
  if ((type.info & 1u) == 0 || bits > 64) return std::to_string(value);
  const unsigned unused = 64 - bits;
  return std::to_string(static_cast<std::int64_t>(value << unused) >> unused);
}

}  // namespace

void Checker::report_index(Thread& thread, const char* array, const std::string& index,
                           const void* pc) {
  report(FindingKind::kOutOfBounds, thread, {true, false, false}, pc,
         compose("index {} of an array {}", index, array),
         "check the index against the size of the array");
}

// NOLINTBEGIN(bugprone-reserved-identifier): the compilers' names
extern "C" void __ubsan_handle_out_of_bounds(const ubsan::OutOfBounds* found,
                                             std::uintptr_t index) {
  Thread* const thread = running;
  if (thread == nullptr) return;
  const Paused paused;
  Checker::instance().report_index(*thread, found->array->name, index_text(*found->index, index),
                                   __builtin_return_address(0));
}
// NOLINTEND(bugprone-reserved-identifier)

}  // namespace larder::inline v1::check
