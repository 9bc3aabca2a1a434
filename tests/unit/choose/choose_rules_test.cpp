// Every compute capability against every target, alone and in pairs, compared with the oracle.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/choose/oracle.h"

namespace larder::inline v1::choose {
namespace {

Facts facts_for(const std::string& capability, std::vector<format::Target> present) {
  Facts facts;
  const auto [major, minor] = oracle::split(capability);
  facts.device = DeviceFacts{0, "test GPU", major, minor, 13000};
  facts.kernels.push_back({"kernel", false, std::move(present), {}});
  return facts;
}

TEST(ChooseRules, OneImage) {
  for (const std::string& capability : oracle::capabilities()) {
    const auto runs = oracle::preference(capability);
    for (const std::string& spelling : oracle::all_spellings()) {
      const Decision decision = choose(facts_for(capability, {oracle::target(spelling)}));
      const bool expected = std::find(runs.begin(), runs.end(), spelling) != runs.end();
      EXPECT_EQ(decision.backend == Backend::kGpu, expected) << spelling << " on " << capability;
      EXPECT_EQ(decision.images.at(0).has_value(), expected) << spelling << " on " << capability;
      EXPECT_TRUE(decision.status.ok());
      EXPECT_FALSE(decision.reasons.empty());
    }
  }
}

/// How many of all pairs of targets are chosen among otherwise than the oracle says.
int wrong_pairs(const std::string& capability) {
  const auto runs = oracle::preference(capability);
  std::vector<std::pair<format::Target, std::ptrdiff_t>> ranked;
  for (const std::string& spelling : oracle::all_spellings()) {
    const auto rank = std::find(runs.begin(), runs.end(), spelling) - runs.begin();
    ranked.emplace_back(oracle::target(spelling), rank);
  }
  const auto last = static_cast<std::ptrdiff_t>(runs.size());
  int wrong = 0;
  for (const auto& [first, first_rank] : ranked) {
    for (const auto& [second, second_rank] : ranked) {
      std::optional<std::size_t> expected;
      if (std::min(first_rank, second_rank) < last) expected = second_rank < first_rank ? 1 : 0;
      wrong += choose(facts_for(capability, {first, second})).images.at(0) != expected;
    }
  }
  return wrong;
}

TEST(ChooseRules, EveryPair) {
  for (const std::string& capability : oracle::capabilities()) {
    EXPECT_EQ(wrong_pairs(capability), 0) << "on " << capability;
  }
}

TEST(ChooseRules, BestOfAllImages) {
  for (const std::string& capability : oracle::capabilities()) {
    std::vector<std::string> spellings = oracle::all_spellings();
    std::vector<format::Target> present;
    present.reserve(spellings.size());
    for (const std::string& spelling : spellings) present.push_back(oracle::target(spelling));
    for (const std::string& expected : oracle::preference(capability)) {
      const Decision decision = choose(facts_for(capability, present));
      ASSERT_TRUE(decision.images.at(0).has_value());
      EXPECT_EQ(spellings[*decision.images[0]], expected) << "on " << capability;
      present.erase(present.begin() + static_cast<std::ptrdiff_t>(*decision.images[0]));
      spellings.erase(spellings.begin() + static_cast<std::ptrdiff_t>(*decision.images[0]));
    }
    EXPECT_EQ(choose(facts_for(capability, present)).backend, Backend::kCpu);
  }
}

TEST(ChooseRules, InvalidTargetsNeverRun) {
  format::Target odd_suffix = oracle::target("sm_90");
  // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange)
  odd_suffix.suffix = static_cast<format::ArchSuffix>(7);
  format::Target odd_kind = oracle::target("sm_90");
  // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange)
  odd_kind.kind = static_cast<format::ImageKind>(9);
  format::Target ptx_without_isa = oracle::target("compute_90", 0);
  EXPECT_EQ(choose(facts_for("90", {odd_suffix, odd_kind, ptx_without_isa})).backend,
            Backend::kCpu);
}

TEST(ChooseRules, NewestPtxThatTheDriverKnows) {
  Facts facts =
      facts_for("90", {oracle::target("compute_90", 80), oracle::target("compute_90", 90),
                       oracle::target("compute_90", 85), oracle::target("compute_80", 70)});
  EXPECT_EQ(choose(facts).images.at(0), 1u);
  facts.device->driver_version = 12080;
  EXPECT_EQ(choose(facts).images.at(0), 2u);
  facts.device->driver_version = 12000;
  EXPECT_EQ(choose(facts).images.at(0), 0u);
  facts.device->driver_version = 11080;
  EXPECT_EQ(choose(facts).images.at(0), 3u);
  facts.device->driver_version = 10020;
  EXPECT_EQ(choose(facts).images.at(0), std::nullopt);
}

TEST(ChooseRules, DriverAgeDoesNotMatterToMachineCode) {
  Facts facts = facts_for("90", {oracle::target("sm_90")});
  facts.device->driver_version = 11080;
  EXPECT_EQ(choose(facts).backend, Backend::kGpu);
}

}  // namespace
}  // namespace larder::inline v1::choose
