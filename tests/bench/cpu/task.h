// A task that is done twice: by a kernel's CPU variant, and by OpenMP.
#ifndef LARDER_TESTS_BENCH_CPU_TASK_H
#define LARDER_TESTS_BENCH_CPU_TASK_H

#include <larder/larder.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/cpu/opencl_call.h"

namespace larder::bench {

/// Both sides read the same memory, so that neither has larger pages or better places in the
/// caches: the rival reads and writes buffers of the device, which is the CPU here.
class Task {
 public:
  explicit Task(Device& device) : device_(&device) {}
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  virtual ~Task() = default;

  /// Before each run, not measured: sets what a run changes.
  virtual void prepare() {}
  virtual void ours() = 0;
  virtual void theirs() = 0;
  /// How the results differ; empty where they do not.
  [[nodiscard]] virtual std::string difference() = 0;
  /// The same kernel in OpenCL, which writes where `theirs` does; none for most.
  [[nodiscard]] virtual OpenclCall opencl() { return {}; }

 protected:
  [[nodiscard]] Device& device() const { return *device_; }

 private:
  Device* device_;
};

enum class Group {
  kWithoutBarriers,
  kWithBarriers,
  kOther,  ///< in no mean
};

struct Entry {
  std::string name;
  Group group;
  std::function<std::unique_ptr<Task>(Device&)> make;
};
using Catalog = std::vector<Entry>;

template <class Made, class... Sizes>
Entry entry(const char* name, Group group, Sizes... sizes) {
  return {name, group, [=](Device& device) { return std::make_unique<Made>(device, sizes...); }};
}

// Each group of kernels adds its tasks.
void add_streams(Catalog& catalog);
void add_fields(Catalog& catalog);
void add_ensemble(Catalog& catalog);
void add_finance(Catalog& catalog);
void add_sparse(Catalog& catalog);
void add_points(Catalog& catalog);
void add_matrices(Catalog& catalog);
void add_sums(Catalog& catalog);
void add_rows(Catalog& catalog);
void add_grids(Catalog& catalog);
void add_particles(Catalog& catalog);
void add_alignment(Catalog& catalog);

constexpr int blocks_for(int count, int threads) { return (count + threads - 1) / threads; }

/// The same numbers in each run: low + [0, 1) * (high - low).
class Random {
 public:
  explicit Random(unsigned seed) : state_(seed * 2654435761U + 1) {}
  unsigned bits() {
    state_ = state_ * 1664525U + 1013904223U;
    return state_ ^ (state_ >> 15);
  }
  float between(float low, float high) {
    return low + (high - low) * static_cast<float>(bits() >> 8) * 0x1p-24F;
  }

 private:
  unsigned state_;
};

[[nodiscard]] Buffer<float> random_floats(Device& device, std::size_t count, float low, float high,
                                          unsigned seed = 1);
/// Whole numbers from 0 to limit - 1: sums and products of small ones are exact in any order.
[[nodiscard]] Buffer<float> random_whole(Device& device, std::size_t count, unsigned limit,
                                         unsigned seed = 1);

/// Throws where the device failed.
void check(const Status& status);

/// "at 17: 1.5, not 1.25", or nothing.
[[nodiscard]] std::string first_difference(const auto& ours, const auto& theirs, auto tolerance) {
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const double one = static_cast<double>(ours[i]);
    const double other = static_cast<double>(theirs[i]);
    const double size = other < 0 ? -other : other;
    const double off = one < other ? other - one : one - other;
    if (!(off <= tolerance * (1 + size)))
      return "at " + std::to_string(i) + ": " + std::to_string(one) + ", not " +
             std::to_string(other);
  }
  return "";
}

/// What a task writes, once for each side.
template <class T>
class Results {
 public:
  Results(Device& device, std::size_t count)
      : ours(device.allocate<T>(count)),
        theirs(device.allocate<T>(count)),
        device_(&device),
        start_(device.allocate<T>(count)) {
    device.fill(ours, T{});
    device.fill(theirs, T{});
    device.fill(start_, T{});
  }
  /// Both sides begin with these.
  Results(Device& device, Buffer<T>&& start) : Results(device, start.size()) {
    start_ = std::move(start);
    reset();
  }

  void reset() {
    device_->copy(start_, ours);
    device_->copy(start_, theirs);
  }

  /// Tolerance: for |a - b| / (1 + |b|); 0 where results must be the same. Forgets the results, so
  /// that a run that writes nothing is found.
  [[nodiscard]] std::string difference(double tolerance = 0) {
    std::vector<T> one;
    std::vector<T> other;
    check(device_->download(ours, one));
    check(device_->download(theirs, other));
    reset();
    return first_difference(one, other, tolerance);
  }

  Buffer<T> ours;    // NOLINT(*-non-private-member-variables-in-classes)
  Buffer<T> theirs;  // NOLINT(*-non-private-member-variables-in-classes)

 private:
  Device* device_;
  Buffer<T> start_;
};

}  // namespace larder::bench

#endif  // LARDER_TESTS_BENCH_CPU_TASK_H
