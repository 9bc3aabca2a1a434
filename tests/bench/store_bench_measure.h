// Times look-ups, and checks what each of them gave.
#ifndef LARDER_TESTS_BENCH_STORE_BENCH_MEASURE_H
#define LARDER_TESTS_BENCH_STORE_BENCH_MEASURE_H

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include "tests/bench/store_bench_content.h"
#include "tests/bench/store_bench_contestant.h"

namespace larder::bench {

using Clock = std::chrono::steady_clock;

[[nodiscard]] inline double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// One key to look up, and the image that must come; none where the key is not there.
struct Question {
  format::Key key;
  format::Bytes image;
};

/// Questions about random kernels, which must outlive them.
[[nodiscard]] std::vector<Question> ask_some(const std::vector<Kernel>& kernels,
                                             std::uint32_t count, std::uint64_t seed);
/// Questions about keys that are not there.
[[nodiscard]] std::vector<Question> ask_absent(std::uint32_t count);

/// How long opening and the first look-up took, and all look-ups with opening; in seconds.
struct Opening {
  double first = 0;
  double all = 0;
};

/// Memory for the answers of a batch of questions. Every method throws std::runtime_error where an
/// answer is wrong; the checks are not timed.
class Stopwatch {
 public:
  /// Opens and looks up all that is asked, one after the other.
  [[nodiscard]] Opening open_and_find(const Contestant& contestant,
                                      std::span<const Question> questions);
  /// The same, by a reader that was told of all the keys before; seconds.
  [[nodiscard]] double open_and_find_together(const Contestant& contestant,
                                              std::span<const Question> questions);
  /// Looks all up; seconds a look-up.
  [[nodiscard]] double find(Reader& reader, std::span<const Question> questions);
  /// The same without the images' bytes: whether they are there, and how large.
  [[nodiscard]] double size_of(Reader& reader, std::span<const Question> questions);

 private:
  void make_room(std::size_t count);
  [[nodiscard]] std::span<std::byte> room(std::size_t number) {
    return std::span(rooms_).subspan(number * kRoom, kRoom);
  }
  void check_answers(std::span<const Question> questions) const;

  std::vector<std::byte> rooms_;
  std::vector<format::Bytes> answers_;
};

}  // namespace larder::bench

#endif  // LARDER_TESTS_BENCH_STORE_BENCH_MEASURE_H
