#include "tests/unit/tool/store_fixture.h"

namespace larder::tool {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class StoreVerifyCommand : public StoresInMemory {};

TEST_F(StoreVerifyCommand, OfSoundEntries) {
  const Output output = larder({"store", "verify"});
  EXPECT_EQ(output.err, "");
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_EQ(output.out,
            "/stores: sound\n"
            "  checked 3 entries, 2.2 KiB\n");
  EXPECT_THAT(larder({"store", "verify", kSaxpy}).out, HasSubstr("checked 2 entries"));
  const nlohmann::json all = parsed({"store", "verify", "--json"});
  EXPECT_EQ(all["folder"], "/stores");
  EXPECT_EQ(all["sound"], true);
  EXPECT_EQ(all["entries"], 3);
  EXPECT_EQ(all["problems"].size(), 0U);
}

TEST_F(StoreVerifyCommand, NamesEveryEntryWhereverItIsDamaged) {
  const std::vector<std::byte> sound = disk_.files[path(kBlur, 3)];
  for (std::size_t i = 0; i < sound.size(); ++i) {
    disk_.files[path(kBlur, 3)] = sound;
    disk_.files[path(kBlur, 3)][i] ^= std::byte{1};
    const Output output = larder({"store", "verify"});
    ASSERT_EQ(output.exit_code, kProblem) << i;
    ASSERT_THAT(output.out, HasSubstr("/stores: NOT SOUND, 1 problem\n  " + path(kBlur, 3))) << i;
  }
  EXPECT_EQ(larder({"store", "verify", kSaxpy}).exit_code, kFine);
}

TEST_F(StoreVerifyCommand, NamesWhatIsCutOffSwappedOrEmpty) {
  disk_.files[path(kSaxpy, 1)].resize(100);
  disk_.files[path(kSaxpy, 2)] = {};
  disk_.files[path(kBlur, 4)] = disk_.files[path(kBlur, 3)];
  const nlohmann::json all = parsed({"store", "verify", "--json"});
  EXPECT_EQ(all["sound"], false);
  EXPECT_EQ(all["entries"], 4);
  ASSERT_EQ(all["problems"].size(), 3U);
  EXPECT_THAT(all["problems"][0].get<std::string>(), HasSubstr("not what its name says"));
}

TEST_F(StoreVerifyCommand, ChangesNothing) {
  const auto files = disk_.files;
  const auto used = disk_.used;
  EXPECT_EQ(larder({"store", "verify"}).exit_code, kFine);
  EXPECT_EQ(disk_.files, files);
  EXPECT_EQ(disk_.used, used);
}

class StoreVerifyOnDisk : public StoresOnDisk {};

TEST_F(StoreVerifyOnDisk, AFolderThatItsProgramWouldNotUseIsAProblem) {
  EXPECT_EQ(larder({"store", "verify"}).exit_code, kFine);
  fs::permissions(folder(kBlur), fs::perms::all);
  const Output output = larder({"store", "verify"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.out, HasSubstr("can be written by everybody"));
  EXPECT_THAT(output.out, HasSubstr("checked 2 entries"));
}

}  // namespace
}  // namespace larder::tool
