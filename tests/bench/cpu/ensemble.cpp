// The integrator of examples/ensemble, for orbits.
#include "tests/bench/cpu/openmp/ensemble.h"

#include <larder/larder.h>

#include "examples/ensemble/dormand_prince.h"
#include "examples/ensemble/problems.h"
#include "examples/ensemble/systems.h"
#include "tests/bench/cpu/task.h"

namespace larder::bench {
namespace {

class Orbits final : public Task {
 public:
  explicit Orbits(Device& device)
      : Task(device),
        start_(kepler_ensemble(kCount, kEccentricity)),
        trajectories_(device.upload(start_)),
        orbits_(kCount) {}

  void prepare() override {
    device().upload(trajectories_, start_.data(), start_.size());
    for (int i = 0; i < kCount; ++i) {
      for (int j = 0; j < 4; ++j) orbits_[i].state[j] = start_[i].state[j];
      orbits_[i].time = 0;
    }
  }
  void ours() override {
    device().launch(integrate<Kepler>, {blocks_for(kCount, kThreads), kThreads}, trajectories_,
                    kCount, kRevolution, kTolerance);
  }
  void theirs() override {
    openmp::integrate(orbits_.data(), kCount, start_[0].system.sun, kRevolution, kTolerance);
  }
  /// Both are where they started, but for what the tolerance allows each step.
  std::string difference() override {
    Ensemble<Kepler> result;
    check(device().download(trajectories_, result));
    std::vector<double> one;
    std::vector<double> other;
    for (int i = 0; i < kCount; ++i) {
      for (int j = 0; j < 4; ++j) {
        one.push_back(result[i].state[j]);
        other.push_back(orbits_[i].state[j]);
      }
      one.push_back(result[i].time);
      other.push_back(orbits_[i].time);
    }
    prepare();
    return first_difference(one, other, 1e-6);
  }

 private:
  static constexpr int kCount = 512;
  static constexpr int kThreads = 64;
  static constexpr double kEccentricity = 0.7;
  static constexpr double kTolerance = 1e-10;
  Ensemble<Kepler> start_;
  Buffer<Trajectory<Kepler>> trajectories_;
  std::vector<openmp::Orbit> orbits_;
};

}  // namespace

void add_ensemble(Catalog& catalog) {
  catalog.push_back(entry<Orbits>("ensemble", Group::kWithoutBarriers));
}

}  // namespace larder::bench
