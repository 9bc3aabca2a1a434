// Opens devices for a program of 10,000 kernels, each with an image of its own, on the stand-in for
// libcuda: what Larder itself takes, without the driver's work.
//
//   open_bench [--json FILE]
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "runtime/images/image_table.h"
#include "tests/bench/bench_main.h"
#include "tests/bench/bench_report.h"
#include "tests/support/fake_cuda.h"
#include "tests/unit/device/program.h"

namespace larder::bench {
namespace {

constexpr std::uint32_t kKernels = 10'000;
constexpr int kTimes = 21;

// Where the kernels' host functions would be; nothing calls them.
char functions[kKernels];

/// A program's kernels while this object lives, and what a build would have made of them.
class ManyKernels {
 public:
  ManyKernels() {
    names_.reserve(kKernels);
    keys_.reserve(kKernels);
    records_.reserve(kKernels);
    input_.producer = "larder-pack bench";
    input_.toolchain = "nvcc bench";
    for (std::uint32_t i = 0; i < kKernels; ++i) add(i);
    module_.emplace("many.cpp", records_.data(), records_.size(), nullptr, 0);
  }
  [[nodiscard]] const format::CacheInput& input() const { return input_; }

 private:
  void add(std::uint32_t number) {
    const std::string& name =
        names_.emplace_back("advance_particles<" + std::to_string(number) + ">");
    const format::Key key{format::digest({format::as_bytes(name)}).bytes};
    detail::KernelKey& expected = keys_.emplace_back();
    std::memcpy(expected.bytes, key.bytes.data(), key.bytes.size());
    records_.push_back({name.c_str(), name.c_str(), "many.cpp:1", &functions[number],
                        &detail::Entry<&tests::nothing>::run, &expected, 1, 0});
    input_.kernels.push_back({key, name, name, "many.cpp:1", {{number, 16, 0, 0}}});
    const std::string text = "kernel:" + name + ":0";
    input_.images.push_back({tests::sass(9, 0), tests::to_bytes(text + '\0')});
  }

  std::vector<std::string> names_;
  std::vector<detail::KernelKey> keys_;
  std::vector<detail::KernelRecord> records_;
  format::CacheInput input_;
  std::optional<detail::Module> module_;
};

double seconds_of_opening() {
  const auto start = std::chrono::steady_clock::now();
  const Device device = tests::open_device(Policy::kRequireGpu);
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  if (!device.status().ok()) throw std::runtime_error(device.status().text());
  return time.count();
}

void run(const std::string& json) {
  const tests::FakeCuda cuda;
  const ManyKernels program;
  const tests::DiskCache cache(program.input());
  const tests::ScopedVariable store("LARDER_STORE", "off");
  std::vector<double> times;
  for (int i = 0; i < kTimes; ++i) {
    cuda.script("");                            // forgets the calls
    images::ImageTable::of_process().forget();  // as a program that has just started
    times.push_back(seconds_of_opening());
  }
  Report report("open");
  report.add("open a device with 10,000 kernels", "ms", 1e3, spread_of(times), Rival{"limit", 60});
  if (!json.empty()) report.write(json);
}

}  // namespace
}  // namespace larder::bench

int main(int argc, char** argv) {
  CLI::App app("Opens devices for a program of 10,000 kernels.", "open_bench");
  return larder::bench::bench_main(app, argc, argv, larder::bench::run);
}
