// Kernels that divide by zero, follow wild pointers or use up their stacks: what a program says
// before it ends, and that it ends as it would have anyway.
#include "runtime/simulator/fault_handler.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include "runtime/simulator/sanitizers.h"
#include "runtime/threads/pool.h"
#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

using testing::AllOf;
using testing::ExitedWithCode;
using testing::HasSubstr;
using testing::KilledBySignal;
using testing::StrEq;

constexpr char kDivision[] =
    "integer division by zero (or of the least integer by -1); a GPU gives an unspecified value "
    "here, a CPU ends the program\n";
constexpr char kOverflow[] =
    "stack overflow: a CUDA thread has 256 KiB; LARDER_STACK_KIB in the environment gives it "
    "more\n";

std::string at(const std::string& thread, const std::string& block) {
  return "larder: kernel k (k.cpp:1): thread " + thread + " of block " + block + ": ";
}

// Each test's program is started afresh: handlers belong to a process, and are installed once.
class FaultHandlerDeathTest : public testing::Test {
 protected:
  void SetUp() override {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    unsetenv("LARDER_STACK_KIB");
  }
};

// Of the signals that sanitizers handle: all but SIGILL.
class FaultDeathTest : public FaultHandlerDeathTest {
 protected:
  void SetUp() override {
    FaultHandlerDeathTest::SetUp();
    if (any_sanitizer_present()) GTEST_SKIP() << "the sanitizer handles the signal";
  }
};

LARDER_KERNEL void nothing() {}

// The processor's division, whatever a sanitizer would make of it.
__attribute__((no_sanitize("undefined"))) int quotient_of(int dividend, int by) {
  return dividend / by;
}

LARDER_KERNEL void divide(int by) {
  if (blockIdx.y != 1 || threadIdx.x != 3) return;
  volatile int quotient = quotient_of(7, by);
  (void)quotient;
}

void fault() { (void)run_kernel<divide>({dim3(1, 2), 8}, 0); }

TEST_F(FaultDeathTest, DivisionByZero) {
  EXPECT_EXIT(fault(), KilledBySignal(SIGFPE), StrEq(at("(3,0,0)", "(0,1,0)") + kDivision));
}

LARDER_KERNEL void divide_after_barrier(int by) {
  __syncthreads();
  const bool one = threadIdx.y == 1 && threadIdx.x == 2;
  __syncthreads();
  volatile int quotient = 7u / (one ? by : 1);
  (void)quotient;
}

TEST_F(FaultDeathTest, OfAThreadThatHasWaited) {
  EXPECT_EXIT((void)run_kernel<divide_after_barrier>({1, dim3(4, 2)}, 0), KilledBySignal(SIGFPE),
              StrEq(at("(2,1,0)", "(0,0,0)") + kDivision));
}

LARDER_KERNEL void read_from(const volatile int* address) { (void)*address; }

void read_at(std::uintptr_t address) {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): it points nowhere
  (void)run_kernel<read_from>({1, 1}, reinterpret_cast<const volatile int*>(address));
}

TEST_F(FaultDeathTest, InvalidPointer) {
  EXPECT_EXIT(read_at(0x10), KilledBySignal(SIGSEGV),
              StrEq(at("(0,0,0)", "(0,0,0)") +
                    "invalid memory access at address 0x10; build with -fsanitize=address to see "
                    "the line\n"));
}

TEST_F(FaultDeathTest, AddressThatNoPointerCanHave) {
  EXPECT_EXIT(read_at(0x0123456789abcdef), KilledBySignal(SIGSEGV),
              HasSubstr("at an address that no pointer can have"));
}

void read_past_the_end_of_a_file() {
  const int file = memfd_create("empty", 0);
  void* const memory = mmap(nullptr, 4096, PROT_READ, MAP_SHARED, file, 0);
  read_at(reinterpret_cast<std::uintptr_t>(memory));
}

TEST_F(FaultDeathTest, FileThatBecameShorter) {
  EXPECT_EXIT(read_past_the_end_of_a_file(), KilledBySignal(SIGBUS),
              HasSubstr("memory that is not there any more at address 0x"));
}

LARDER_KERNEL void illegal() { __builtin_trap(); }

TEST_F(FaultHandlerDeathTest, IllegalInstruction) {
  EXPECT_EXIT((void)run_kernel<illegal>({1, 1}), KilledBySignal(SIGILL),
              HasSubstr("illegal instruction"));
}

// --- stacks --------------------------------------------------------------------------------------

__attribute__((noinline)) int recurse(int depth) {
  volatile char frame[1000] = {};
  return depth == 0 ? 0 : recurse(depth - 1) + frame[depth % 1000];
}
LARDER_KERNEL void overflowing() {
  if (threadIdx.x == 33) (void)recurse(1 << 20);
  __syncthreads();
}

void overflow() { (void)run_kernel<overflowing>({1, 64}); }

TEST_F(FaultDeathTest, StackOverflow) {
  EXPECT_EXIT(overflow(), KilledBySignal(SIGSEGV), StrEq(at("(33,0,0)", "(0,0,0)") + kOverflow));
}

__attribute__((noinline)) void write_to(volatile char* place) { *place = 1; }
// Its low end would lie in the stack of another fiber, if the guard were one page.
LARDER_KERNEL void large_frame() {
  volatile char frame[500 * 1024];
  write_to(frame);
}

TEST_F(FaultDeathTest, StackOverflowByOneFrame) {
  EXPECT_EXIT((void)run_kernel<large_frame>({1, 1}), KilledBySignal(SIGSEGV),
              StrEq(at("(0,0,0)", "(0,0,0)") + kOverflow));
}

void overflow_on_an_own_signal_stack() {
  static char memory[1 << 16];
  stack_t own{};
  own.ss_sp = memory;
  own.ss_size = sizeof memory;
  sigaltstack(&own, nullptr);
  overflow();
}

TEST_F(FaultDeathTest, StackOverflowWhereTheThreadHasASignalStack) {
  EXPECT_EXIT(overflow_on_an_own_signal_stack(), KilledBySignal(SIGSEGV), HasSubstr(kOverflow));
}

// --- OS threads ----------------------------------------------------------------------------------

LARDER_KERNEL void divide_on_another_thread(std::thread::id main, int by) {
  // Time enough for a worker to take the other block.
  if (std::this_thread::get_id() == main) std::this_thread::sleep_for(std::chrono::seconds(20));
  volatile int quotient = quotient_of(7, by);
  (void)quotient;
}

TEST_F(FaultDeathTest, OnAWorkerThread) {
  if (threads::core_count() == 1) GTEST_SKIP() << "there is one core";
  EXPECT_EXIT((void)run_kernel<divide_on_another_thread>({2, 1}, std::this_thread::get_id(), 0),
              KilledBySignal(SIGFPE), HasSubstr(kDivision));
}

TEST_F(FaultDeathTest, OnAThreadOfTheProgram) {
  EXPECT_EXIT(std::thread(overflow).join(), KilledBySignal(SIGSEGV), HasSubstr(kOverflow));
}

LARDER_KERNEL void divide_everywhere(int by) {
  volatile int quotient = quotient_of(7, by);
  (void)quotient;
}

TEST_F(FaultDeathTest, OfManyAtOnceOneIsTold) {
  const auto one_line = testing::ResultOf(
      [](const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }, 1);
  EXPECT_EXIT((void)run_kernel<divide_everywhere>({1000, 8}, 0), KilledBySignal(SIGFPE), one_line);
}

// --- outside of kernels --------------------------------------------------------------------------

void launch_and_divide() {
  (void)run_kernel<nothing>({64, 64});
  volatile int zero = 0;
  volatile int quotient = 7 / zero;
  (void)quotient;
}

void launch_and_overflow() {
  (void)run_kernel<nothing>({1, 1});
  (void)recurse(1 << 20);
}

TEST_F(FaultDeathTest, OutsideOfKernelsNothingIsSaid) {
  EXPECT_EXIT(launch_and_divide(), KilledBySignal(SIGFPE), StrEq(""));
  EXPECT_EXIT(launch_and_overflow(), KilledBySignal(SIGSEGV), StrEq(""));
}

LARDER_KERNEL void send(int signal) { kill(getpid(), signal); }
LARDER_KERNEL void raise_it(int signal) { raise(signal); }

TEST_F(FaultDeathTest, SignalsThatAreSentAreNoFaults) {
  EXPECT_EXIT((void)run_kernel<send>({1, 1}, SIGSEGV), KilledBySignal(SIGSEGV), StrEq(""));
  EXPECT_EXIT((void)run_kernel<raise_it>({1, 1}, SIGFPE), KilledBySignal(SIGFPE), StrEq(""));
}

// --- handlers of the program's own ---------------------------------------------------------------

struct sigaction previous;

void say(const char* text) {
  (void)!write(STDERR_FILENO, text, std::char_traits<char>::length(text));
}

void own_handler(int) {
  say("own\n");
  _exit(3);
}

void calling_handler(int signal, siginfo_t* info, void* context) {
  say("own\n");
  previous.sa_sigaction(signal, info, context);
}

void handle_division() { std::signal(SIGFPE, own_handler); }

void launch_then_handle(void (*handler)(int, siginfo_t*, void*)) {
  (void)run_kernel<nothing>({1, 1});
  struct sigaction action{};
  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO;
  sigaction(SIGFPE, &action, &previous);
}

TEST_F(FaultHandlerDeathTest, AHandlerThatWasThereFirstStays) {
  EXPECT_EXIT((handle_division(), fault()), ExitedWithCode(3), StrEq("own\n"));
  EXPECT_EXIT((handle_division(), (void)run_kernel<nothing>({1, 1}), fault()), ExitedWithCode(3),
              StrEq("own\n"));
}

TEST_F(FaultDeathTest, OtherSignalsAreHandledBesideIt) {
  EXPECT_EXIT((handle_division(), overflow()), KilledBySignal(SIGSEGV), HasSubstr(kOverflow));
}

TEST_F(FaultHandlerDeathTest, AHandlerThatComesLaterReplacesIt) {
  EXPECT_EXIT(((void)run_kernel<nothing>({1, 1}), handle_division(), fault()), ExitedWithCode(3),
              StrEq("own\n"));
}

TEST_F(FaultDeathTest, AHandlerMayCallThePreviousOne) {
  EXPECT_EXIT((launch_then_handle(calling_handler), fault()), KilledBySignal(SIGFPE),
              StrEq("own\n" + at("(3,0,0)", "(0,1,0)") + kDivision));
}

TEST_F(FaultHandlerDeathTest, IgnoredSignalsStayIgnored) {
  EXPECT_EXIT((std::signal(SIGFPE, SIG_IGN), (void)run_kernel<raise_it>({1, 1}, SIGFPE), _exit(5)),
              ExitedWithCode(5), StrEq(""));
}

// --- standard error that takes nothing -----------------------------------------------------------

void make_standard_error_a_pipe(bool with_reader) {
  int ends[2];
  if (pipe(ends) != 0) _exit(1);
  dup2(ends[1], STDERR_FILENO);
  if (!with_reader) close(ends[0]);
  fcntl(ends[1], F_SETFL, O_NONBLOCK);
  const std::vector<char> much(1 << 16);
  while (with_reader && write(ends[1], much.data(), much.size()) > 0) {
  }
  fcntl(ends[1], F_SETFL, 0);
}

TEST_F(FaultDeathTest, EndsWithoutAReaderOfStandardError) {
  EXPECT_EXIT((make_standard_error_a_pipe(false), fault()), KilledBySignal(SIGFPE), StrEq(""));
}

TEST_F(FaultDeathTest, EndsWhereAReaderReadsNothing) {
  EXPECT_EXIT((make_standard_error_a_pipe(true), fault()), KilledBySignal(SIGFPE), StrEq(""));
}

TEST_F(FaultDeathTest, EndsWithStandardErrorClosed) {
  EXPECT_EXIT((close(STDERR_FILENO), fault()), KilledBySignal(SIGFPE), StrEq(""));
}

// --- sanitizers ----------------------------------------------------------------------------------

TEST_F(FaultHandlerDeathTest, ASanitizerTellsTheLine) {
  if (!address_sanitizer_present()) GTEST_SKIP() << "this program is built without one";
  EXPECT_DEATH(fault(), AllOf(HasSubstr("AddressSanitizer: FPE"), HasSubstr("divide")));
  EXPECT_DEATH(overflow(), HasSubstr("AddressSanitizer: "));
}

}  // namespace
}  // namespace larder::inline v1::simulator
