// ensemble: thousands of initial-value problems at once, of three systems. Each kernel is a
// template over the system; each result is compared with a known solution or another integration.
#include <larder/larder.h>

#include <cmath>
#include <cstddef>
#include <cstdio>

#include "dormand_prince.h"
#include "problems.h"
#include "systems.h"

namespace {

constexpr int kCount = 4096;
constexpr unsigned kThreads = 64;
constexpr unsigned kBlocks = kCount / kThreads;

/// The largest error of every `stride`th result; infinite if one of them is not a number or did not
/// reach the end.
template <class System>
double largest_error(const Ensemble<System>& start, const Ensemble<System>& result, double end,
                     int stride) {
  double largest = 0;
  for (std::size_t i = 0; i < start.size(); i += stride) {
    if (!(result[i].time >= end)) return HUGE_VAL;
    const auto expected = solution(start[i], end);
    for (int j = 0; j < System::State::kSize; ++j) {
      const double error = std::abs(result[i].state[j] - expected[j]);
      if (std::isnan(error)) return HUGE_VAL;
      largest = std::fmax(largest, error);
    }
  }
  return largest;
}

/// Integrates adaptively. Each step may deviate by the tolerance. `growth` is the factor by which a
/// small deviation at any time can grow until the end (found by perturbing the start values).
template <class System>
bool check_ensemble(larder::Device& device, const char* name, const Ensemble<System>& start,
                    double end, double growth, int stride = 1) {
  constexpr double kTolerance = 1e-10;
  Ensemble<System> result = start;
  auto trajectories = device.upload(start);
  device.launch(integrate<System>, {kBlocks, kThreads}, trajectories, kCount, end, kTolerance);
  bool right = device.download(trajectories, result).ok();

  double steps = 0;
  double rejected = 0;
  for (const Trajectory<System>& trajectory : result) {
    steps += trajectory.steps;
    rejected += trajectory.rejected;
  }
  const double error = largest_error(start, result, end, stride);
  const double allowed = kTolerance * steps / kCount * growth;
  right = right && error <= allowed;
  std::printf("  %-13s  %d trajectories, %.0f steps each (%.1f rejected), error %.1e <= %.1e: %s\n",
              name, kCount, steps / kCount, rejected / kCount, error, allowed,
              right ? "right" : "WRONG");
  return right;
}

/// The error after this number of equal steps.
template <class System>
double error_of_even_steps(larder::Device& device, const Ensemble<System>& start, double end,
                           int steps) {
  Ensemble<System> result = start;
  auto trajectories = device.upload(start);
  device.launch(integrate_evenly<System>, {kBlocks, kThreads}, trajectories, kCount, end, steps);
  if (!device.download(trajectories, result)) return HUGE_VAL;
  return largest_error(start, result, end, 1);
}

/// Halves the steps; for a method of order 5 this must divide the error by about 2^5.
template <class System>
bool check_order(larder::Device& device, const char* name, const Ensemble<System>& start,
                 double end) {
  const double coarse = error_of_even_steps(device, start, end, 200);
  const double fine = error_of_even_steps(device, start, end, 400);
  const double order = std::log2(coarse / fine);
  const bool right = std::abs(order - 5) < 0.25;
  std::printf("  %-13s  200 steps: error %.1e, 400 steps: %.1e, so the order is %.2f: %s\n", name,
              coarse, fine, order, right ? "right" : "WRONG");
  return right;
}

}  // namespace

int main() {
  larder::Device device = larder::Device::open();
  std::printf("ensemble: %s\n", device.report().text().c_str());

  bool right = check_ensemble(device, "Lorenz", lorenz_ensemble(kCount), 3, 1e3, 16);
  right &= check_ensemble(device, "Kepler", kepler_ensemble(kCount, 0.7), kRevolution, 3e3);
  right &= check_ensemble(device, "driven spring", spring_ensemble(kCount, 9.5), 10, 10);
  right &= check_order(device, "Kepler", kepler_ensemble(kCount, 0.3), kRevolution);
  right &= check_order(device, "driven spring", spring_ensemble(kCount, 3), 10);
  if (!device.status()) std::printf("ensemble: %s\n", device.status().text().c_str());
  std::printf("ensemble: %s\n", right ? "right" : "WRONG");
  return right ? 0 : 1;
}
