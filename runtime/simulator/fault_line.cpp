#include "runtime/simulator/fault_line.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "runtime/simulator/fiber_pool.h"

namespace larder::inline v1::simulator {
namespace {

// For a kernel's name (templates have long ones) and for its place, so that the rest always fits.
constexpr std::size_t kMaxOfAName = 1500;

constexpr std::string_view kSeeTheLine = "; build with -fsanitize=address to see the line";

bool in_guard(const RunningThread& thread, const void* address) {
  const auto low = reinterpret_cast<std::uintptr_t>(thread.fiber->stack_low);
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  return at < low && low - at <= kGuardBytes;
}

}  // namespace

void FaultLine::add(std::string_view text) {
  const std::size_t bytes = std::min(text.size(), sizeof text_ - size_);
  std::memcpy(text_ + size_, text.data(), bytes);
  size_ += bytes;
}

void FaultLine::add_name(const char* name) {
  const std::string_view whole = name;
  add(whole.substr(0, kMaxOfAName));
  if (whole.size() > kMaxOfAName) add("...");
}

void FaultLine::add_number(std::uint64_t number, int base) {
  char digits[24];
  const char* const end = std::to_chars(digits, digits + sizeof digits, number, base).ptr;
  add({digits, static_cast<std::size_t>(end - digits)});
}

void FaultLine::add_index(uint3 index) {
  add("(");
  add_number(index.x);
  add(",");
  add_number(index.y);
  add(",");
  add_number(index.z);
  add(")");
}

void FaultLine::add_thread(const RunningThread& thread) {
  if (thread.in_loop) {
    add("a thread");
  } else {
    add("thread ");
    add_index(thread.index);
  }
  add(" of block ");
  add_index(thread.block);
}

void FaultLine::add_access(const RunningThread& thread, const siginfo_t& fault) {
  if (in_guard(thread, fault.si_addr)) {
    add("stack overflow: a CUDA thread has ");
    add_number(stack_kib(*thread.fiber));
    add(" KiB; LARDER_STACK_KIB in the environment gives it more");
  } else if (fault.si_code == SI_KERNEL) {  // the processor reports no address
    add("invalid memory access: misaligned, or at an address that no pointer can have");
    add(kSeeTheLine);
  } else {
    add("invalid memory access at address 0x");
    add_number(reinterpret_cast<std::uintptr_t>(fault.si_addr), 16);
    add(kSeeTheLine);
  }
}

void FaultLine::add_kind(const RunningThread& thread, const siginfo_t& fault) {
  if (fault.si_signo == SIGSEGV) {
    add_access(thread, fault);
  } else if (fault.si_signo == SIGBUS) {
    add("memory that is not there any more at address 0x");
    add_number(reinterpret_cast<std::uintptr_t>(fault.si_addr), 16);
    add("; a file that was mapped may have become shorter");
  } else if (fault.si_signo == SIGFPE && fault.si_code == FPE_INTDIV) {
    add("integer division by zero (or of the least integer by -1); a GPU gives an unspecified "
        "value here, a CPU ends the program");
  } else if (fault.si_signo == SIGFPE) {
    add("floating-point exception; the program has turned traps on (feenableexcept), which a GPU "
        "does not have");
  } else {
    add("illegal instruction; the program is compiled for another CPU (-march), or came to "
        "__builtin_trap or __builtin_unreachable");
  }
}

void FaultLine::describe(const RunningThread& thread, const siginfo_t& fault) {
  size_ = 0;
  add("larder: kernel ");
  add_name(thread.kernel->name);
  add(" (");
  add_name(thread.kernel->location);
  add("): ");
  add_thread(thread);
  add(": ");
  add_kind(thread, fault);
  if (thread.in_loop) add("; LARDER_CPU=fibers in the environment names the thread");
  add("\n");
}

}  // namespace larder::inline v1::simulator
