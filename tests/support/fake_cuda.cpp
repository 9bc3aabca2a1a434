#include "tests/support/fake_cuda.h"

#include <dlfcn.h>

#include <sstream>
#include <stdexcept>

#include "runtime/engine/lone_variables.h"
#include "runtime/images/image_table.h"

namespace larder::tests {
namespace {

template <class Function>
Function control(void* library, const char* name) {
  void* found = dlsym(library, name);
  if (found == nullptr) throw std::runtime_error(std::string("no ") + name);
  return reinterpret_cast<Function>(found);
}

}  // namespace

// Only the type of the declaration is used: the function itself is in the library.
#define LARDER_CONTROL(name) control<decltype(&::name)>(library_, #name)

std::string fake_driver_path(FakeDriver driver) {
  if (driver == FakeDriver::kAncient) return LARDER_FAKE_CUDA_ANCIENT;
  return driver == FakeDriver::kToday ? LARDER_FAKE_CUDA_TODAY : LARDER_FAKE_CUDA_MODULES_ONLY;
}

FakeCuda::FakeCuda(const std::string& script_text, FakeDriver driver)
    : variable_("LARDER_LIBCUDA", fake_driver_path(driver)),
      library_(dlopen(fake_driver_path(driver).c_str(), RTLD_NOW | RTLD_LOCAL)) {
  if (library_ == nullptr) throw std::runtime_error(dlerror());
  script(script_text);
}

FakeCuda::~FakeCuda() {
  images::ImageTable::of_process().forget();
  engine::LoneVariables::of_process().forget();
}

void FakeCuda::script(const std::string& text) const {
  if (!LARDER_CONTROL(larder_fake_script)(text.c_str())) throw std::runtime_error(text);
}

std::string FakeCuda::calls() const { return LARDER_CONTROL(larder_fake_calls)(); }

int FakeCuda::count(const std::string& function) const {
  std::istringstream lines(calls());
  int count = 0;
  for (std::string line; std::getline(lines, line);) {
    count += line.substr(0, line.find(' ')) == function;
  }
  return count;
}

std::size_t FakeCuda::alive() const { return LARDER_CONTROL(larder_fake_alive)(); }

std::size_t FakeCuda::context_depth() const { return LARDER_CONTROL(larder_fake_context_depth)(); }

void FakeCuda::on_launch(LarderFakeLaunch launch, void* user) const {
  LARDER_CONTROL(larder_fake_on_launch)(launch, user);
}

void* FakeCuda::variable(const char* symbol) const {
  return LARDER_CONTROL(larder_fake_variable)(symbol);
}

}  // namespace larder::tests
