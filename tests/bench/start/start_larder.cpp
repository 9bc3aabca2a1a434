// A program with Larder that launches its 48 kernels once, or measures its launches.
#include <larder/larder.h>

#include <string_view>

#include "convolve.h"
#include "launches.h"

namespace {

class Runner {
 public:
  template <class T, int Taps>
  std::vector<T> convolved(const std::vector<T>& in) {
    const auto from = device_.upload(in);
    auto to = device_.allocate<T>(in.size());
    device_.launch(start::convolve<T, Taps>, {start::kBlocks, start::kThreads}, from, to,
                   start::kCount);
    std::vector<T> out;
    if (!device_.download(to, out)) std::fprintf(stderr, "%s\n", device_.status().text().c_str());
    return out;
  }

  void launch_count() { device_.launch(start::count, {1, 1}, launches_); }
  void wait() { static_cast<void>(device_.synchronize()); }
  int counted() {
    std::vector<int> counts;
    return device_.download(launches_, counts) ? counts[0] : -1;
  }

 private:
  larder::Device device_ = larder::Device::open();
  larder::Buffer<int> launches_ = device_.upload(std::vector<int>(1, 0));
};

}  // namespace

int main(int argc, char** argv) {
  Runner runner;
  if (argc > 1 && std::string_view(argv[1]) == "launches") return start::measure_launches(runner);
  return start::run_all(runner);
}
