// The stand-in for libcuda as tests use it: named by LARDER_LIBCUDA while this object lives.
#ifndef LARDER_TESTS_SUPPORT_FAKE_CUDA_H
#define LARDER_TESTS_SUPPORT_FAKE_CUDA_H

#include <cstddef>
#include <string>

#include "tests/support/environment.h"
#include "tests/support/fake_cuda_driver.h"

namespace larder::tests {

/// Which stand-in: one of today, one before CUDA 12.0, one that is too old for Larder.
enum class FakeDriver { kToday, kModulesOnly, kAncient };

/// Its file.
[[nodiscard]] std::string fake_driver_path(FakeDriver driver);

class FakeCuda {
 public:
  explicit FakeCuda(const std::string& script = "", FakeDriver driver = FakeDriver::kToday);
  /// The process lets go of the images that it keeps there.
  ~FakeCuda();
  FakeCuda(const FakeCuda&) = delete;
  FakeCuda& operator=(const FakeCuda&) = delete;

  /// A new script; what is alive stays.
  void script(const std::string& text) const;
  /// Every call since the script, one a line.
  [[nodiscard]] std::string calls() const;
  /// How often a function was called.
  [[nodiscard]] int count(const std::string& function) const;
  [[nodiscard]] std::size_t alive() const;
  [[nodiscard]] std::size_t context_depth() const;
  void on_launch(LarderFakeLaunch launch, void* user) const;
  /// During such a call: the variable of the image whose kernel is launched; null: it has none.
  [[nodiscard]] void* variable(const char* symbol) const;

 private:
  ScopedVariable variable_;
  void* library_;
};

}  // namespace larder::tests

#endif  // LARDER_TESTS_SUPPORT_FAKE_CUDA_H
