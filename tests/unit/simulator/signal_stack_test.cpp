#include "runtime/simulator/signal_stack.h"

#include <gtest/gtest.h>

#include <csignal>
#include <thread>
#include <vector>

#include "runtime/simulator/fault_handler.h"
#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

stack_t present_stack() {
  stack_t stack{};
  EXPECT_EQ(sigaltstack(nullptr, &stack), 0);
  return stack;
}

// Runs `test` on a thread that has no alternate stack (AddressSanitizer gives it one).
template <class Test>
void on_a_bare_thread(Test test) {
  std::thread([&test] {
    const stack_t given = present_stack();
    stack_t none{};
    none.ss_flags = SS_DISABLE;
    ASSERT_EQ(sigaltstack(&none, nullptr), 0);
    test();
    if ((given.ss_flags & SS_DISABLE) == 0) sigaltstack(&given, nullptr);
  }).join();
}

TEST(SignalStack, IsThereWhileItLives) {
  on_a_bare_thread([] {
    {
      const SignalStack stack;
      EXPECT_EQ(present_stack().ss_flags & SS_DISABLE, 0);
      EXPECT_GE(present_stack().ss_size, 64u * 1024);
    }
    EXPECT_NE(present_stack().ss_flags & SS_DISABLE, 0);
  });
}

TEST(SignalStack, LeavesAThreadsOwn) {
  on_a_bare_thread([] {
    std::vector<char> memory(1 << 16);
    stack_t own{};
    own.ss_sp = memory.data();
    own.ss_size = memory.size();
    ASSERT_EQ(sigaltstack(&own, nullptr), 0);
    {
      const SignalStack stack;
    }
    EXPECT_EQ(present_stack().ss_sp, memory.data());
    own.ss_flags = SS_DISABLE;
    sigaltstack(&own, nullptr);
  });
}

TEST(SignalStack, LeavesOneThatCameLater) {
  on_a_bare_thread([] {
    std::vector<char> memory(1 << 16);
    stack_t own{};
    own.ss_sp = memory.data();
    own.ss_size = memory.size();
    {
      const SignalStack stack;
      ASSERT_EQ(sigaltstack(&own, nullptr), 0);
    }
    EXPECT_EQ(present_stack().ss_sp, memory.data());
    own.ss_flags = SS_DISABLE;
    sigaltstack(&own, nullptr);
  });
}

LARDER_KERNEL void nothing() {}

TEST(SignalStack, IsGivenToAThreadThatRunsAKernelWhereItIsOfUse) {
  on_a_bare_thread([] {
    ASSERT_TRUE(run_kernel<nothing>({1, 1}).ok());
    EXPECT_EQ((present_stack().ss_flags & SS_DISABLE) == 0, install_fault_handlers());
  });
}

}  // namespace
}  // namespace larder::inline v1::simulator
