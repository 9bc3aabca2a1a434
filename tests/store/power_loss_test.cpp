// The power goes after any system call of a save; what was not synced is lost in every mixture.
#include "tests/store/power_loss.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <functional>
#include <set>

#include "runtime/store/cache.h"
#include "runtime/store/store.h"
#include "tests/store/system_calls.h"
#include "tests/support/folder.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/sample_cache.h"
#include "tests/support/store_entries.h"

namespace larder::tests {
namespace {

class PowerLossTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const auto reason = why_no_tracing()) GTEST_SKIP() << *reason;
  }
  [[nodiscard]] std::string store_folder() const { return folder_.path() + "/store"; }
  [[nodiscard]] store::Store make_store(
      store::FileSystem& files = store::posix_file_system()) const {
    return store::Store({store_folder(), 0, 0, std::chrono::milliseconds(10)}, files);
  }
  /// Calls `check` with each state that the disk may be found in, and whether `work` had returned.
  void lose_power_everywhere(
      const std::function<bool()>& work,
      const std::function<void(MemoryFileSystem& disk, bool finished)>& check) const {
    Disk disk(folder_.path());
    const TracedRun run = run_traced(work);
    ASSERT_TRUE(run.result);
    ASSERT_GE(run.calls.size(), 3U);
    std::size_t states = 0;
    for (std::size_t i = 0; i <= run.calls.size(); ++i) {
      if (i > 0) disk.apply(run.calls[i - 1]);
      for (const Files& files : disk.after_power_loss()) {
        MemoryFileSystem found;
        for (const auto& [path, bytes] : files) found.files[path] = to_bytes(bytes);
        check(found, i == run.calls.size());
        ++states;
      }
    }
    std::printf("%zu states of the disk after %zu system calls\n", states, run.calls.size());
  }
  [[nodiscard]] std::string loaded(MemoryFileSystem& disk, int number) const {
    store::Store store = make_store(disk);
    const Result<store::Cache> entry = store.load(entry_identity(number));
    return entry.status().code() == Code::kNotFound ? "none" : image_of(entry, number);
  }

  Folder folder_;
};

TEST_F(PowerLossTest, AnEntryIsOldOrNewWhateverUnsyncedWritesAreLost) {
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(make_store().save(entry_identity(i), entry_contents(i)).ok());
  }
  ASSERT_TRUE(make_store().save(entry_identity(2), entry_contents(2, " old")).ok());
  const auto work = [this] {
    return make_store().save(entry_identity(2), entry_contents(2, " new")).ok();
  };
  lose_power_everywhere(work, [this](MemoryFileSystem& disk, bool finished) {
    EXPECT_EQ(loaded(disk, 0), "image 0");
    EXPECT_EQ(loaded(disk, 1), "image 1");
    const std::string image = loaded(disk, 2);
    EXPECT_TRUE(image == "image 2 new" || (image == "image 2 old" && !finished)) << image;
  });
}

TEST_F(PowerLossTest, TheFirstEntryIsThereOnceItWasSaved) {
  const auto work = [this] { return make_store().save(entry_identity(1), entry_contents(1)).ok(); };
  lose_power_everywhere(work, [this](MemoryFileSystem& disk, bool finished) {
    const std::string image = loaded(disk, 1);
    EXPECT_TRUE(image == "image 1" || (image == "none" && !finished)) << image;
  });
}

TEST_F(PowerLossTest, APairIsOldNewOrRefused) {
  const std::string path = folder_.path() + "/app.larder";
  ASSERT_TRUE(store::write_cache(path, *format::encode(entry_contents(1, " old"))).ok());
  const auto work = [&path] {
    return store::write_cache(path, *format::encode(entry_contents(1, " new"))).ok();
  };
  lose_power_everywhere(work, [&path](MemoryFileSystem& disk, bool finished) {
    const Result<store::Cache> cache = store::Cache::open(path, disk);
    if (!cache.ok() && !finished) {
      EXPECT_EQ(cache.status().code(), Code::kCorrupt) << cache.status().text();
      return;
    }
    const std::string image = image_of(cache, 1);
    EXPECT_TRUE(image == "image 1 new" || (image == "image 1 old" && !finished)) << image;
  });
}

// That the disk above is one: what is written without a sync is found empty and torn.
TEST_F(PowerLossTest, WithoutSyncsFilesAreTorn) {
  const std::string path = folder_.path() + "/file";
  const auto work = [&path] {
    std::ofstream(path + ".tmp") << "1234";
    return std::rename((path + ".tmp").c_str(), path.c_str()) == 0;
  };
  std::set<std::string> found;
  lose_power_everywhere(work, [&](MemoryFileSystem& disk, bool) {
    if (!disk.files.contains(path)) {
      found.insert("none");
    } else {
      const std::vector<std::byte>& bytes = disk.files[path];
      found.insert({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }
  });
  EXPECT_EQ(found, (std::set<std::string>{"none", "", "12", "1234"}));
}

}  // namespace
}  // namespace larder::tests
