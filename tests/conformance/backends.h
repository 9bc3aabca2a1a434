// Every conformance test runs on each backend: on the CPU always, on the GPU where there is one,
// and is skipped with the reason elsewhere.
#ifndef LARDER_TESTS_CONFORMANCE_BACKENDS_H
#define LARDER_TESTS_CONFORMANCE_BACKENDS_H

#include <gtest/gtest.h>
#include <larder/larder.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

namespace conformance {

inline std::string backend_name(const testing::TestParamInfo<larder::Backend>& info) {
  return info.param == larder::Backend::kGpu ? "Cuda" : "Cpu";
}

class OnBackend : public testing::TestWithParam<larder::Backend> {
 protected:
  void SetUp() override {
    unsetenv("LARDER_DEVICE");  // the test, not the user, chooses the backend
    larder::Options options;
    options.policy = on_gpu() ? larder::Policy::kRequireGpu : larder::Policy::kCpu;
    opened_.emplace(larder::Device::open(options));
    const larder::Status status = opened_->status();
    if (on_gpu() && status.code() == larder::Code::kUnavailable) {
      GTEST_SKIP() << status.text();
    }
#if defined(LARDER_TESTS_WITHOUT_NVCC)
    if (on_gpu()) GTEST_SKIP() << "built without nvcc: " << status.text();
#endif
    ASSERT_TRUE(status.ok()) << status.text();
    ASSERT_EQ(opened_->backend(), GetParam());
  }

  bool on_gpu() const { return GetParam() == larder::Backend::kGpu; }
  larder::Device& device() { return *opened_; }

  template <class T>
  std::vector<T> contents(const larder::Buffer<T>& buffer) {
    std::vector<T> values;
    const larder::Status status = device().download(buffer, values);
    EXPECT_TRUE(status.ok()) << status.text();
    values.resize(buffer.size());
    return values;
  }

  /// `count` elements, all of them `value`.
  template <class T>
  larder::Buffer<T> filled(std::size_t count, T value) {
    auto buffer = device().allocate<T>(count);
    device().fill(buffer, value);
    return buffer;
  }

 private:
  std::optional<larder::Device> opened_;
};

}  // namespace conformance

// NOLINTBEGIN(bugprone-macro-parentheses): the argument names a class.
/// Runs the tests of a suite class derived from OnBackend on both backends.
#define CONFORMANCE_SUITE(suite)                                                          \
  class suite : public conformance::OnBackend {};                                         \
  INSTANTIATE_TEST_SUITE_P(On, suite,                                                     \
                           testing::Values(larder::Backend::kCpu, larder::Backend::kGpu), \
                           conformance::backend_name)
// NOLINTEND(bugprone-macro-parentheses)

#endif  // LARDER_TESTS_CONFORMANCE_BACKENDS_H
