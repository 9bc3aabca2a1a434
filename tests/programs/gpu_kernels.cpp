// What the kernels of processes/ do on the stand-in for a GPU.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string_view>

#include "tests/support/fake_cuda_driver.h"

namespace {

using Run = LarderFakeRun;

template <class T = int>
T& variable(const Run& run, const char* symbol, int index = 0) {
  void* const found = run.variable(symbol);
  if (found == nullptr) {
    std::fprintf(stderr, "the image of %s has no variable %s\n", run.symbol, symbol);
    std::abort();
  }
  return static_cast<T*>(found)[index];
}
template <class T>
T& argument(const Run& run) {
  return *static_cast<T*>(run.arguments[0]);
}
int& result(const Run& run) { return *argument<int*>(run); }

void add(const Run& run, int value) {
  result(run) += value;
  variable(run, "_ZN14larder_unnamed8launchesE") += 1;
}

const std::map<std::string_view, void (*)(const Run&)> kKernels = {
    {"_Z5countv",
     [](const Run& run) { variable(run, "counter") += static_cast<int>(run.threads); }},
    {"_Z12add_to_totalIiEvT_",
     [](const Run& run) { variable(run, "total") += argument<int>(run); }},
    {"_Z9get_totalIiEvPT_", [](const Run& run) { result(run) = variable(run, "total"); }},
    {"_Z4takeILi20EEvPi",
     [](const Run& run) { result(run) = ++variable(run, "_ZZ4nextILi20EEivE4last"); }},
    {"_Z4walkILi2EEvPi",
     [](const Run& run) {
       const int steps = variable(run, "steps") += 3;
       result(run) = steps - 1 + 100 * steps;
     }},
    {"_Z3sumPi",
     [](const Run& run) { result(run) = variable(run, "table") + variable(run, "table", 1); }},
    {"_Z7productPi",
     [](const Run& run) { result(run) = variable(run, "table") * variable(run, "table", 3); }},
    {"_Z11add_visiblePi", [](const Run& run) { result(run) = variable(run, "visible") += 10; }},
    {"_Z10get_secondPi", [](const Run& run) { result(run) = *variable<int*>(run, "second"); }},
    {"_Z8get_keptPi",
     [](const Run& run) { result(run) = variable(run, "kept") * 10 + variable(run, "kept", 1); }},
    {"_Z6negateIiEvPT_", [](const Run& run) { result(run) = -result(run); }},
    {"_Z8effect_1Pi", [](const Run& run) { add(run, 1); }},
    {"_Z8effect_2ILi2EEvPi", [](const Run& run) { add(run, 2); }},
    {"_Z3setPi", [](const Run& run) { result(run) = 42; }},
    {"_Z7add_onePi", [](const Run& run) { ++result(run); }},
    {"_Z7reverseILi64EEvPi", [](const Run& run) { std::reverse(&result(run), &result(run) + 64); }},
    {"_Z3addi",
     [](const Run& run) {
       variable(run, "managed") += argument<int>(run);
       variable(run, "sum") += argument<int>(run) * variable(run, "factors", 1);
     }},
    {"_Z5alonePi", [](const Run& run) { result(run) = 42; }},
};

}  // namespace

extern "C" bool larder_fake_kernel(const LarderFakeRun* run) {
  const auto found = kKernels.find(run->symbol);
  if (found != kKernels.end()) found->second(*run);
  return found != kKernels.end();
}
