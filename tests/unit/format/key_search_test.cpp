#include "runtime/format/key_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/format/bytes.h"
#include "runtime/format/digest.h"
#include "tests/support/sample_cache.h"

namespace larder::inline v1::format {
namespace {

std::vector<Key> spread_keys(int count) {
  std::vector<Key> keys;
  keys.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) keys.push_back({digest({as_bytes(std::to_string(i))}).bytes});
  std::ranges::sort(keys);
  return keys;
}

struct Outcome {
  bool found = false;
  int steps = 0;
};

Outcome run(KeySearch search, const Key& key, const std::vector<Key>& keys) {
  Outcome outcome;
  while (const auto probe = search.next()) {
    ++outcome.steps;
    if (keys.at(*probe) == key) {
      outcome.found = true;
      break;
    }
    search.saw(keys[*probe]);
  }
  return outcome;
}

Outcome search_for(const Key& key, const std::vector<Key>& keys) {
  return run(KeySearch(key, static_cast<std::uint32_t>(keys.size())), key, keys);
}

Outcome search_from(std::uint32_t likely, const Key& key, const std::vector<Key>& keys) {
  return run(KeySearch(key, static_cast<std::uint32_t>(keys.size()), likely), key, keys);
}

TEST(KeySearch, NothingAmongNoKeys) { EXPECT_FALSE(KeySearch(tests::sample_key(1), 0).next()); }

TEST(KeySearch, FindsEveryKeyInFewSteps) {
  const std::vector<Key> keys = spread_keys(100'000);
  std::int64_t steps = 0;
  for (const Key& key : keys) {
    const Outcome outcome = search_for(key, keys);
    ASSERT_TRUE(outcome.found);
    steps += outcome.steps;
  }
  // Bisection takes 16 on average.
  EXPECT_LT(steps, 5 * static_cast<std::int64_t>(keys.size()));
}

TEST(KeySearch, MissesWhatIsNotThere) {
  const std::vector<Key> keys = spread_keys(1000);
  for (int i = 1000; i < 3000; ++i) {
    const Key key{digest({as_bytes(std::to_string(i))}).bytes};
    ASSERT_FALSE(search_for(key, keys).found);
  }
}

TEST(KeySearch, AHintSavesSteps) {
  const std::vector<Key> keys = spread_keys(100'000);
  int with = 0;
  int without = 0;
  for (std::uint32_t i = 2; i < keys.size(); ++i) {
    const Outcome outcome = search_from(i - 2, keys[i], keys);
    ASSERT_TRUE(outcome.found);
    with += outcome.steps;
    without += search_for(keys[i], keys).steps;
  }
  EXPECT_LT(4 * with, 3 * without);
}

TEST(KeySearch, AWrongHintOnlyCostsSteps) {
  const std::vector<Key> keys = spread_keys(1000);
  for (const std::uint32_t hint : {0U, 999U, 5000U, ~0U}) {
    for (const Key& key : keys) {
      const Outcome outcome = search_from(hint, key, keys);
      ASSERT_TRUE(outcome.found);
      ASSERT_LE(outcome.steps, 12 + 11);
    }
    EXPECT_FALSE(search_from(hint, tests::sample_key(0x77), keys).found);
  }
}

TEST(KeySearch, ValuesAreInTheOrderOfTheKeys) {
  const std::vector<Key> keys = spread_keys(1000);
  for (std::size_t i = 1; i < keys.size(); ++i) {
    ASSERT_LE(KeySearch::value_of(keys[i - 1]), KeySearch::value_of(keys[i]));
  }
  Key key;
  key.bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  EXPECT_EQ(KeySearch::value_of(key), 0x0102030405060708U);
}

// A forger's attack: all keys in one corner, so that every jump goes wrong.
TEST(KeySearch, EndsAlsoWhereKeysAreNotSpread) {
  std::vector<Key> keys;
  for (int i = 0; i < 50'000; ++i) {
    Key key = tests::sample_key(0xff);
    key.bytes[14] = static_cast<std::uint8_t>(i >> 8);
    key.bytes[15] = static_cast<std::uint8_t>(i);
    keys.push_back(key);
  }
  for (const int wanted : {0, 1, 777, 49'999}) {
    const Outcome outcome = search_for(keys[static_cast<std::size_t>(wanted)], keys);
    EXPECT_TRUE(outcome.found);
    EXPECT_LE(outcome.steps, 12 + 17);
  }
  EXPECT_FALSE(search_for(tests::sample_key(0x00), keys).found);
}

}  // namespace
}  // namespace larder::inline v1::format
