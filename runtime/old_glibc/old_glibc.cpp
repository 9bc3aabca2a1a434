// Lets a program that was linked with a later glibc run with 2.28. Symbols that got a new version
// since are used in their first version, and functions that were added since are implemented with
// older ones. The linker redirects each of these names here (--wrap, in meson.build).
#include <sys/random.h>
#include <sys/stat.h>

#include <cstdint>

// NOLINTBEGIN(bugprone-reserved-identifier)

asm(".irp name," LARDER_OLD_NAMES R"(
  .symver old_\name, \name@GLIBC_2.2.5
  .globl __wrap_\name
  .type __wrap_\name, @function
__wrap_\name:
  jmp *old_\name@GOTPCREL(%rip)
.endr
.symver old_libc_start_main, __libc_start_main@GLIBC_2.2.5)");

namespace {

using Main = int (*)(int, char**, char**);
using Constructor = void (*)(int, char**, char**);

}  // namespace

extern "C" {

// The first version of __libc_start_main() leaves constructors, but not destructors, to its caller.
void _init();
extern const Constructor __init_array_start[];
extern const Constructor __init_array_end[];
int old_libc_start_main(Main main, int count, char** words, Constructor init, void (*fini)(),
                        void (*loader_fini)(), void* stack_end);

static void construct(int count, char** words, char** environment) {
  _init();
  for (const Constructor* each = __init_array_start; each != __init_array_end; ++each)
    (*each)(count, words, environment);
}

int __wrap___libc_start_main(Main main, int count, char** words, Constructor, void (*fini)(),
                             void (*loader_fini)(), void* stack_end) {
  return old_libc_start_main(main, count, words, construct, fini, loader_fini, stack_end);
}

// struct stat and struct stat64 are the same on x86-64; 1 is the version of their layout.
int __xstat(int version, const char* path, struct stat* to);
int __lxstat(int version, const char* path, struct stat* to);
int __fxstat(int version, int file, struct stat* to);
int __fxstatat(int version, int folder, const char* path, struct stat* to, int flags);

int __wrap_stat(const char* path, struct stat* to) { return __xstat(1, path, to); }
int __wrap_lstat(const char* path, struct stat* to) { return __lxstat(1, path, to); }
int __wrap_fstat(int file, struct stat* to) { return __fxstat(1, file, to); }
int __wrap_stat64(const char* path, struct stat* to) { return __xstat(1, path, to); }
int __wrap_lstat64(const char* path, struct stat* to) { return __lxstat(1, path, to); }
int __wrap_fstat64(int file, struct stat* to) { return __fxstat(1, file, to); }
int __wrap_fstatat64(int folder, const char* path, struct stat* to, int flags) {
  return __fxstatat(1, folder, path, to, flags);
}

std::uint32_t __wrap_arc4random() {
  std::uint32_t value = 0;
  while (getrandom(&value, sizeof(value), 0) != sizeof(value)) {
  }
  return value;
}

char __libc_single_threaded = 0;

}  // extern "C"

// NOLINTEND(bugprone-reserved-identifier)
