#include "tests/bench/store_bench_measure.h"

#include <algorithm>
#include <stdexcept>

namespace larder::bench {

std::vector<Question> ask_some(const std::vector<Kernel>& kernels, std::uint32_t count,
                               std::uint64_t seed) {
  std::vector<Question> questions;
  for (const std::uint32_t i : draw(count, static_cast<std::uint32_t>(kernels.size()), seed)) {
    questions.push_back({kernels[i].key, kernels[i].image});
  }
  return questions;
}

std::vector<Question> ask_absent(std::uint32_t count) {
  std::vector<Question> questions;
  for (const format::Key& key : make_absent_keys(count)) questions.push_back({key, {}});
  return questions;
}

Opening Stopwatch::open_and_find(const Contestant& contestant,
                                 std::span<const Question> questions) {
  make_room(questions.size());
  Opening times;
  const auto start = Clock::now();
  const std::unique_ptr<Reader> reader = contestant.open();
  for (std::size_t i = 0; i < questions.size(); ++i) {
    answers_[i] = reader->find(questions[i].key, room(i));
    if (i == 0) times.first = seconds_since(start);
  }
  times.all = seconds_since(start);
  check_answers(questions);
  return times;
}

double Stopwatch::open_and_find_together(const Contestant& contestant,
                                         std::span<const Question> questions) {
  make_room(questions.size());
  std::vector<format::Key> keys;
  for (const Question& question : questions) keys.push_back(question.key);
  const auto start = Clock::now();
  const std::unique_ptr<Reader> reader = contestant.open();
  reader->expect(keys);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    answers_[i] = reader->find(questions[i].key, room(i));
  }
  const double time = seconds_since(start);
  check_answers(questions);
  return time;
}

double Stopwatch::find(Reader& reader, std::span<const Question> questions) {
  make_room(questions.size());
  const auto start = Clock::now();
  for (std::size_t i = 0; i < questions.size(); ++i) {
    answers_[i] = reader.find(questions[i].key, room(i));
  }
  const double time = seconds_since(start);
  check_answers(questions);
  return time / static_cast<double>(questions.size());
}

double Stopwatch::size_of(Reader& reader, std::span<const Question> questions) {
  std::vector<std::size_t> answers(questions.size());
  const auto start = Clock::now();
  for (std::size_t i = 0; i < questions.size(); ++i) answers[i] = reader.size_of(questions[i].key);
  const double time = seconds_since(start);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (answers[i] != questions[i].image.size()) {
      throw std::runtime_error("wrong size for key " + format::to_hex(questions[i].key));
    }
  }
  return time / static_cast<double>(questions.size());
}

// The pages are touched here, so that the system does not hand them out while the clock runs.
void Stopwatch::make_room(std::size_t count) {
  rooms_.resize(count * kRoom);
  std::ranges::fill(rooms_, std::byte{0});
  answers_.assign(count, {});
}

void Stopwatch::check_answers(std::span<const Question> questions) const {
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (!std::ranges::equal(answers_[i], questions[i].image)) {
      throw std::runtime_error("wrong image for key " + format::to_hex(questions[i].key));
    }
  }
}

}  // namespace larder::bench
