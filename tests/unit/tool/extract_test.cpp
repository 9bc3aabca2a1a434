#include <filesystem>
#include <fstream>

#include "tests/support/folder.h"
#include "tests/unit/tool/larder_fixture.h"

namespace larder::tool {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class ExtractCommand : public LarderFixture {
 protected:
  ExtractCommand() { put("/app.larder", sample()); }

  // The sample, with PTX as a build keeps it and a CPU variant.
  static format::CacheInput sample() {
    format::CacheInput input = tests::sample_input();
    input.images[2].bytes.push_back(std::byte{0});
    input.images.push_back({format::kCpuTarget, tests::to_bytes("fibers")});
    input.kernels[3].uses.push_back({3, 0, 0, 0});
    return input;
  }
  std::vector<std::string> extracted() const {
    std::vector<std::string> names;
    for (const auto& [path, bytes] : disk_.files) {
      if (path.starts_with("/out/")) names.push_back(path.substr(5));
    }
    return names;
  }
};

TEST_F(ExtractCommand, WritesEveryImageOfEveryKernel) {
  const Output output = larder({"extract", "/app.larder", "-o", "/out"});
  EXPECT_EQ(output.err, "");
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_EQ(output.out,
            "wrote 6 files\n"
            "\n"
            "FILE                                  SIZE  KERNEL   ARCHITECTURE\n"
            "/out/_Z5scalePff.sm_80.cubin          20 B  scale    sm_80\n"
            "/out/_Z5scalePff.sm_90a.cubin        100 B  scale    sm_90a\n"
            "/out/_Z5scalePff.compute_90.ptx       27 B  scale    compute_90 (PTX 9.0)\n"
            "/out/_Z4blurILi4EEvv.sm_80.cubin      20 B  blur<4>  sm_80\n"
            "/out/_Z4blurILi4EEvv.sm_90a.cubin    100 B  blur<4>  sm_90a\n"
            "/out/_Z4blurILi4EEvv.compute_90.ptx   27 B  blur<4>  compute_90 (PTX 9.0)\n");
  EXPECT_EQ(extracted().size(), 6U);
  EXPECT_EQ(disk_.files["/out/_Z5scalePff.sm_90a.cubin"], tests::to_bytes(std::string(100, 'h')));
}

TEST_F(ExtractCommand, WritesPtxWithoutTheZeroByteBehindIt) {
  ASSERT_EQ(larder({"extract", "/app.larder", "--arch", "ptx", "-o", "/out"}).exit_code, kFine);
  EXPECT_THAT(extracted(),
              ElementsAre("_Z4blurILi4EEvv.compute_90.ptx", "_Z5scalePff.compute_90.ptx"));
  EXPECT_EQ(disk_.files["/out/_Z5scalePff.compute_90.ptx"],
            tests::to_bytes(".version 9.0\n.target sm_90\n"));
}

TEST_F(ExtractCommand, WritesWhatIsAskedFor) {
  for (const char* kernel : {"scale", "_Z5scalePff"}) {
    disk_.files.erase("/out/_Z5scalePff.sm_80.cubin");
    ASSERT_EQ(
        larder({"extract", "/app.larder", "--kernel", kernel, "--arch", "80", "-o", "/out"}).err,
        "");
    EXPECT_THAT(extracted(), ElementsAre("_Z5scalePff.sm_80.cubin"));
  }
}

TEST_F(ExtractCommand, PrintsJson) {
  const nlohmann::json all =
      parsed({"extract", "--json", "/app.larder", "--arch", "sm_90a", "-o", "/out"});
  EXPECT_EQ(all["file"], "/app.larder");
  ASSERT_EQ(all["written"].size(), 2U);
  EXPECT_EQ(all["written"][0]["file"], "/out/_Z5scalePff.sm_90a.cubin");
  EXPECT_EQ(all["written"][0]["kernel"], "scale");
  EXPECT_EQ(all["written"][0]["symbol"], "_Z5scalePff");
  EXPECT_EQ(all["written"][0]["key"], std::string(32, '1'));
  EXPECT_EQ(all["written"][0]["bytes"], 100);
  EXPECT_EQ(all["written"][0]["architecture"], "sm_90a");
}

TEST_F(ExtractCommand, OfNothingThatMatchesIsAnErrorThatSaysWhatThereIs) {
  const auto err = [this](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"extract", "/app.larder", "-o", "/out"});
    const Output output = larder(arguments);
    EXPECT_EQ(output.exit_code, kProblem);
    EXPECT_EQ(output.out, "");
    EXPECT_TRUE(extracted().empty());
    return output.err;
  };
  EXPECT_EQ(err({"--arch", "90"}),
            "larder: not found: /app.larder: no image is for sm_90; there are: sm_80, sm_90a, "
            "compute_90 (PTX 9.0)\n");
  EXPECT_EQ(err({"--kernel", "lonely"}),
            "larder: not found: /app.larder: no image of lonely is for GPUs; there are: none\n");
  EXPECT_EQ(err({"--kernel", "sc*"}),
            "larder: not found: /app.larder: no kernel has the name or symbol \"sc*\"; \"larder "
            "list\" shows the kernels\n");
  put("/app.larder", format::CacheInput());
  EXPECT_THAT(err({}), HasSubstr("no image is for GPUs; there are: none"));
}

TEST_F(ExtractCommand, OfADamagedCacheWritesNothing) {
  disk_.files["/app.larder-data"].back() ^= std::byte{1};
  const Output output = larder({"extract", "/app.larder", "-o", "/out"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.err, StartsWith("larder: corrupt: /app.larder"));
  EXPECT_TRUE(extracted().empty());
}

TEST_F(ExtractCommand, ThatCannotWriteSaysHowFarItCame) {
  // A look at the file, index and data are mapped, the folder is made; each file then takes three
  // calls.
  disk_.fail_at = 4 + 3;
  const Output output = larder({"extract", "/app.larder", "-o", "/out"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.err, HasSubstr("1 of 6 files were written: cannot create /out/"));
  EXPECT_EQ(extracted().size(), 1U);
}

TEST_F(ExtractCommand, WritesHostileSymbolsIntoTheFolder) {
  format::CacheInput input = sample();
  input.kernels[0].symbol = "../../etc/passwd";
  input.kernels[0].name = "evil\x1b[2J";
  put("/app.larder", input);
  const Output output =
      larder({"extract", "/app.larder", "--kernel", input.kernels[0].symbol, "-o", "/out"});
  EXPECT_EQ(output.exit_code, kFine) << output.err;
  EXPECT_THAT(output.out, HasSubstr("evil\\x1b[2J"));
  const std::vector<std::string> names = extracted();
  ASSERT_EQ(names.size(), 3U);
  for (const std::string& name : names) EXPECT_THAT(name, StartsWith("___.__etc_passwd-"));
}

TEST_F(ExtractCommand, WithWrongUseIsTwo) {
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"extract", "/app.larder"},
           {"extract", "/app.larder", "-o", "/out", "--arch", "ninety"},
           {"extract", "/app.larder", "-o", "/out", "--kernel", ""},
           {"extract", "/app.larder", "-o", "/out", "--arch", "80", "--arch", "90"}}) {
    const Output output = larder(arguments);
    EXPECT_EQ(output.exit_code, kUsage);
    EXPECT_NE(output.err, "");
  }
  EXPECT_THAT(larder({"extract", "--help"}).out, HasSubstr("Exit status: 0"));
}

class ExtractToARealFolder : public ExtractCommand {
 protected:
  ExtractToARealFolder() {
    const format::EncodedCache encoded = *format::encode(sample());
    EXPECT_TRUE(store::write_cache(cache(), encoded).ok());
  }

  std::string cache() const { return (folder_ / "app.larder").string(); }
  Output extract_to(const std::filesystem::path& to) {
    return run({"extract", cache(), "--kernel", "scale", "--arch", "80", "-o", to.string()},
               {store::posix_file_system(), {}, "", ""});
  }

  tests::Folder owner_;
  std::filesystem::path folder_ = owner_.path();
};

TEST_F(ExtractToARealFolder, ReplacesLinksAndNotWhatTheyLeadTo) {
  const std::filesystem::path link = folder_ / "_Z5scalePff.sm_80.cubin";
  std::ofstream(folder_ / "victim") << "precious";
  std::filesystem::create_symlink(folder_ / "victim", link);
  EXPECT_EQ(extract_to(folder_).err, "");
  EXPECT_FALSE(std::filesystem::is_symlink(link));
  EXPECT_EQ(std::filesystem::file_size(link), 20U);
  EXPECT_EQ(std::filesystem::file_size(folder_ / "victim"), 8U);
}

TEST_F(ExtractToARealFolder, ThatIsNotThereMakesIt) {
  const Output output = extract_to(folder_ / "new");
  EXPECT_EQ(output.err, "");
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_EQ(std::filesystem::file_size(folder_ / "new" / "_Z5scalePff.sm_80.cubin"), 20U);
}

TEST_F(ExtractToARealFolder, MakesNoneOnTheWayAndSaysWhatToDo) {
  const Output output = extract_to(folder_ / "no" / "new");
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.err, HasSubstr("/no/new: No such file or directory; make"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "no"));
  EXPECT_THAT(extract_to(folder_ / "app.larder").err, HasSubstr("File exists"));
}

TEST_F(ExtractToARealFolder, MakesNoneWhereNothingMatches) {
  const Output output = run({"extract", cache(), "--arch", "75", "-o", (folder_ / "new").string()},
                            {store::posix_file_system(), {}, "", ""});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "new"));
}

}  // namespace
}  // namespace larder::tool
