#include "runtime/check/race.h"

#include <gtest/gtest.h>

#include <array>

#include "runtime/check/synchronisation.h"

namespace larder::check {
namespace {

struct Kind {
  bool write;
  bool atomic;
  bool in_block;
};
constexpr Kind kRead{false, false, false};
constexpr Kind kWrite{true, false, false};
constexpr Kind kAtomic{true, true, false};
constexpr Kind kNarrowAtomic{true, true, true};

/// Some threads of three blocks, and one word that they share.
class Race : public ::testing::Test {
 protected:
  Race() {
    static char shared[64];
    for (std::uint32_t i = 0; i < 3; ++i) blocks_[i].begin(1, i, {i, 0, 0}, 64, {shared, 64});
  }

  /// The number of accesses that this one races with.
  unsigned access(unsigned block, unsigned number, Kind kind, unsigned bytes = 0x0f) {
    const Thread& thread = at(block, number);
    const std::uint32_t moment = moments_.number(reinterpret_cast<const void*>(&check_word), block,
                                                 thread.time & ~AccessBits::kThread);
    KeptAccess now{
        {KeptAccess::origin(number, moment, block) | std::uint64_t{bytes} << AccessBits::kBytesAt}};
    if (kind.write) now.bits |= Access::kWrite;
    if (kind.atomic) now.bits |= Access::kAtomic;
    if (kind.in_block) now.bits |= Access::kInBlock;
    Races races;
    if (!check_word_quickly(cell_, moments_, now, thread)) {
      check_word(cell_, pool_, moments_, now, thread, races);
    }
    return races.count;
  }

  Thread& at(unsigned block, unsigned number) { return blocks_[block].threads[number]; }

  void barrier(unsigned block) {
    for (unsigned i = 0; i < 64; ++i) arrive_at_barrier(at(block, i));
    for (unsigned i = 0; i < 64; ++i) leave_barrier(at(block, i));
  }

  void sync_warp(unsigned block, std::initializer_list<unsigned> numbers) {
    Meeting& meeting = blocks_[block].meeting(0, 0);
    bool first = true;
    for (const unsigned number : numbers) {
      arrive_in_warp(at(block, number), meeting, std::exchange(first, false));
    }
    for (const unsigned number : numbers) leave_warp(at(block, number), meeting);
  }

  std::array<simulator::BlockChecks, 3> blocks_;
  Cell cell_{};
  AccessPool pool_;
  Moments moments_;
  LeftKnowledge left_;
};

TEST_F(Race, OfTwoThreadsIfOneWrites) {
  EXPECT_EQ(access(0, 0, kRead), 0u);
  EXPECT_EQ(access(0, 1, kRead), 0u);
  EXPECT_EQ(access(0, 1, kWrite), 1u);
  EXPECT_EQ(access(0, 2, kRead), 1u);
}

TEST_F(Race, NotOfOtherBytes) {
  EXPECT_EQ(access(0, 0, kWrite, 0x0f), 0u);
  EXPECT_EQ(access(0, 1, kWrite, 0xf0), 0u);
  EXPECT_EQ(access(0, 2, kRead, 0x18), 2u);
}

TEST_F(Race, ABarrierOrdersTheThreadsOfItsBlock) {
  EXPECT_EQ(access(0, 0, kWrite), 0u);
  barrier(0);
  EXPECT_EQ(access(0, 40, kWrite), 0u);
  barrier(1);
  EXPECT_EQ(access(1, 0, kRead), 1u);
}

TEST_F(Race, AWarpsBarrierOrdersItsLanes) {
  EXPECT_EQ(access(0, 0, kWrite), 0u);
  sync_warp(0, {0, 1});
  EXPECT_EQ(access(0, 1, kRead), 0u);
  EXPECT_EQ(access(0, 2, kRead), 1u);
  EXPECT_EQ(access(0, 0, kWrite), 2u);
}

TEST_F(Race, AtomicsRaceWithPlainAccessesAndWithNarrowOnesOfOtherBlocks) {
  EXPECT_EQ(access(0, 0, kAtomic), 0u);
  EXPECT_EQ(access(1, 0, kAtomic), 0u);
  EXPECT_EQ(access(1, 1, kNarrowAtomic), 1u);
  EXPECT_EQ(access(0, 1, kRead), 3u);
}

TEST_F(Race, FencesAndAtomicsOrderBlocks) {
  EXPECT_EQ(access(0, 0, kWrite), 0u);
  fence(at(0, 0), false, __ATOMIC_SEQ_CST);
  left_.store(at(0, 0), 8, false);
  left_.read(at(1, 0), 8, false);
  EXPECT_EQ(access(1, 0, kRead), 1u) << "no fence follows the read";
  fence(at(1, 0), false, __ATOMIC_SEQ_CST);
  EXPECT_EQ(access(1, 0, kRead, 0x07), 0u);
  EXPECT_EQ(access(1, 1, kRead), 1u) << "another thread knows nothing";
}

// Of the reads that its own block has done, the last ones count, however many others there are.
TEST_F(Race, AReadAfterABarrierCountsBesideOlderOnesOfTwoBlocks) {
  EXPECT_EQ(access(0, 0, kRead), 0u);
  EXPECT_EQ(access(1, 0, kRead), 0u);
  barrier(0);
  EXPECT_EQ(access(0, 1, kRead), 0u);
  fence(at(1, 0), false, __ATOMIC_SEQ_CST);
  left_.store(at(1, 0), 8, false);
  left_.read(at(0, 2), 8, false);
  fence(at(0, 2), false, __ATOMIC_SEQ_CST);
  EXPECT_EQ(access(0, 2, kWrite), 1u) << "the barrier orders the first read, the fence the second";
}

TEST_F(Race, AStoreEndsWhatOthersHaveReleasedAndAnUpdateHandsItOn) {
  for (const bool update : {true, false}) {
    EXPECT_EQ(access(0, 0, kWrite, update ? 0x0f : 0xf0), 0u);
    fence(at(0, 0), false, __ATOMIC_SEQ_CST);
    left_.store(at(0, 0), 8, false);
    left_.store(at(0, 0), 8, false);
    if (update) {
      left_.update(at(1, 0), 8, false);
    } else {
      left_.store(at(1, 0), 8, false);
    }
    left_.read(at(2, 0), 8, false);
    fence(at(2, 0), false, __ATOMIC_SEQ_CST);
    EXPECT_EQ(access(2, 0, kRead, update ? 0x0f : 0xf0), update ? 0u : 1u);
  }
}

TEST_F(Race, AFenceServesAllThreadsOfABarrier) {
  EXPECT_EQ(access(0, 7, kWrite), 0u);
  fence(at(0, 7), false, __ATOMIC_SEQ_CST);
  barrier(0);
  left_.store(at(0, 0), 8, false);
  left_.read(at(1, 0), 8, false);
  barrier(1);
  fence(at(1, 5), false, __ATOMIC_SEQ_CST);
  EXPECT_EQ(access(1, 5, kRead), 0u);
  EXPECT_EQ(access(1, 6, kRead), 1u);
}

TEST_F(Race, HalfAFenceOrdersOneWay) {
  EXPECT_EQ(access(0, 0, kWrite), 0u);
  fence(at(0, 0), false, __ATOMIC_ACQUIRE);
  left_.store(at(0, 0), 8, false);
  left_.read(at(1, 0), 8, false);
  fence(at(1, 0), false, __ATOMIC_ACQUIRE);
  EXPECT_EQ(access(1, 0, kRead), 1u);
}

TEST_F(Race, APlainAccessFollowsTheUpdatesBeforeItsThreadsOwn) {
  EXPECT_EQ(access(0, 0, kAtomic), 0u);
  EXPECT_EQ(access(1, 0, kAtomic), 0u);
  at(1, 0).follows_updates = true;
  EXPECT_EQ(access(1, 0, kWrite), 0u);
  EXPECT_EQ(access(0, 1, kAtomic), 1u) << "that comes later";
}

TEST_F(Race, AFenceOfABlockOrdersNoOther) {
  EXPECT_EQ(access(0, 0, kWrite), 0u);
  fence(at(0, 0), true, __ATOMIC_SEQ_CST);
  left_.store(at(0, 0), 8, false);
  for (const unsigned block : {0u, 1u}) {
    left_.read(at(block, 5), 8, false);
    fence(at(block, 5), false, __ATOMIC_SEQ_CST);
    EXPECT_EQ(access(block, 5, kRead), block) << "block " << block;
  }
}

// More accesses than a cell keeps.
TEST_F(Race, OfAWriteWithManyReads) {
  for (unsigned i = 0; i < 40; ++i) EXPECT_EQ(access(0, i, kRead), 0u);
  EXPECT_GT(access(0, 63, kWrite), 0u);
}

// What was kept of the time before a barrier makes room for what comes after it.
TEST_F(Race, OfAWriteWithAReadAfterManyOld) {
  for (unsigned i = 0; i < 40; ++i) EXPECT_EQ(access(0, i, kRead), 0u);
  barrier(0);
  EXPECT_EQ(access(0, 3, kRead), 0u);
  EXPECT_EQ(access(0, 4, kWrite), 1u);
}

}  // namespace
}  // namespace larder::check
