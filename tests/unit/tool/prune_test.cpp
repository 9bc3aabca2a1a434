#include "tests/unit/tool/larder_fixture.h"

namespace larder::tool {
namespace {

using testing::HasSubstr;

class PruneCommand : public LarderFixture {
 protected:
  PruneCommand() { put("/app.larder", tests::sample_input()); }

  std::string targets(const std::string& path) {
    std::vector<format::Target> list;
    const format::CacheInput all = contents(path);
    list.reserve(all.images.size());
    for (const format::ImageInput& image : all.images) list.push_back(image.target);
    return store::targets_text(list);
  }
};

TEST_F(PruneCommand, KeepsAnArchitecture) {
  const Output output = larder({"prune", "/app.larder", "--keep-arch", "80", "-o", "/80.larder"});
  EXPECT_EQ(output.err, "");
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_EQ(output.out,
            "/80.larder: 3 kernels, 1 image, 256 B of data\n"
            "  left out: 2 images\n"
            "  in the index without an image: lonely\n");
  EXPECT_EQ(targets("/80.larder"), "sm_80");
  EXPECT_EQ(contents("/80.larder").kernels.size(), 4U);
  EXPECT_EQ(disk_.files["/app.larder"], tests::sample_cache().index);
}

TEST_F(PruneCommand, KeepsSeveralAndPtx) {
  const Output output = larder({"prune", "--keep-arch", "80", "/app.larder", "--keep-arch",
                                "sm_90a", "--keep-ptx", "-o", "/new.larder"});
  EXPECT_EQ(output.exit_code, kFine) << output.err;
  EXPECT_EQ(disk_.files["/new.larder"], tests::sample_cache().index);
  ASSERT_EQ(larder({"prune", "/app.larder", "--keep-arch", "90a", "--keep-ptx", "-o", "/9.larder"})
                .exit_code,
            kFine);
  EXPECT_EQ(targets("/9.larder"), "sm_90a, compute_90 (PTX 9.0)");
}

TEST_F(PruneCommand, KeepsKernels) {
  const Output output = larder({"prune", "/app.larder", "--keep-arch", "80", "--keep-kernel",
                                "blur*", "-o", "/blur.larder"});
  EXPECT_THAT(output.out, HasSubstr("in the index without an image: lonely, scale\n"));
  EXPECT_EQ(contents("/blur.larder").kernels[0].uses.size(), 0U);
  EXPECT_EQ(contents("/blur.larder").kernels[1].uses.size(), 1U);
}

TEST_F(PruneCommand, PrintsJson) {
  const nlohmann::json all =
      parsed({"prune", "--json", "/app.larder", "--keep-arch", "90a", "-o", "/9.larder"});
  EXPECT_EQ(all["file"], "/9.larder");
  EXPECT_EQ(all["images"], 1);
  EXPECT_EQ(all["images_left_out"], 2);
  EXPECT_EQ(all["kernels_without_image"], (std::vector<std::string>{"lonely"}));
}

TEST_F(PruneCommand, MayReplaceItsOwnInputWhereThatIsSaid) {
  EXPECT_EQ(larder({"prune", "/app.larder", "--keep-arch", "80", "-o", "/app.larder"}).exit_code,
            kFine);
  EXPECT_EQ(targets("/app.larder"), "sm_80");
}

TEST_F(PruneCommand, KeepsTheKindOfDigests) {
  put("/app.larder", tests::sample_input(), format::DigestKind::kBlake2b);
  ASSERT_EQ(larder({"prune", "/app.larder", "--keep-arch", "80", "-o", "/80.larder"}).exit_code,
            kFine);
  EXPECT_EQ(store::Cache::open("/80.larder", disk_)->index().digests(),
            format::DigestKind::kBlake2b);
}

TEST_F(PruneCommand, OfAnArchitectureThatIsNotThereNamesThoseThatAre) {
  const Output output = larder({"prune", "/app.larder", "--keep-arch", "90", "-o", "/9.larder"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_EQ(output.err,
            "larder: not found: /app.larder: no image is for sm_90; there are: sm_80, sm_90a, "
            "compute_90 (PTX 9.0)\n");
  EXPECT_FALSE(disk_.files.contains("/9.larder"));
}

TEST_F(PruneCommand, WithoutOutputOrWithWrongArchitecturesIsWrongUse) {
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"prune", "/app.larder", "--keep-arch", "80"},
           {"prune", "/app.larder", "-o", "/x.larder"},
           {"prune", "/app.larder", "--keep-arch", "compute_90", "-o", "/x.larder"},
           {"prune", "/app.larder", "--keep-arch", "", "-o", "/x.larder"}}) {
    const auto before = disk_.files;
    const Output output = larder(arguments);
    EXPECT_EQ(output.exit_code, kUsage);
    EXPECT_NE(output.err, "");
    EXPECT_EQ(disk_.files, before);
  }
  const nlohmann::json json =
      parsed({"prune", "--json", "/app.larder", "--keep-arch", "x", "-o", "/x.larder"});
  EXPECT_THAT(json["error"], HasSubstr("\"x\" is not an architecture"));
}

TEST_F(PruneCommand, HelpSaysWhatBecomesOfPtx) {
  EXPECT_THAT(larder({"prune", "--help"}).out, HasSubstr("PTX images are kept only with"));
}

}  // namespace
}  // namespace larder::tool
