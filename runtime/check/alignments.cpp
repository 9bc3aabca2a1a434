// What compilers insert for -fsanitize=alignment: the call for an address that is no multiple of
// what the type needs. The accesses themselves don't tell: a float4 is read in four parts.
#include "runtime/check/checker.h"
#include "runtime/check/ubsan.h"

namespace larder::inline v1::check {

// NOLINTBEGIN(bugprone-reserved-identifier): the compilers' names
extern "C" void __ubsan_handle_type_mismatch_v1(const ubsan::TypeMismatch* found,
                                                std::uintptr_t address) {
  Thread* const thread = running;
  if (thread == nullptr) return;
  const bool store = found->use == 1;
  Checker::instance().report_misaligned(*thread, address, std::size_t{1} << found->log_alignment,
                                        {!store, store, false}, __builtin_return_address(0));
}
// NOLINTEND(bugprone-reserved-identifier)

}  // namespace larder::inline v1::check
