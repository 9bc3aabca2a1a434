// Many processes save and load entries of the same store: none is lost, none is wrong.
#include "tests/store/processes.h"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <new>
#include <random>

#include "runtime/store/store.h"
#include "tests/support/folder.h"
#include "tests/support/store_entries.h"

namespace larder::tests {
namespace {

store::Store make_store(const std::string& folder, std::uint64_t max_entries = 0) {
  return store::Store({folder, max_entries, 0, std::chrono::seconds(20)});
}

struct Count {
  int right = 0;
  int lost = 0;
  int wrong = 0;
};

void look_at(const Result<store::Cache>& entry, int number, Count& count) {
  if (entry.status().code() == Code::kNotFound) {
    ++count.lost;
  } else if (image_of(entry, number) == "image " + std::to_string(number)) {
    ++count.right;
  } else {
    ++count.wrong;
  }
}

// Numbers that processes share.
struct Shared {
  std::atomic<bool> done = false;
  std::atomic<int> looked = 0;
  std::atomic<int> wrong = 0;
  std::atomic<int> most = 0;
};

// Where memory holds files, waiting for a disk does not keep the processes apart.
std::filesystem::path fastest_folder() {
  constexpr std::uintmax_t kNeeded = 1 << 30;
  std::error_code error;
  const std::filesystem::path memory = "/dev/shm";
  const bool roomy = std::filesystem::space(memory, error).available > kNeeded && !error;
  return roomy ? memory : std::filesystem::temp_directory_path();
}

class ProcessesTest : public ::testing::Test {
 protected:
  ProcessesTest() {
    void* const memory =
        ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    shared_ = new (memory) Shared;
  }
  ~ProcessesTest() override { ::munmap(shared_, sizeof(Shared)); }

  /// Loads any of `entries` entries until the others are done; each is right or not there.
  bool read_until_done(int entries, int seed) {
    store::Store store = make_store(folder_.path());
    std::mt19937 random(static_cast<unsigned>(seed));
    std::uniform_int_distribution<int> any(0, entries - 1);
    Count count;
    while (!shared_->done) {
      const int number = any(random);
      look_at(store.load(entry_identity(number)), number, count);
    }
    shared_->looked += count.right;
    shared_->wrong += count.wrong;
    return count.wrong == 0;
  }

  Folder folder_{fastest_folder()};
  Shared* shared_ = nullptr;
};

TEST_F(ProcessesTest, EightProcessesSaveSixtyRoundsWithoutLoss) {
  constexpr int kProcesses = 8;
  constexpr int kRounds = 60;
  Count count;
  for (int round = 0; round < kRounds; ++round) {
    const std::string folder = folder_.path() + "/" + std::to_string(round);  // a cold store
    const int failed = run_processes(kProcesses, [&](int process) {
      const int number = round * kProcesses + process;
      return make_store(folder).save(entry_identity(number), entry_contents(number)).ok();
    });
    EXPECT_EQ(failed, 0) << round;
    store::Store store = make_store(folder);
    for (int i = 0; i < kProcesses; ++i) {
      const int number = round * kProcesses + i;
      look_at(store.load(entry_identity(number)), number, count);
    }
  }
  std::printf("%d saved, %d lost, %d wrong\n", count.right, count.lost, count.wrong);
  EXPECT_EQ(count.right, kProcesses * kRounds);
  EXPECT_EQ(count.lost, 0);
  EXPECT_EQ(count.wrong, 0);
}

// One save in ten is of an entry that a neighbour saves too: it is right in either order.
TEST_F(ProcessesTest, ThirtyTwoProcessesWithReadersBesideThem) {
  constexpr int kWriters = 32;
  constexpr int kEach = 2000;
  constexpr int kReaders = 8;
  constexpr int kEntries = kWriters * kEach;
  Processes readers(kReaders, [&](int i) { return read_until_done(kEntries, i); });
  readers.start();  // before the writers are made, who would keep the readers' start line open
  Processes writers(kWriters, [&](int process) {
    store::Store store = make_store(folder_.path());
    for (int i = 0; i < kEach; ++i) {
      const int own = process * kEach + i;
      const int other = (own + kEach) % kEntries;
      if (!store.save(entry_identity(own), entry_contents(own)).ok()) return false;
      if (i % 10 != 0) continue;
      if (!store.save(entry_identity(other), entry_contents(other)).ok()) return false;
    }
    return true;
  });
  writers.start();
  EXPECT_EQ(writers.failed(), 0);
  shared_->done = true;
  EXPECT_EQ(readers.failed(), 0);
  Count count;
  store::Store store = make_store(folder_.path());
  for (int i = 0; i < kEntries; ++i) look_at(store.load(entry_identity(i)), i, count);
  std::printf("%d saved, %d lost, %d wrong; meanwhile readers found %d entries, %d wrong\n",
              count.right, count.lost, count.wrong, shared_->looked.load(), shared_->wrong.load());
  EXPECT_EQ(count.right, kEntries);
  EXPECT_EQ(count.lost, 0);
  EXPECT_EQ(count.wrong, 0);
  EXPECT_GT(shared_->looked.load(), 0);
}

TEST_F(ProcessesTest, LimitsHoldWhileManySave) {
  constexpr int kWriters = 8;
  constexpr std::uint64_t kLimit = 5;
  Processes watcher(1, [&](int) {
    store::Store store = make_store(folder_.path());
    while (!shared_->done) {
      // Between a removal and a renaming a listing would see what never was there at once.
      const Result<store::Lock> lock =
          store::posix_file_system().lock(folder_.path() + "/lock", std::chrono::seconds(20));
      const Result<store::StoreUsage> usage = store.usage();
      if (!usage.ok()) continue;
      ++shared_->looked;
      if (static_cast<int>(usage->entries) > shared_->most) {
        shared_->most = static_cast<int>(usage->entries);
      }
    }
    return true;
  });
  watcher.start();
  EXPECT_EQ(run_processes(kWriters,
                          [&](int process) {
                            store::Store store = make_store(folder_.path(), kLimit);
                            for (int i = 0; i < 50; ++i) {
                              const int number = process * 50 + i;
                              if (!store.save(entry_identity(number), entry_contents(number)).ok())
                                return false;
                            }
                            return true;
                          }),
            0);
  shared_->done = true;
  EXPECT_EQ(watcher.failed(), 0);
  EXPECT_EQ(make_store(folder_.path()).usage()->entries, kLimit);
  EXPECT_LE(shared_->most.load(), static_cast<int>(kLimit));
  EXPECT_GT(shared_->looked.load(), 0);
}

}  // namespace
}  // namespace larder::tests
