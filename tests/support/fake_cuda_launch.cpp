// The stand-in's launches: a kernel does what the test says, or the PTX that its image was made of,
// or the library of kernels that LARDER_FAKE_KERNELS names.
#include <cstdio>
#include <mutex>
#include <string>

#include "tests/support/fake_cuda_driver.h"
#include "tests/support/fake_cuda_program.h"
#include "tests/support/fake_cuda_state.h"

using namespace larder::fake;  // NOLINT(google-build-using-namespace)

namespace {

using Lock = std::lock_guard<std::recursive_mutex>;

bool run_by_library(const Kernel& kernel, const ProgramLaunch& launch) {
  if (state().run_kernel == nullptr) return false;
  unsigned long long threads = 1;
  for (const Extent& extent : {launch.grid, launch.block})
    for (const unsigned each : extent) threads *= each;
  const LarderFakeRun run = {kernel.symbol.c_str(), launch.arguments, threads,
                             &larder_fake_variable};
  return state().run_kernel(&run);
}

bool run_by_ptx(const Kernel& kernel, ProgramLaunch launch) {
  if (kernel.program == nullptr) return false;
  launch.variable = [](const std::string& name) { return larder_fake_variable(name.c_str()); };
  const Outcome outcome = run(*kernel.program, launch);
  if (!outcome.unknown.empty())
    std::fprintf(stderr, "stand-in for libcuda: %s: can't run %s\n", kernel.symbol.c_str(),
                 outcome.unknown.c_str());
  if (!outcome.assertion.empty()) {
    std::fprintf(stderr, "%s\n", outcome.assertion.c_str());
    state().break_context(kAssertion);
  }
  return outcome.unknown.empty();
}

Result run(const Kernel& kernel, const ProgramLaunch& launch) {
  state().launched = kernel.image;
  bool known = !kernel.image->is_real;
  if (state().launch != nullptr) {
    state().launch(kernel.symbol.c_str(), launch.arguments, state().launch_user);
    known = true;
  } else {
    known = run_by_ptx(kernel, launch) || run_by_library(kernel, launch) || known;
  }
  state().launched = nullptr;
  if (known) return kSuccess;
  std::fprintf(stderr, "stand-in for libcuda: nothing says what %s does\n", kernel.symbol.c_str());
  return kInvalidHandle;
}

}  // namespace

extern "C" {

void larder_fake_on_launch(LarderFakeLaunch launch, void* user) {
  const Lock lock(state().mutex);
  state().launch = launch;
  state().launch_user = user;
}

void* larder_fake_variable(const char* symbol) {
  const Lock lock(state().mutex);
  if (state().launched == nullptr) return nullptr;
  const auto& variables = state().launched->variables;
  const auto found = variables.find(symbol);
  return found == variables.end() ? nullptr : address(found->second.address);
}

Result cuFuncGetAttribute(int* value, int attribute, void* function) {
  const Lock lock(state().mutex);
  *value = attribute == 1 ? static_cast<Kernel*>(function)->static_shared : 0;
  return state().enter_context("cuFuncGetAttribute");
}

Result cuFuncSetAttribute(void* function, int attribute, int value) {
  const Lock lock(state().mutex);
  const Result result = state().enter_context(
      "cuFuncSetAttribute", std::to_string(attribute) + " " + std::to_string(value));
  if (result == kSuccess) static_cast<Kernel*>(function)->max_dynamic_shared = value;
  return result;
}

Result cuLaunchKernel(void* function, unsigned gx, unsigned gy, unsigned gz, unsigned bx,
                      unsigned by, unsigned bz, unsigned shared, void* stream, void** arguments,
                      void**) {
  const auto* kernel = static_cast<Kernel*>(function);
  char details[512];
  std::snprintf(details, sizeof details, "%s %ux%ux%u %ux%ux%u %u%s", kernel->symbol.c_str(), gx,
                gy, gz, bx, by, bz, shared, stream != nullptr ? " stream" : "");
  const Lock lock(state().mutex);
  const Result result = state().enter_context("cuLaunchKernel", details);
  if (result != kSuccess) return result;
  if (static_cast<int>(shared) > kernel->max_dynamic_shared) return kInvalidValue;
  return run(*kernel, {{gx, gy, gz}, {bx, by, bz}, shared, arguments, {}});
}
}
