#include "runtime/check/streams.h"

#include <gtest/gtest.h>

#include <vector>

namespace larder::check {
namespace {

class Streams : public ::testing::Test {
 protected:
  /// An operation in one of two streams that don't wait for the legacy default stream.
  Operation in_first() { return in(&first_, StreamKind::kFree); }
  Operation in_second() { return in(&second_, StreamKind::kFree); }
  Operation in(const void* stream, StreamKind kind) {
    order_.enter(stream, kind);
    return order_.present();
  }

  StreamOrder order_;
  char first_, second_, event_;
};

TEST_F(Streams, OneStreamIsInOrder) {
  const Operation one = in_first();
  in_first();
  EXPECT_TRUE(order_.is_before(one));
  EXPECT_FALSE(order_.is_done(one));
}

TEST_F(Streams, OthersAreNot) {
  const Operation one = in_first();
  in_second();
  EXPECT_FALSE(order_.is_before(one));
  EXPECT_TRUE(order_.several());
}

TEST_F(Streams, AnEventOrdersWhatWasBeforeIt) {
  const Operation before = in_first();
  order_.record(&event_);
  const Operation after = in_first();
  in_second();
  order_.wait_for(&event_, false);
  EXPECT_TRUE(order_.is_before(before));
  EXPECT_FALSE(order_.is_before(after));
}

// Nodes 1 and 2 are beside each other; 3 comes after both.
TEST_F(Streams, NodesOfAGraphAreOrderedByItsEdgesAlone) {
  const Operation before = in_first();
  order_.begin_graph();
  order_.begin_node(1, {});
  const Operation one = in_first();
  order_.begin_node(2, {});
  const Operation two = in_first();
  EXPECT_FALSE(order_.is_before(one));
  EXPECT_TRUE(order_.is_before(before));
  order_.begin_node(3, std::vector<std::uint32_t>{1, 2});
  in_first();
  EXPECT_TRUE(order_.is_before(one));
  EXPECT_TRUE(order_.is_before(two));
  order_.end_graph();
  in_second();
  EXPECT_FALSE(order_.is_before(two));
  in_first();
  EXPECT_TRUE(order_.is_before(two));
}

// Node 2 is a graph with two nodes; a node without work stands between it and the last one.
TEST_F(Streams, ANodeMayBeAGraphOrNothing) {
  order_.begin_graph();
  order_.begin_node(1, {});
  const Operation one = in_first();
  order_.begin_node(2, {});
  order_.begin_graph();
  order_.begin_node(1, {});
  const Operation inner = in_first();
  EXPECT_FALSE(order_.is_before(one));
  order_.begin_node(2, {});
  const Operation beside = in_first();
  EXPECT_FALSE(order_.is_before(inner));
  order_.end_graph();
  order_.begin_node(3, std::vector<std::uint32_t>{2});
  order_.begin_node(4, std::vector<std::uint32_t>{3});
  in_first();
  EXPECT_TRUE(order_.is_before(inner));
  EXPECT_TRUE(order_.is_before(beside));
  EXPECT_FALSE(order_.is_before(one));
  order_.end_graph();
}

TEST_F(Streams, TheNextLaunchOfAGraphComesAfterAllOfTheLast) {
  Operation beside{};
  for (int launch = 0; launch < 2; ++launch) {
    order_.begin_graph();
    order_.begin_node(1, {});
    in_first();
    EXPECT_TRUE(launch == 0 || order_.is_before(beside));
    order_.begin_node(2, {});
    beside = in_first();
    order_.end_graph();
  }
}

TEST_F(Streams, NobodyWaitsForAnEventThatWasNotRecorded) {
  const Operation one = in_first();
  in_second();
  order_.wait_for(&event_, false);
  EXPECT_FALSE(order_.is_before(one));
}

TEST_F(Streams, TheHostsWaitsOrderAllThatFollows) {
  const Operation one = in_first();
  const Operation other = in_second();
  order_.wait_for_present();
  in(nullptr, StreamKind::kLegacy);
  EXPECT_FALSE(order_.is_before(one));
  EXPECT_TRUE(order_.is_before(other));
  order_.wait_for_all();
  EXPECT_TRUE(order_.is_done(one));
  in_second();
  EXPECT_TRUE(order_.is_before(one));
}

TEST_F(Streams, TheLegacyStreamAndBlockingOnesWaitForEachOther) {
  const Operation blocking = in(&first_, StreamKind::kBlocking);
  const Operation free = in_second();
  const Operation legacy = in(nullptr, StreamKind::kLegacy);
  EXPECT_TRUE(order_.is_before(blocking));
  EXPECT_FALSE(order_.is_before(free));
  in(&first_, StreamKind::kBlocking);
  EXPECT_TRUE(order_.is_before(legacy));
  in_second();
  EXPECT_FALSE(order_.is_before(legacy));
}

}  // namespace
}  // namespace larder::check
