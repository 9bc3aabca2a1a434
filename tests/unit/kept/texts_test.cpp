#include "generator/kept/texts.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "generator/nvcc/files.h"

namespace larder::kept {
namespace {

namespace fs = std::filesystem;

const std::string kIdentity(64, 'a');
const std::string kText("some\0text\n", 10);

class KeptTexts : public testing::Test {
 protected:
  ~KeptTexts() override { fs::remove_all(folder_); }

  [[nodiscard]] std::vector<fs::path> files() const {
    std::vector<fs::path> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder_))
      if (entry.is_regular_file()) out.push_back(entry.path());
    return out;
  }

  const std::string folder_ = testing::TempDir() + "kept texts " + std::to_string(getpid());
  const Texts texts_{folder_, kImage};
};

TEST_F(KeptTexts, ANewStoreHasNothingAndIsNotMade) {
  EXPECT_FALSE(texts_.load(kIdentity));
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(KeptTexts, SavesAFileAndLeavesNoOther) {
  ASSERT_TRUE(texts_.save(kIdentity, kText).ok());
  ASSERT_TRUE(texts_.save(kIdentity, kText).ok());
  EXPECT_EQ(files().size(), 1U);
  ASSERT_TRUE(texts_.load(kIdentity));
  EXPECT_EQ(*texts_.load(kIdentity), kText);
}

TEST_F(KeptTexts, ADamagedFileIsAMissUntilTheNextSave) {
  ASSERT_TRUE(texts_.save(kIdentity, kText).ok());
  fs::resize_file(files().front(), 10);
  EXPECT_FALSE(texts_.load(kIdentity));
  ASSERT_TRUE(texts_.save(kIdentity, kText).ok());
  EXPECT_TRUE(texts_.load(kIdentity));
}

TEST_F(KeptTexts, EveryTruncationAndEveryChangedByteIsAMiss) {
  ASSERT_TRUE(texts_.save(kIdentity, kText).ok());
  const fs::path file = files().front();
  const std::string complete = *nvcc::read_file(file);
  for (std::size_t at = 0; at < complete.size(); ++at) {
    std::ofstream(file, std::ios::binary) << complete.substr(0, at);
    EXPECT_FALSE(texts_.load(kIdentity)) << at;
    std::string changed = complete;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    std::ofstream(file, std::ios::binary) << changed;
    EXPECT_FALSE(texts_.load(kIdentity)) << at;
  }
}

TEST_F(KeptTexts, SweepsNothingThatIsNotItsOwn) {
  ASSERT_TRUE(texts_.save(kIdentity, kText).ok());
  const fs::path other = files().front().parent_path() / "letter.txt";
  std::ofstream(other) << "dear";
  sweep(folder_, 0);
  EXPECT_EQ(files(), std::vector<fs::path>{other});
}

TEST_F(KeptTexts, AFolderThatCanNotBeMadeIsAnErrorNamingIt) {
  std::ofstream(folder_) << "a file";
  const Status status = texts_.save(kIdentity, kText);
  EXPECT_EQ(status.code(), Code::kIo);
  EXPECT_NE(status.message().find(folder_), std::string::npos);
  EXPECT_FALSE(texts_.load(kIdentity));
}

TEST_F(KeptTexts, SweepsWhatWasNotUsedForLongest) {
  for (const char c : {'a', 'b', 'c'}) ASSERT_TRUE(texts_.save(std::string(64, c), kText).ok());
  const auto now = fs::file_time_type::clock::now();
  for (const fs::path& path : files()) {
    const int hours = path.filename().string()[0] - 'a';  // a is the newest
    fs::last_write_time(path, now - std::chrono::hours(hours));
  }
  ASSERT_TRUE(texts_.load(std::string(64, 'c')));
  sweep(folder_, 2 * fs::file_size(files().front()));
  EXPECT_TRUE(texts_.load(std::string(64, 'a')));
  EXPECT_FALSE(texts_.load(std::string(64, 'b')));
  EXPECT_TRUE(texts_.load(std::string(64, 'c')));
}

TEST_F(KeptTexts, SweepsWhatIsOldAndTemporary) {
  ASSERT_TRUE(texts_.save(kIdentity, kText).ok());
  const fs::path saved = files().front();
  const fs::path fresh = saved.string() + ".1-1.tmp";
  const fs::path old = saved.string() + ".1-2.tmp";
  for (const fs::path& path : {fresh, old}) std::ofstream(path) << "x";
  fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(2));
  sweep(folder_, 1 << 20);
  EXPECT_TRUE(fs::exists(saved));
  EXPECT_TRUE(fs::exists(fresh));
  EXPECT_FALSE(fs::exists(old));
}

}  // namespace
}  // namespace larder::kept
