// CPU variants beside tuned C++ with OpenMP, in one process: what each kernel costs, and whether
// both have the same results.
#include <larder/larder.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/bench/bench_main.h"
#include "tests/bench/bench_report.h"
#include "tests/bench/cpu/launches.h"
#include "tests/bench/cpu/measure.h"
#include "tests/bench/cpu/opencl.h"
#include "tests/bench/cpu/task.h"

namespace larder::bench {
namespace {

struct Wanted {
  std::string json;
  std::string column;              ///< ends the cases' names
  std::vector<std::string> cases;  ///< none: all

  [[nodiscard]] bool has(const std::string& name) const {
    return cases.empty() || std::ranges::find(cases, name) != cases.end();
  }
};

Catalog make_catalog() {
  Catalog catalog;
  add_streams(catalog);
  add_fields(catalog);
  add_ensemble(catalog);
  add_finance(catalog);
  add_sparse(catalog);
  add_points(catalog);
  add_matrices(catalog);
  add_sums(catalog);
  add_rows(catalog);
  add_grids(catalog);
  add_particles(catalog);
  add_alignment(catalog);
  return catalog;
}

class Bench {
 public:
  explicit Bench(Wanted wanted) : wanted_(std::move(wanted)), device_(open()) {
    if (!wanted_.column.empty()) suffix_ = ", " + wanted_.column;
  }

  /// Whether all results were right.
  bool run() {
    for (const Entry& entry : make_catalog())
      if (wanted_.has(entry.name)) run(entry);
    if (wanted_.cases.empty()) {
      add_mean("mean of those without barriers", Group::kWithoutBarriers);
      add_mean("mean of those with barriers", Group::kWithBarriers);
    }
    if (wanted_.has("launch")) measure_launches(report_, device_, suffix_);
    check(device_.status());
    if (!wanted_.json.empty()) report_.write(wanted_.json);
    return right_;
  }

 private:
  struct Measured {
    Group group;
    double ratio;
  };

  static Device open() {
    Options options;
    options.policy = Policy::kCpu;
    return Device::open(options);
  }

  void run(const Entry& entry) {
    const auto task = entry.make(device_);
    const Contest result = compete(entry.name, *task, [&] { task->theirs(); });
    report_.add(entry.name + suffix_, "ms", 1e3, result.ours,
                Rival{"OpenMP", result.theirs.median});
    measured_.push_back({entry.group, result.ours.median / result.theirs.median});
    const OpenclCall call = task->opencl();
    if (opencl_ == nullptr || call.kernel == nullptr || entry.group == Group::kOther) return;
    const Opencl::Launch launch = opencl_->prepare(call);
    const Contest beside = compete(entry.name + " beside POCL", *task, launch.run, launch.fetch);
    report_.add(entry.name + " beside POCL" + suffix_, "ms", 1e3, beside.ours,
                Rival{"POCL", beside.theirs.median});
  }

  /// Measures, and compares results before and after. `fetch` lets the host see the rival's.
  Contest compete(
      const std::string& name, Task& task, const std::function<void()>& theirs,
      const std::function<void()>& fetch = [] {}) {
    const auto prepare = [&] { task.prepare(); };
    const auto ours = [&] { task.ours(); };
    const auto compare = [&](const char* when) {
      prepare();
      ours();
      theirs();
      fetch();
      check(device_.status());
      const std::string difference = task.difference();
      if (difference.empty()) return;
      right_ = false;
      Report::note("WRONG: " + name + ", " + when + ": " + difference);
    };
    compare("at first");
    const Contest result = contest(prepare, ours, theirs);
    compare("after all runs");
    return result;
  }

  void add_mean(const char* name, Group group) {
    double sum = 0;
    int count = 0;
    for (const Measured& one : measured_) {
      if (one.group != group) continue;
      sum += std::log(one.ratio);
      ++count;
    }
    const double mean = std::exp(sum / count);
    report_.add(name + suffix_, "x OpenMP", 1, {mean, mean, mean}, std::nullopt);
  }

  Wanted wanted_;
  std::string suffix_;
  Device device_;
  std::unique_ptr<Opencl> opencl_ = Opencl::open();
  Report report_{"cpu"};
  std::vector<Measured> measured_;
  bool right_ = true;
};

/// Starts this program again with OMP_WAIT_POLICY=passive, which libgomp reads when it is loaded:
/// threads that spin while they wait would be counted as OpenMP's work, the more the busier the
/// machine is.
void let_openmp_sleep(char** argv) {
  if (std::getenv("OMP_WAIT_POLICY") != nullptr) return;
  setenv("OMP_WAIT_POLICY", "passive", 1);
  execv("/proc/self/exe", argv);
}

}  // namespace
}  // namespace larder::bench

int main(int argc, char** argv) {
  larder::bench::let_openmp_sleep(argv);
  CLI::App app("Measures kernels' CPU variants beside OpenMP.", "cpu_bench");
  larder::bench::Wanted wanted;
  app.add_option("--column", wanted.column, "ends the names of the rows: how this was built");
  app.add_option("cases", wanted.cases, "only these, and \"launch\" for what launches cost");
  bool right = true;
  const int code = larder::bench::bench_main(app, argc, argv, [&](const std::string& json) {
    wanted.json = json;
    right = larder::bench::Bench(wanted).run();
  });
  return right ? code : 1;
}
