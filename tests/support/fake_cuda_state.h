// What the stand-in for libcuda remembers: its script, its calls, and what is alive.
#ifndef LARDER_TESTS_SUPPORT_FAKE_CUDA_STATE_H
#define LARDER_TESTS_SUPPORT_FAKE_CUDA_STATE_H

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/fake_cuda_driver.h"

namespace larder::fake {

using Result = int;
using Pointer = unsigned long long;

inline constexpr Result kSuccess = 0;
inline constexpr Result kInvalidValue = 1;
inline constexpr Result kNoDevice = 100;
inline constexpr Result kInvalidDevice = 101;
inline constexpr Result kInvalidImage = 200;
inline constexpr Result kInvalidContext = 201;
inline constexpr Result kInvalidHandle = 400;
inline constexpr Result kNotFound = 500;
inline constexpr Result kFirstSticky = 700;

struct Kernel {
  std::string symbol;
  int static_shared = 0;
  int max_dynamic_shared = 48 * 1024;
};

struct Variable {
  Pointer address = 0;
  std::size_t size = 0;
};

/// A loaded image; handles of libraries and modules point to it.
struct Image {
  std::map<std::string, std::unique_ptr<Kernel>> kernels;
  std::map<std::string, Variable> variables;
};

struct Failure {
  Result code = kSuccess;
  int at_call = 0;  ///< 0: at every call
};

class State {
 public:
  State();
  bool script(const std::string& text);

  /// Records a call and returns what the script has for it.
  Result enter(const std::string& function, const std::string& details = "");
  /// The same for calls that need a current context which is not broken.
  Result enter_context(const std::string& function, const std::string& details = "");
  void push_context(int device);
  bool pop_context();
  [[nodiscard]] std::size_t depth() const;

  Pointer allocate(std::size_t bytes);
  bool free(Pointer pointer);
  /// Whether the range lies in one allocation.
  [[nodiscard]] bool valid(Pointer pointer, std::size_t bytes) const;

  Image* load(const char* text);
  bool unload(Image* image);

  std::recursive_mutex mutex;
  std::vector<std::pair<int, int>> capabilities;
  int driver_version = 13000;
  int retained = 0;
  int streams = 0;
  LarderFakeLaunch launch = nullptr;
  void* launch_user = nullptr;
  std::string calls;
  [[nodiscard]] std::size_t alive() const;

 private:
  bool take_word(const std::string& key, const std::string& value);
  bool take_failure(const std::string& value);
  bool take_capabilities(const std::string& value);

  std::map<std::string, Failure> failures_;
  std::map<std::string, int> counts_;
  std::map<Pointer, std::pair<std::unique_ptr<std::byte[]>, std::size_t>> memory_;
  std::map<Image*, std::unique_ptr<Image>> images_;
  Result broken_ = kSuccess;
};

State& state();

}  // namespace larder::fake

#endif  // LARDER_TESTS_SUPPORT_FAKE_CUDA_STATE_H
