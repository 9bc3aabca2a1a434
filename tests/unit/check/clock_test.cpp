#include "runtime/check/clock.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <utility>
#include <vector>

namespace larder::check {
namespace {

/// Barriers that some blocks have passed.
using Known = std::map<std::uint32_t, std::uint32_t>;

struct Pair {
  Clock clock;
  Known known;

  void learn(std::uint32_t block, std::uint32_t barrier) {
    clock.learn_block(block, barrier);
    known[block] = std::max(known[block], barrier);
  }
  void join(const Pair& other) {
    clock.join(other.clock);
    for (const auto& [block, barrier] : other.known) known[block] = std::max(known[block], barrier);
  }
  [[nodiscard]] bool agrees() const {
    for (const auto& [block, barrier] : known) {
      const bool all = clock.knows(block, 0, 0, barrier - 1) && !clock.knows(block, 0, 0, barrier);
      if (!all) return false;
    }
    return !clock.knows(10'000, 0, 0, 0);
  }
};

TEST(Clock, KnowsWhatItLearnedAndNothingElse) {
  Clock clock;
  EXPECT_TRUE(clock.empty());
  clock.learn_thread(3, 5, 7);
  EXPECT_FALSE(clock.empty());
  EXPECT_TRUE(clock.knows(3, 5, 6, 0));
  EXPECT_FALSE(clock.knows(3, 5, 7, 0));
  EXPECT_FALSE(clock.knows(3, 6, 0, 0));
  clock.learn_thread(3, 5, 2);
  EXPECT_TRUE(clock.knows(3, 5, 6, 0));
  clock.learn_block(3, 2);
  EXPECT_TRUE(clock.knows(3, 6, 100, 1));
  clock.clear();
  EXPECT_TRUE(clock.empty());
  EXPECT_FALSE(clock.knows(3, 5, 6, 0));
}

TEST(Clock, CopiesDoNotChangeEachOther) {
  Clock one;
  one.learn_block(1, 4);
  Clock other = one;
  EXPECT_TRUE(one.is_copy_of(other));
  other.learn_block(2, 9);
  EXPECT_FALSE(one.is_copy_of(other));
  EXPECT_FALSE(one.knows(2, 0, 0, 8));
  EXPECT_TRUE(other.knows(1, 0, 0, 3));
  Clock joined = one;
  joined.join(other);
  one.learn_block(1, 7);
  EXPECT_TRUE(joined.knows(2, 0, 0, 8));
  EXPECT_FALSE(joined.knows(1, 0, 0, 6));
  one = std::move(joined);
  EXPECT_FALSE(one.knows(1, 0, 0, 6));
}

// Threads that meet end with one set of entries, so that their next meeting costs little.
TEST(Clock, ThoseThatMeetShareWhatTheyKnow) {
  std::vector<Clock> threads(32);
  for (std::uint32_t i = 0; i < 32; ++i) threads[i].learn_block(i, 1);
  Clock meeting;
  for (const Clock& thread : threads) meeting.join(thread);
  for (Clock& thread : threads) thread.join(meeting);
  for (const Clock& thread : threads) EXPECT_TRUE(thread.is_copy_of(meeting));
}

TEST(Clock, AgreesWithAMapWhateverIsJoinedAndCopied) {
  std::mt19937 random(20);
  std::vector<Pair> pairs(6);
  for (int i = 0; i < 20'000; ++i) {
    Pair& pair = pairs[random() % pairs.size()];
    const Pair& other = pairs[random() % pairs.size()];
    switch (random() % 8) {
      case 0:
        pair.join(other);
        break;
      case 1:
        if (&pair != &other) pair = other;
        break;
      case 2:
        if (random() % 16 == 0) pair = {};
        break;
      default:
        pair.learn(random() % 50, 1 + random() % 1000);
    }
    ASSERT_TRUE(pair.agrees()) << "operation " << i;
  }
  for (const Pair& pair : pairs) EXPECT_TRUE(pair.agrees());
}

}  // namespace
}  // namespace larder::check
