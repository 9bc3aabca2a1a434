// A failed assert() or check of the standard library in a kernel is an error of the launch, as on a
// GPU.
//
// Both call a function of the system's libraries, which would end the program. The functions here
// replace those in the program or shared library that this library is linked to; outside of kernels
// they do the same as the system's. Protected: other libraries may use them, but can't replace
// them.
#include "runtime/simulator/assertions.h"

#include <assert.h>
#include <dlfcn.h>
#include <larder/simulator.h>

#include <cstdio>
#include <cstdlib>

#include "runtime/simulator/block.h"
#include "runtime/simulator/current.h"

#define LARDER_PROTECTED __attribute__((visibility("protected")))

namespace {

using larder::simulator::Block;
using larder::simulator::current_block;

// The dynamic linker's next definition: the system's.
template <class Function>
Function* systems(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

[[noreturn]] void end_program(const char* condition, const char* file, unsigned line,
                              const char* function) {
  std::fprintf(stderr, "%s:%u: %s: Assertion `%s' failed.\n", file, line, function, condition);
  std::abort();
}

LARDER_NO_TSAN void fail_in_kernel(const char* condition, const char* file, unsigned line,
                                   const char* function) {
  Block* const block = current_block();
  if (block == nullptr) return;
  block->fail_assertion(condition, {file, static_cast<int>(line)}, function);
}

}  // namespace

extern "C" LARDER_PROTECTED LARDER_NO_TSAN void __assert_fail(const char* condition,
                                                              const char* file, unsigned line,
                                                              const char* function) noexcept {
  fail_in_kernel(condition, file, line, function);
  using Function = void(const char*, const char*, unsigned, const char*);
  if (auto* const next = systems<Function>("__assert_fail")) next(condition, file, line, function);
  end_program(condition, file, line, function);
}

#if defined(_GLIBCXX_RELEASE)

#define LARDER_LIBRARY_CHECK "_ZSt21__glibcxx_assert_failPKciS0_S0_"

// std::__glibcxx_assert_fail, which not every libstdc++ declares.
extern "C" [[noreturn]] LARDER_PROTECTED void larder_library_check(const char* file, int line,
                                                                   const char* function,
                                                                   const char* condition) noexcept
    asm(LARDER_LIBRARY_CHECK);

extern "C" LARDER_NO_TSAN void larder_library_check(const char* file, int line,
                                                    const char* function,
                                                    const char* condition) noexcept {
  fail_in_kernel(condition, file, static_cast<unsigned>(line), function);
  using Function = void(const char*, int, const char*, const char*);
  if (auto* const next = systems<Function>(LARDER_LIBRARY_CHECK)) {
    next(file, line, function, condition);
  }
  end_program(condition, file, static_cast<unsigned>(line), function);
}

#endif

namespace larder::inline v1::simulator {

void take_assertions() {}

}  // namespace larder::inline v1::simulator
