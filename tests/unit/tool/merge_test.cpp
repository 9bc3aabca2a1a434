#include <algorithm>

#include "runtime/format/layout.h"
#include "tests/unit/tool/larder_fixture.h"

namespace larder::tool {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class MergeCommand : public LarderFixture {
 protected:
  MergeCommand() {
    put("/a.larder", part(8));
    put("/b.larder", part(9));
  }
  // The sample's images for one major version, and the kernels without images.
  static format::CacheInput part(int major) {
    format::CacheInput input = tests::sample_input();
    const int kept = major == 8 ? 0 : 1;
    for (format::KernelInput& kernel : input.kernels) {
      std::erase_if(kernel.uses, [kept](const format::ImageUse& use) {
        return (use.image == 0) != (kept == 0);
      });
      if (kept == 1) {
        for (format::ImageUse& use : kernel.uses) --use.image;
      }
    }
    if (kept == 0) input.images.resize(1);
    if (kept == 1) input.images.erase(input.images.begin());
    return input;
  }
  // Puts a signature into an index, as a signer would.
  void sign(const std::string& path) {
    std::vector<std::byte>& index = disk_.files[path];
    index[format::header::kSigner] = std::byte{7};
    index[format::header::kSignature] = std::byte{8};
    index = tests::reseal_index(index);
  }
};

TEST_F(MergeCommand, WritesWhatOneBuildWouldHaveMade) {
  const Output output = larder({"merge", "/a.larder", "/b.larder", "-o", "/all.larder"});
  EXPECT_EQ(output.err, "");
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_EQ(output.out,
            "/all.larder: 3 kernels, 3 images, 704 B of data\n"
            "  from /a.larder: 3 kernels, 1 image\n"
            "  from /b.larder: 3 kernels, 2 images\n");
  EXPECT_EQ(disk_.files["/all.larder"], tests::sample_cache().index);
  EXPECT_EQ(disk_.files["/all.larder-data"], tests::sample_cache().data);
}

TEST_F(MergeCommand, TakesItsInputsInAnyOrderAndOptionsAnywhere) {
  EXPECT_EQ(larder({"merge", "-o", "/all.larder", "/b.larder", "/a.larder"}).exit_code, kFine);
  EXPECT_EQ(disk_.files["/all.larder"], tests::sample_cache().index);
}

TEST_F(MergeCommand, PrintsJson) {
  const nlohmann::json all =
      parsed({"merge", "/a.larder", "/b.larder", "--json", "-o", "/all.larder"});
  EXPECT_EQ(all["file"], "/all.larder");
  EXPECT_EQ(all["data_file"], "/all.larder-data");
  EXPECT_EQ(all["kernels"], 3);
  EXPECT_EQ(all["images"], 3);
  EXPECT_EQ(all["index_bytes"], disk_.files["/all.larder"].size());
  EXPECT_EQ(all["data_bytes"], 704);
  EXPECT_EQ(all["inputs"][1]["file"], "/b.larder");
  EXPECT_EQ(all["inputs"][1]["images"], 2);
  EXPECT_TRUE(all["lost_signatures"].empty());
}

TEST_F(MergeCommand, MayReplaceOneOfItsInputs) {
  EXPECT_EQ(larder({"merge", "/a.larder", "/b.larder", "-o", "/b.larder"}).exit_code, kFine);
  EXPECT_EQ(disk_.files["/b.larder"], tests::sample_cache().index);
  EXPECT_EQ(disk_.files["/b.larder-data"], tests::sample_cache().data);
}

TEST_F(MergeCommand, OfAConflictWritesNothing) {
  format::CacheInput other = part(8);
  other.images[0].bytes[0] ^= std::byte{1};
  put("/b.larder", other);
  const auto before = disk_.files;
  const Output output = larder({"merge", "/a.larder", "/b.larder", "-o", "/a.larder"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_EQ(output.out, "");
  EXPECT_THAT(output.err, StartsWith("larder: invalid argument: kernel scale (key 11111111"));
  EXPECT_THAT(output.err, HasSubstr("/a.larder and /b.larder have different images for sm_80"));
  EXPECT_EQ(disk_.files, before);
  const nlohmann::json json =
      parsed({"merge", "--json", "/a.larder", "/b.larder", "-o", "/a.larder"});
  EXPECT_THAT(json["error"], HasSubstr("different images"));
}

TEST_F(MergeCommand, OfADamagedInputNamesItAndWritesNothing) {
  disk_.files["/b.larder-data"].back() ^= std::byte{1};
  const auto before = disk_.files;
  const Output output = larder({"merge", "/a.larder", "/b.larder", "-o", "/all.larder"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.err, StartsWith("larder: corrupt: /b.larder: image 1"));
  EXPECT_EQ(disk_.files, before);
  EXPECT_EQ(parsed({"merge", "--json", "/a.larder", "/b.larder", "-o", "/x"})["file"], "/b.larder");
}

TEST_F(MergeCommand, OfAMissingInputSaysSo) {
  const Output output = larder({"merge", "/a.larder", "/no.larder", "-o", "/all.larder"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_EQ(output.err, "larder: not found: cannot open /no.larder\n");
}

TEST_F(MergeCommand, ReplacesNoFileThatIsNotACaches) {
  disk_.files["/notes.txt"] = tests::to_bytes("LARDER is what I like");
  const Output output = larder({"merge", "/a.larder", "/b.larder", "-o", "/notes.txt"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_EQ(
      output.err,
      "larder: invalid argument: /notes.txt exists and is not a file of a cache; name another "
      "output, or remove it first\n");
  EXPECT_EQ(disk_.files["/notes.txt"], tests::to_bytes("LARDER is what I like"));
  // The data of a cache is no index, and the place of the data is looked at too.
  EXPECT_EQ(larder({"merge", "/a.larder", "/b.larder", "-o", "/a.larder-data"}).exit_code,
            kProblem);
  disk_.files["/new-data"] = tests::to_bytes("mine");
  EXPECT_EQ(larder({"merge", "/a.larder", "/b.larder", "-o", "/new"}).exit_code, kProblem);
  EXPECT_FALSE(disk_.files.contains("/new"));
  // What mktemp makes may be replaced.
  disk_.files["/empty"] = {};
  EXPECT_EQ(larder({"merge", "/a.larder", "/b.larder", "-o", "/empty"}).exit_code, kFine);
}

TEST_F(MergeCommand, ThatCannotWriteSaysSo) {
  // A look at the file, index and data of each input, and the two places of the output.
  disk_.fail_at = 2 * 3 + 2;
  const Output output = larder({"merge", "/a.larder", "/b.larder", "-o", "/all.larder"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.err, HasSubstr("cannot create /all.larder-data"));
  EXPECT_EQ(disk_.files.size(), 4U);
}

TEST_F(MergeCommand, KeepsTheStrongestDigestsWhateverTheOrder) {
  put("/b.larder", part(9), format::DigestKind::kBlake2b);
  ASSERT_EQ(larder({"merge", "/a.larder", "/b.larder", "-o", "/ab.larder"}).exit_code, kFine);
  ASSERT_EQ(larder({"merge", "/b.larder", "/a.larder", "-o", "/ba.larder"}).exit_code, kFine);
  EXPECT_EQ(disk_.files["/ab.larder"], disk_.files["/ba.larder"]);
  EXPECT_EQ(store::Cache::open("/ab.larder", disk_)->index().digests(),
            format::DigestKind::kBlake2b);
}

TEST_F(MergeCommand, SaysThatASignatureIsLost) {
  sign("/b.larder");
  const std::vector<std::string> arguments = {"merge", "/a.larder", "/b.larder", "-o", "/x.larder"};
  EXPECT_THAT(larder(arguments).out,
              HasSubstr("  the signature of /b.larder is not carried over: sign the new cache\n"));
  std::vector<std::string> for_json = arguments;
  for_json.emplace_back("--json");
  EXPECT_EQ(parsed(for_json)["lost_signatures"], (std::vector<std::string>{"/b.larder"}));
}

TEST_F(MergeCommand, DoesNotLetNamesControlTheTerminal) {
  format::CacheInput evil = part(8);
  evil.kernels[0].name = "evil\x1b[2J";
  put("/b.larder", evil);
  const Output output = larder({"merge", "/a.larder", "/b.larder", "-o", "/x.larder"});
  EXPECT_THAT(output.err, HasSubstr("evil\\x1b[2J"));
}

TEST_F(MergeCommand, NeedsTwoFilesAndAnOutput) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"merge", "/a.larder", "-o", "/x.larder"},
                                             {"merge", "/a.larder", "/b.larder"},
                                             {"merge", "/a.larder", "/b.larder", "-o", ""}}) {
    const auto before = disk_.files;
    EXPECT_EQ(larder(arguments).exit_code, kUsage);
    EXPECT_NE(larder(arguments).err, "");
    EXPECT_EQ(disk_.files, before);
  }
  EXPECT_THAT(larder({"merge", "--help"}).out, HasSubstr("Exit status: 0"));
}

}  // namespace
}  // namespace larder::tool
