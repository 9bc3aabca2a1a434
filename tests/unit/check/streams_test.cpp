#include "runtime/check/streams.h"

#include <gtest/gtest.h>

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
