#include "runtime/device/registry.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace larder::detail {
namespace {

int variable_one = 1;
const int address_one = 1;
const int address_two = 2;
const KernelRecord kOne = {"one", "one", "a.cpp:1", &address_one, nullptr, nullptr, 0, 0, 0};
const KernelRecord kTwo = {"two", "two", "b.cpp:1", &address_two, nullptr, nullptr, 0, 0, 0};
const VariableRecord kVariable = {"v", "v", &variable_one, sizeof variable_one, false};

std::vector<std::string> sources() {
  std::vector<std::string> names;
  for (const ModuleTables& module : registered_modules()) names.emplace_back(module.source);
  return names;
}

TEST(Registry, ModulesComeAndGoInAnyOrder) {
  const auto before = sources();
  auto first = std::make_unique<Module>("a.cpp", &kOne, 1, &kVariable, 1);
  auto second = std::make_unique<Module>("b.cpp", &kTwo, 1, nullptr, 0);
  auto third = std::make_unique<Module>("c.cpp", nullptr, 0, nullptr, 0);
  auto expected = before;
  expected.insert(expected.end(), {"a.cpp", "b.cpp", "c.cpp"});
  EXPECT_EQ(sources(), expected);
  second.reset();
  first.reset();
  expected = before;
  expected.emplace_back("c.cpp");
  EXPECT_EQ(sources(), expected);
  third.reset();
  EXPECT_EQ(sources(), before);
}

TEST(Registry, FindsByAddressWhatIsLinkedIn) {
  EXPECT_EQ(find_kernel(&address_one), nullptr);
  {
    const Module module("a.cpp", &kOne, 1, &kVariable, 1);
    EXPECT_EQ(find_kernel(&address_one), &kOne);
    EXPECT_EQ(find_kernel(&address_two), nullptr);
    EXPECT_EQ(find_variable(&variable_one), &kVariable);
    EXPECT_EQ(find_variable(&address_one), nullptr);
  }
  EXPECT_EQ(find_kernel(&address_one), nullptr);
  EXPECT_EQ(find_variable(&variable_one), nullptr);
}

TEST(Registry, SealsComeAndGoInAnyOrder) {
  const auto lines = [] {
    std::vector<std::string> texts;
    for (const SealLine& seal : registered_seals()) texts.push_back(seal.text);
    return texts;
  };
  auto first = std::make_unique<SealRecord>("one\n");
  auto second = std::make_unique<SealRecord>("two\n");
  auto third = std::make_unique<SealRecord>("three\n");
  EXPECT_EQ(lines(), (std::vector<std::string>{"one\n", "two\n", "three\n"}));
  EXPECT_EQ(registered_seals()[1].address, second->line);
  second.reset();
  first.reset();
  EXPECT_EQ(lines(), std::vector<std::string>{"three\n"});
  third.reset();
  EXPECT_TRUE(registered_seals().empty());
}

TEST(Registry, ThreadsMayLoadAndUnloadAtOnce) {
  const auto before = sources();
  constexpr int kThreads = 4;
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([] {
      for (int i = 0; i < 1000; ++i) {
        const Module module("t.cpp", &kOne, 1, nullptr, 0);
        EXPECT_EQ(find_kernel(&address_one), &kOne);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(sources(), before);
}

}  // namespace
}  // namespace larder::detail
