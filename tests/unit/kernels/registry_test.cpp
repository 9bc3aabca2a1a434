#include "runtime/kernels/registry.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace larder::inline v1::kernels {
namespace {

using detail::KernelKey;
using detail::KernelRecord;
using detail::Module;
using detail::SealRecord;
using detail::VariableRecord;

int variable_one = 1;
const int address_one = 1;
const int address_two = 2;
const KernelRecord kOne = {"one", "one", "a.cpp:1", &address_one, nullptr, nullptr, 0, 0};
const KernelRecord kTwo = {"two", "two", "b.cpp:1", &address_two, nullptr, nullptr, 0, 0};
const VariableRecord kVariable = {"v", "v", &variable_one, sizeof variable_one, false};

std::vector<std::string> sources() {
  std::vector<std::string> names;
  for (const RegisteredModule& module : registered_modules()) names.push_back(module.source);
  return names;
}

std::string found_name(const void* address) {
  const FoundKernel found = find_kernel(address);
  return found.kernel == nullptr ? "none" : found.kernel->record().name;
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
  EXPECT_EQ(found_name(&address_one), "none");
  {
    const Module module("a.cpp", &kOne, 1, &kVariable, 1);
    EXPECT_EQ(found_name(&address_one), "one");
    EXPECT_EQ(found_name(&address_two), "none");
    EXPECT_EQ(find_variable(&variable_one), &kVariable);
    EXPECT_EQ(find_variable(&address_one), nullptr);
  }
  EXPECT_EQ(found_name(&address_one), "none");
  EXPECT_EQ(find_variable(&variable_one), nullptr);
}

TEST(Registry, AModulesSuccessorHasAnotherNumber) {
  std::uint64_t number = 0;
  for (int i = 0; i < 3; ++i) {
    const Module module("a.cpp", &kOne, 1, nullptr, 0);
    const FoundKernel found = find_kernel(&address_one);
    EXPECT_GT(found.module, number);
    number = found.module;
  }
}

TEST(Registry, WhatIsGivenOutOutlivesItsModule) {
  FoundKernel found;
  {
    std::string name = "a name that is too long to lie in a string itself";
    const KernelRecord record = {name.c_str(), "one",   "a.cpp:1", &address_one,
                                 nullptr,      nullptr, 0,         0};
    const Module module("a.cpp", &record, 1, nullptr, 0);
    found = find_kernel(&address_one);
    name.assign(name.size(), 'x');
  }
  EXPECT_STREQ(found.kernel->record().name, "a name that is too long to lie in a string itself");
}

KernelKey key(std::uint32_t compute_capability, std::uint8_t byte) {
  KernelKey made{compute_capability, {}};
  std::fill(std::begin(made.bytes), std::end(made.bytes), byte);
  return made;
}

TEST(Registry, TwoKernelsAtOneAddressAreTold) {
  const auto differ = [](const char* symbol, const std::vector<KernelKey>& keys,
                         const char* other_symbol, const std::vector<KernelKey>& other_keys) {
    const auto record = [](const char* of, const std::vector<KernelKey>& with) {
      return KernelRecord{of,
                          of,
                          "a.cpp:1",
                          &address_one,
                          nullptr,
                          with.data(),
                          static_cast<std::uint32_t>(with.size()),
                          0};
    };
    const KernelRecord one = record(symbol, keys);
    const KernelRecord other = record(other_symbol, other_keys);
    const Module first("a.cpp", &one, 1, nullptr, 0);
    const Module second("b.cpp", &other, 1, nullptr, 0);
    return find_kernel(&address_one).other != nullptr;
  };
  EXPECT_FALSE(differ("one", {key(0, 1)}, "one", {key(0, 1)}));
  EXPECT_TRUE(differ("one", {key(0, 1)}, "two", {key(0, 1)}));
  EXPECT_TRUE(differ("one", {key(0, 1)}, "one", {key(0, 2)}));
  // Builds for other architectures, of code that asks which one it is for.
  EXPECT_FALSE(differ("one", {key(80, 1)}, "one", {key(90, 2)}));
  EXPECT_FALSE(differ("one", {key(80, 1), key(90, 2)}, "one", {key(90, 2)}));
  EXPECT_TRUE(differ("one", {key(80, 1), key(90, 2)}, "one", {key(90, 3)}));
  EXPECT_FALSE(differ("one", {key(0, 2)}, "one", {key(80, 1), key(90, 2)}));
  EXPECT_TRUE(differ("one", {key(0, 3)}, "one", {key(80, 1), key(90, 2)}));
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
        EXPECT_EQ(found_name(&address_one), "one");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(sources(), before);
}

}  // namespace
}  // namespace larder::inline v1::kernels
