#include "generator/pack/image_store.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace larder::pack {
namespace {

namespace fs = std::filesystem;

const std::string kIdentity(64, 'a');

Compiled image() {
  Compiled compiled;
  compiled.arch = {90, 'a'};
  compiled.ptx_isa = 87;
  compiled.sass.assign(5, std::byte{1});
  compiled.ptx.assign(3, std::byte{2});
  compiled.entries = {{"_Z1av", {32, 1024, 16}}, {"_Z1bv", {1, 2, 3}}};
  return compiled;
}

TEST(ImageStore, GivesBackWhatWasSaved) {
  const std::optional<Compiled> found = decode_image(kIdentity, encode_image(kIdentity, image()));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->arch, image().arch);
  EXPECT_EQ(found->ptx_isa, 87);
  EXPECT_EQ(found->sass, image().sass);
  EXPECT_EQ(found->ptx, image().ptx);
  EXPECT_EQ(found->entries, image().entries);
}

TEST(ImageStore, EveryTruncationAndEveryChangedByteIsAMiss) {
  const std::string text = encode_image(kIdentity, image());
  for (std::size_t at = 0; at < text.size(); ++at) {
    EXPECT_FALSE(decode_image(kIdentity, text.substr(0, at))) << at;
    std::string changed = text;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(decode_image(kIdentity, changed)) << at;
  }
}

TEST(ImageStore, AnotherIdentityIsAMiss) {
  EXPECT_FALSE(decode_image(std::string(64, 'b'), encode_image(kIdentity, image())));
}

class OnDisk : public testing::Test {
 protected:
  ~OnDisk() override { fs::remove_all(folder_); }

  [[nodiscard]] std::vector<fs::path> files() const {
    std::vector<fs::path> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder_))
      if (entry.is_regular_file()) out.push_back(entry.path());
    return out;
  }

  const std::string folder_ = testing::TempDir() + "image store " + std::to_string(getpid());
  const ImageStore store_{folder_};
};

TEST_F(OnDisk, ANewStoreHasNothingAndIsNotMade) {
  EXPECT_FALSE(store_.load(kIdentity));
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(OnDisk, SavesAFileAndLeavesNoOther) {
  ASSERT_TRUE(store_.save(kIdentity, image()).ok());
  ASSERT_TRUE(store_.save(kIdentity, image()).ok());
  EXPECT_EQ(files().size(), 1U);
  ASSERT_TRUE(store_.load(kIdentity));
  EXPECT_EQ(store_.load(kIdentity)->sass, image().sass);
}

TEST_F(OnDisk, ADamagedFileIsAMissUntilTheNextSave) {
  ASSERT_TRUE(store_.save(kIdentity, image()).ok());
  fs::resize_file(files().front(), 10);
  EXPECT_FALSE(store_.load(kIdentity));
  ASSERT_TRUE(store_.save(kIdentity, image()).ok());
  EXPECT_TRUE(store_.load(kIdentity));
}

TEST_F(OnDisk, AFolderThatCanNotBeMadeIsAnErrorNamingIt) {
  std::ofstream(folder_) << "a file";
  const Status status = store_.save(kIdentity, image());
  EXPECT_EQ(status.code(), Code::kIo);
  EXPECT_NE(status.message().find(folder_), std::string::npos);
  EXPECT_FALSE(store_.load(kIdentity));
}

TEST_F(OnDisk, SweepsWhatWasNotUsedForLongest) {
  for (const char c : {'a', 'b', 'c'}) ASSERT_TRUE(store_.save(std::string(64, c), image()).ok());
  const auto now = fs::file_time_type::clock::now();
  for (const fs::path& path : files()) {
    const int hours = path.filename().string()[0] - 'a';  // a is the newest
    fs::last_write_time(path, now - std::chrono::hours(hours));
  }
  ASSERT_TRUE(store_.load(std::string(64, 'c')));
  store_.sweep(2 * fs::file_size(files().front()));
  EXPECT_TRUE(store_.load(std::string(64, 'a')));
  EXPECT_FALSE(store_.load(std::string(64, 'b')));
  EXPECT_TRUE(store_.load(std::string(64, 'c')));
}

TEST_F(OnDisk, SweepsWhatIsOldAndTemporary) {
  ASSERT_TRUE(store_.save(kIdentity, image()).ok());
  const fs::path saved = files().front();
  const fs::path fresh = saved.string() + ".1-1.tmp";
  const fs::path old = saved.string() + ".1-2.tmp";
  for (const fs::path& path : {fresh, old}) std::ofstream(path) << "x";
  fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(2));
  store_.sweep(1 << 20);
  EXPECT_TRUE(fs::exists(saved));
  EXPECT_TRUE(fs::exists(fresh));
  EXPECT_FALSE(fs::exists(old));
}

}  // namespace
}  // namespace larder::pack
