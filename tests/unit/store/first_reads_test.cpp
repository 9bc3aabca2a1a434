#include "runtime/store/first_reads.h"

#include <gtest/gtest.h>

#include <mutex>
#include <thread>
#include <vector>

namespace larder::inline v1::store {
namespace {

constexpr std::uint64_t kPiece = 4096;

// What the system was told; static, since advice is taken by a plain function.
struct Told {
  std::uint64_t begin = 0;
  std::uint64_t size = 0;
  bool operator==(const Told&) const = default;
};
std::mutex told_mutex;
std::vector<Told> told;
std::vector<std::byte> file;

void take_note(format::Bytes part, Reading reading) {
  const std::lock_guard lock(told_mutex);
  EXPECT_EQ(reading, Reading::kSoon);
  told.push_back({static_cast<std::uint64_t>(part.data() - file.data()), part.size()});
}

class FirstReadsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    told.clear();
    file.assign(100 * kPiece + 7, std::byte{0});
  }
  static format::Bytes part(std::uint64_t begin, std::uint64_t size) {
    return format::Bytes(file).subspan(begin, size);
  }
  static FirstReads reads() { return {Mapping{file, nullptr, take_note}, kPiece}; }
};

TEST_F(FirstReadsTest, TellOfWholePiecesOnce) {
  const FirstReads reads = FirstReadsTest::reads();
  reads.expect(part(5 * kPiece + 1, 2));
  reads.expect(part(5 * kPiece, kPiece));
  reads.expect({});
  EXPECT_EQ(told, (std::vector<Told>{{5 * kPiece, kPiece}}));
}

TEST_F(FirstReadsTest, TellOfWhatIsNewAmongWhatIsKnown) {
  const FirstReads reads = FirstReadsTest::reads();
  reads.expect(part(0, 3 * kPiece));
  reads.expect(part(2 * kPiece, 3 * kPiece));
  EXPECT_EQ(told, (std::vector<Told>{{0, 3 * kPiece}, {3 * kPiece, 2 * kPiece}}));
}

TEST_F(FirstReadsTest, EndWhereTheFileDoes) {
  const FirstReads reads = FirstReadsTest::reads();
  reads.expect(part(100 * kPiece, 7));
  EXPECT_EQ(told, (std::vector<Told>{{100 * kPiece, 7}}));
}

TEST_F(FirstReadsTest, CopiesShareWhatTheyKnow) {
  const FirstReads reads = FirstReadsTest::reads();
  const FirstReads copy = reads;  // NOLINT(performance-unnecessary-copy-initialization)
  reads.expect(part(0, 1));
  copy.expect(part(0, 1));
  EXPECT_EQ(told.size(), 1U);
}

TEST_F(FirstReadsTest, OfNoFileTellNothing) {
  FirstReads().expect(part(0, 1));
  EXPECT_TRUE(told.empty());
}

TEST_F(FirstReadsTest, FromManyThreadsEachPieceIsToldOnce) {
  const FirstReads reads = FirstReadsTest::reads();
  std::vector<std::jthread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&reads] {
      for (std::uint64_t at = 0; at < 100; ++at) reads.expect(part(at * kPiece, 1));
    });
  }
  threads.clear();
  EXPECT_EQ(told.size(), 100U);
}

}  // namespace
}  // namespace larder::inline v1::store
