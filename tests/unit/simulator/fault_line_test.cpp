#include "runtime/simulator/fault_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdint>
#include <string>

#include "runtime/simulator/fiber_pool.h"

namespace larder::inline v1::simulator {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::uintptr_t kLow = 0x7f0000000000;

siginfo_t fault(int signal, int code, std::uintptr_t address) {
  siginfo_t info{};
  info.si_signo = signal;
  info.si_code = code;
  info.si_addr = reinterpret_cast<void*>(address);  // NOLINT(performance-no-int-to-ptr)
  return info;
}

std::string line_of(const siginfo_t& info, const char* name = "k", const char* place = "k.cpp:1",
                    std::size_t stack_bytes = std::size_t{256} * 1024) {
  detail::KernelRecord record{};
  record.name = name;
  record.location = place;
  Fiber fiber;
  fiber.stack_low = reinterpret_cast<void*>(kLow);  // NOLINT(performance-no-int-to-ptr)
  fiber.stack_bytes = stack_bytes;
  FaultLine line{};
  line.describe({&record, {1, 20, 3}, {1023, 5, 60}, &fiber}, info);
  return std::string(line.text());
}

std::string what(const siginfo_t& info) {
  const std::string line = line_of(info);
  const std::string begin = "larder: kernel k (k.cpp:1): thread (1023,5,60) of block (1,20,3): ";
  EXPECT_EQ(line.substr(0, begin.size()), begin);
  return line.substr(begin.size());
}

TEST(FaultLine, DivisionByZero) {
  EXPECT_EQ(what(fault(SIGFPE, FPE_INTDIV, kLow)),
            "integer division by zero (or of the least integer by -1); a GPU gives an unspecified "
            "value here, a CPU ends the program\n");
}

TEST(FaultLine, TrapsThatTheProgramTurnedOn) {
  EXPECT_THAT(what(fault(SIGFPE, FPE_FLTDIV, kLow)), HasSubstr("feenableexcept"));
}

TEST(FaultLine, AnyAddress) {
  const std::string rest = "; build with -fsanitize=address to see the line\n";
  EXPECT_EQ(what(fault(SIGSEGV, SEGV_MAPERR, 0)), "invalid memory access at address 0x0" + rest);
  EXPECT_EQ(what(fault(SIGSEGV, SEGV_ACCERR, 0xfedcba9876543210)),
            "invalid memory access at address 0xfedcba9876543210" + rest);
}

TEST(FaultLine, NoAddress) {
  EXPECT_EQ(what(fault(SIGSEGV, SI_KERNEL, 0)),
            "invalid memory access: misaligned, or at an address that no pointer can have; build "
            "with -fsanitize=address to see the line\n");
}

TEST(FaultLine, StackOverflowIsWhatIsInTheGuard) {
  const std::string overflow =
      "stack overflow: a CUDA thread has 256 KiB; LARDER_STACK_KIB in the environment gives it "
      "more\n";
  EXPECT_EQ(what(fault(SIGSEGV, SEGV_ACCERR, kLow - 1)), overflow);
  EXPECT_EQ(what(fault(SIGSEGV, SEGV_ACCERR, kLow - kGuardBytes)), overflow);
  EXPECT_THAT(what(fault(SIGSEGV, SEGV_ACCERR, kLow)), HasSubstr("address 0x7f0000000000;"));
  EXPECT_THAT(what(fault(SIGSEGV, SEGV_ACCERR, kLow - kGuardBytes - 1)), HasSubstr("address 0x"));
}

// The tops of stacks are moved a little against each other.
TEST(FaultLine, StackHasTheSizeThatWasAskedFor) {
  const siginfo_t overflow = fault(SIGSEGV, SEGV_ACCERR, kLow - 8);
  EXPECT_THAT(line_of(overflow, "k", "k.cpp:1", (std::size_t{64} << 10) - std::size_t{55} * 64),
              HasSubstr("has 64 KiB"));
  EXPECT_THAT(line_of(overflow, "k", "k.cpp:1", 64U << 10), HasSubstr("has 64 KiB"));
}

TEST(FaultLine, FileThatBecameShorter) {
  EXPECT_EQ(what(fault(SIGBUS, BUS_ADRERR, 0x1000)),
            "memory that is not there any more at address 0x1000; a file that was mapped may have "
            "become shorter\n");
}

TEST(FaultLine, IllegalInstruction) {
  EXPECT_THAT(what(fault(SIGILL, ILL_ILLOPN, kLow)), HasSubstr("illegal instruction; "));
}

TEST(FaultLine, AThreadOfALoopIsNotKnown) {
  detail::KernelRecord record{};
  record.name = "k";
  record.location = "k.cpp:1";
  const Fiber fiber;
  FaultLine line{};
  line.describe({&record, {1, 20, 3}, {0, 0, 0}, &fiber, true}, fault(SIGFPE, FPE_INTDIV, 0));
  const std::string text(line.text());
  EXPECT_THAT(text,
              testing::StartsWith("larder: kernel k (k.cpp:1): a thread of block (1,20,3): "));
  EXPECT_THAT(text, EndsWith("; LARDER_CPU=fibers in the environment names the thread\n"));
}

TEST(FaultLine, LongNamesAreCutAndTheAdviceStays) {
  const std::string name(5000, 'n');
  const std::string line = line_of(fault(SIGSEGV, SEGV_MAPERR, 16), name.c_str(), name.c_str());
  EXPECT_THAT(line, SizeIs(testing::Lt(4096u)));
  EXPECT_THAT(line, HasSubstr("nnn... (nnn"));
  EXPECT_THAT(line, EndsWith("address 0x10; build with -fsanitize=address to see the line\n"));
}

}  // namespace
}  // namespace larder::inline v1::simulator
