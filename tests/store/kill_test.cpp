// Kill -9 at every system call of a save: what was there before, or what was saved, never else.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>

#include "runtime/store/cache.h"
#include "runtime/store/store.h"
#include "tests/store/system_calls.h"
#include "tests/support/folder.h"
#include "tests/support/sample_cache.h"
#include "tests/support/store_entries.h"

namespace larder::tests {
namespace {

namespace fs = std::filesystem;

// A save makes, fills, syncs and renames a file: two stops each, and those of its folder and lock.
constexpr int kFewest = 16;

class KillTest : public ::testing::Test {
 protected:
  KillTest() {
    if (const auto reason = why_no_tracing()) no_tracing_ = *reason;
  }
  void SetUp() override {
    if (!no_tracing_.empty()) GTEST_SKIP() << no_tracing_;
  }
  [[nodiscard]] std::string store_folder() const { return folder_.path() + "/store"; }
  [[nodiscard]] store::Store make_store(std::uint64_t max_entries) const {
    return store::Store({store_folder(), max_entries, 0, std::chrono::milliseconds(10)});
  }
  /// Calls `check` after a run of `work` that was killed at each stop in turn; `prepare` comes
  /// before each. How many stops there are is known when a run gets past them: an allocator asks
  /// for memory at one time and not at another.
  template <class Prepare, class Work, class Check>
  void kill_everywhere(Prepare prepare, Work work, Check check) const {
    int stop = 0;
    for (bool killed = true; killed; ++stop) {
      prepare();
      const TracedRun run = run_traced(work, stop);
      ASSERT_TRUE(run.killed || run.result) << stop;
      check(stop);
      killed = run.killed;
    }
    ASSERT_GT(stop, kFewest);
    std::printf("killed at each of %d stops, before and after system calls\n", stop - 1);
  }
  void expect_image(store::Store& store, int number, const std::string& image) const {
    EXPECT_EQ(image_of(store.load(entry_identity(number)), number), image);
  }

  Folder folder_;
  std::string no_tracing_;
};

TEST_F(KillTest, ASaveKilledAtAnySystemCallLeavesTheOldOrTheNewEntry) {
  const auto prepare = [this] {
    fs::remove_all(store_folder());
    store::Store store = make_store(0);
    for (int i = 0; i < 2; ++i) ASSERT_TRUE(store.save(entry_identity(i), entry_contents(i)).ok());
    ASSERT_TRUE(store.save(entry_identity(2), entry_contents(2, " old")).ok());
  };
  const auto work = [this] {
    return make_store(0).save(entry_identity(2), entry_contents(2, " new")).ok();
  };
  kill_everywhere(prepare, work, [this](int stop) {
    store::Store store = make_store(0);
    for (int i = 0; i < 2; ++i) expect_image(store, i, "image " + std::to_string(i));
    const std::string image = image_of(store.load(entry_identity(2)), 2);
    EXPECT_TRUE(image == "image 2 old" || image == "image 2 new") << stop << ": " << image;
    ASSERT_TRUE(store.save(entry_identity(2), entry_contents(2, " next")).ok());
    expect_image(store, 2, "image 2 next");
  });
}

TEST_F(KillTest, ASaveIntoNoFolderYetKilledAnywhereLeavesNothingOrTheEntry) {
  const auto prepare = [this] { fs::remove_all(store_folder()); };
  const auto work = [this] {
    return make_store(0).save(entry_identity(1), entry_contents(1)).ok();
  };
  kill_everywhere(prepare, work, [this](int stop) {
    store::Store store = make_store(0);
    const Result<store::Cache> entry = store.load(entry_identity(1));
    if (entry.ok()) {
      EXPECT_EQ(image_of(entry, 1), "image 1") << stop;
    } else {
      EXPECT_EQ(entry.status().code(), Code::kNotFound) << stop << entry.status().text();
    }
    ASSERT_TRUE(store.save(entry_identity(1), entry_contents(1, " next")).ok());
    expect_image(store, 1, "image 1 next");
  });
}

// The entry used longest ago may have made room already; the others may not.
TEST_F(KillTest, ASaveAtItsLimitKilledAnywhereKeepsAllButTheOldestEntry) {
  const auto prepare = [this] {
    fs::remove_all(store_folder());
    store::Store store = make_store(3);
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(store.save(entry_identity(i), entry_contents(i)).ok());
  };
  const auto work = [this] {
    return make_store(3).save(entry_identity(3), entry_contents(3)).ok();
  };
  kill_everywhere(prepare, work, [this](int stop) {
    store::Store store = make_store(3);
    for (int i = 1; i < 3; ++i) expect_image(store, i, "image " + std::to_string(i));
    for (const int i : {0, 3}) {
      const Result<store::Cache> entry = store.load(entry_identity(i));
      const std::string image = entry.ok() ? image_of(entry, i) : "";
      EXPECT_TRUE(entry.ok() ? image == "image " + std::to_string(i)
                             : entry.status().code() == Code::kNotFound)
          << stop << image << entry.status().text();
    }
    EXPECT_LE(store.usage()->entries, 3U) << stop;
    ASSERT_TRUE(store.save(entry_identity(4), entry_contents(4)).ok()) << stop;
  });
}

TEST_F(KillTest, APairKilledAtAnySystemCallIsOldNewOrRefused) {
  const std::string path = folder_.path() + "/app.larder";
  const auto prepare = [&path] {
    ASSERT_TRUE(store::write_cache(path, *format::encode(entry_contents(1, " old"))).ok());
  };
  const auto work = [&path] {
    return store::write_cache(path, *format::encode(entry_contents(1, " new"))).ok();
  };
  int refused = 0;
  kill_everywhere(prepare, work, [&](int stop) {
    const Result<store::Cache> cache = store::Cache::open(path);
    if (!cache.ok()) {
      EXPECT_EQ(cache.status().code(), Code::kCorrupt) << stop;
      ++refused;
      return;
    }
    const std::string image = image_of(cache, 1);
    EXPECT_TRUE(image == "image 1 old" || image == "image 1 new") << stop << ": " << image;
  });
  EXPECT_LT(refused, 12);  // between the two renames alone
}

}  // namespace
}  // namespace larder::tests
