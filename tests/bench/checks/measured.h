// What the programs of the bench have in common: their data, what is right, and what they print.
// Arguments: a kernel, how often it is launched, and the number of its blocks of 256 threads.
#ifndef LARDER_TESTS_BENCH_CHECKS_MEASURED_H
#define LARDER_TESTS_BENCH_CHECKS_MEASURED_H

#include <sys/resource.h>

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <vector>

namespace measured {

constexpr int kThreads = 256;
constexpr int kTile = 16;
constexpr int kBins = 32;
constexpr float kFactor = 2;

struct Request {
  const char* kernel;
  int times;
  int blocks;
};

inline Request read(int count, char** arguments) {
  if (count != 4) std::exit(2);
  return {arguments[1], std::atoi(arguments[2]), std::atoi(arguments[3])};
}

inline int count_of(const Request& request) { return request.blocks * kThreads; }
inline bool is(const Request& request, const char* name) {
  return std::strcmp(request.kernel, name) == 0;
}

/// The kernel's first argument: the elements, or those of a side of the square that they fill.
inline int size(const Request& request) {
  const bool square = is(request, "stencil") || is(request, "matrix-product");
  return square ? static_cast<int>(std::sqrt(count_of(request))) : count_of(request);
}

/// Both arrays before the first launch.
inline std::vector<float> values(const Request& request) {
  std::vector<float> out(static_cast<std::size_t>(count_of(request)));
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<float>(i % 100);
  return out;
}

inline float sum_of(const std::vector<float>& in, std::size_t first, std::size_t count) {
  float sum = 0;
  for (std::size_t i = first; i < first + count; ++i) sum += in[i];
  return sum;
}

/// Element `i` after one launch; all sums are of small integers, and exact.
inline float expected(const Request& request, const std::vector<float>& in, std::size_t i) {
  const auto side = static_cast<std::size_t>(size(request));
  if (is(request, "saxpy")) return kFactor * in[i] + in[i];
  if (is(request, "reduce"))
    return i < in.size() / kThreads ? sum_of(in, i * kThreads, kThreads) : in[i];
  if (is(request, "warp-sums")) return i < in.size() / 32 ? sum_of(in, i * 32, 32) : in[i];
  const std::size_t x = i % side;
  const std::size_t y = i / side;
  float sum = 0;
  if (is(request, "matrix-product")) {
    for (std::size_t k = 0; k < side; ++k) sum += in[y * side + k] * in[k * side + x];
    return sum;
  }
  if (is(request, "stencil")) {
    if (x < 2 || y < 2 || x >= side - 2 || y >= side - 2) return in[i];
    for (std::size_t row = y - 2; row <= y + 2; ++row) sum += sum_of(in, row * side + x - 2, 5);
    return sum / 25;
  }
  if (i >= kBins) return in[i];
  sum = in[i];
  for (std::size_t at = 0; at < in.size(); ++at)
    for (std::size_t step = 0; step < 16; ++step)
      sum += static_cast<std::size_t>(in[(at + 977 * step) % in.size()]) % kBins == i ? 1 : 0;
  return sum;
}

inline double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Checks the results of one launch, and prints the CPU time of each of some more, in seconds, and
/// the most memory that the process had, in KiB. Returns the program's exit status.
template <class Launch>
int report(const Request& request, const std::vector<float>& results, Launch launch) {
  const std::vector<float> before = values(request);
  const std::size_t step = before.size() / 997 + 1;
  for (std::size_t i = 0; i < before.size(); i += i < kBins ? 1 : step) {
    if (results[i] == expected(request, before, i)) continue;
    std::fprintf(stderr, "%s: element %zu is %g, not %g\n", request.kernel, i, results[i],
                 expected(request, before, i));
    return 1;
  }
  const double begin = cpu_seconds();
  for (int i = 0; i < request.times; ++i) launch();
  const double taken = (cpu_seconds() - begin) / request.times;
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  std::printf("%.9f %ld\n", taken, used.ru_maxrss);
  return 0;
}

}  // namespace measured

#endif  // LARDER_TESTS_BENCH_CHECKS_MEASURED_H
