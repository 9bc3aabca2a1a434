#include "runtime/tool/command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "runtime/store/build_tree.h"
#include "runtime/store/cache.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/sample_cache.h"
#include "tests/support/sample_elf.h"

namespace larder::tool {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr const char* kApp = "/opt/bin/app";
constexpr const char* kIndex = "/opt/bin/app.larder";
constexpr const char* kData = "/opt/bin/app.larder-data";

class Commands : public ::testing::Test {
 protected:
  Commands() {
    disk_.files[kApp] = tests::sample_program();
    disk_.files[kIndex] = tests::sample_cache().index;
    disk_.files[kData] = tests::sample_cache().data;
    machine_.devices = [this] { return probe_; };
  }

  Output larder(const std::vector<std::string>& arguments) { return run(arguments, machine_); }
  json parsed(const std::vector<std::string>& arguments) {
    return json::parse(larder(arguments).out);
  }
  void put_gpu(int major, int minor) {
    probe_.all.push_back({static_cast<int>(probe_.all.size()), "Test GPU", major, minor, 13000});
  }
  // Takes the kernel that has no image out of program and cache, so that a GPU can be used.
  void drop_lonely() {
    const std::string line = std::string(32, '1') + " 0 scale\n";
    disk_.files[kApp] = tests::sample_elf({{".larder.kernels", line}});
  }

  tests::MemoryFileSystem disk_;
  choose::Devices probe_{{},
                         Status(Code::kUnavailable, "no NVIDIA driver: libcuda.so.1 is not there")};
  Machine machine_{disk_, {}, "", ""};
};

// ---- list
// ----------------------------------------------------------------------------------------

TEST_F(Commands, ListShowsATable) {
  const Output output = larder({"list", kIndex});
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_EQ(output.err, "");
  EXPECT_EQ(output.out,
            "/opt/bin/app.larder: 3 kernels, 3 images, 704 B of data\n"
            "made by larder-pack 0.1.0 with nvcc 13.0.88\n"
            "\n"
            "KERNEL    SIZE  REGISTERS   SHARED  LOCAL  ARCHITECTURES\n"
            "blur<4>  147 B      40-48  2.2 KiB  0-8 B  sm_80, sm_90a, compute_90 (PTX 9.0)\n"
            "lonely     0 B          -        -      -  none\n"
            "scale    147 B      16-18      0 B    0 B  sm_80, sm_90a, compute_90 (PTX 9.0)\n"
            "\n"
            "ARCHITECTURE          KERNELS  IMAGES   SIZE\n"
            "sm_80                       2       1   20 B\n"
            "sm_90a                      2       1  100 B\n"
            "compute_90 (PTX 9.0)        2       1   27 B\n");
}

TEST_F(Commands, ListOfAProgramShowsTheCacheBesideIt) {
  EXPECT_EQ(larder({"list", kApp}).out, larder({"list", kIndex}).out);
}

TEST_F(Commands, ListAsJsonHasEverything) {
  const json all = parsed({"list", "--json", kIndex});
  EXPECT_EQ(all["file"], kIndex);
  EXPECT_EQ(all["format_version"], 2);
  EXPECT_EQ(all["producer"], "larder-pack 0.1.0");
  EXPECT_EQ(all["data_bytes"], 704);
  ASSERT_EQ(all["kernels"].size(), 3U);
  const json& blur = all["kernels"][0];
  EXPECT_EQ(blur["name"], "blur<4>");
  EXPECT_EQ(blur["symbol"], "_Z4blurILi4EEvv");
  EXPECT_EQ(blur["keys"].size(), 2U);
  ASSERT_EQ(blur["images"].size(), 3U);
  EXPECT_EQ(blur["images"][0]["architecture"], "sm_80");
  EXPECT_EQ(blur["images"][0]["registers"], 40);
  EXPECT_EQ(blur["images"][0]["static_shared_bytes"], 2304);
  EXPECT_EQ(blur["images"][0]["key"], std::string(32, '2'));
}

TEST_F(Commands, ListOfAProgramWithoutCacheNamesThePathsTried) {
  disk_.files.erase(kIndex);
  const Output output = larder({"list", kApp});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_EQ(output.out, "");
  EXPECT_THAT(output.err, HasSubstr("larder: not found: /opt/bin/app: no cache; tried "));
  EXPECT_THAT(output.err, HasSubstr("/opt/lib/app/app.larder"));
}

TEST_F(Commands, ListOfOtherFilesSaysWhatTheyAre) {
  EXPECT_EQ(larder({"list", "/no/where"}).err, "larder: not found: cannot open /no/where\n");
  EXPECT_THAT(larder({"list", kData}).err, HasSubstr("name its index"));
  disk_.files["/notes.txt"] = tests::to_bytes("some notes");
  EXPECT_EQ(larder({"list", "/notes.txt"}).err,
            "larder: corrupt: /notes.txt: index: does not begin with LARDERIX; not Larder's, or "
            "damaged\n");
}

TEST_F(Commands, ListDoesNotLetNamesControlTheTerminal) {
  format::CacheInput input = tests::sample_input();
  input.kernels[3].name = "evil\x1b[2J\xff";
  input.producer = "maker\x1b[31m";
  const auto encoded = format::encode(input);
  disk_.files[kIndex] = encoded->index;
  disk_.files[kData] = encoded->data;
  EXPECT_THAT(larder({"list", kIndex}).out, HasSubstr("evil\\x1b[2J"));
  EXPECT_THAT(larder({"list", kIndex}).out, HasSubstr("made by maker\\x1b[31m"));
  EXPECT_EQ(larder({"list", "--json", kIndex}).exit_code, kFine);
}

// ---- verify
// --------------------------------------------------------------------------------------

TEST_F(Commands, VerifyOfASoundCache) {
  const Output output = larder({"verify", kIndex});
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_EQ(output.out,
            "/opt/bin/app.larder: sound\n"
            "  checked 3 images, 833 B of index and 704 B of data\n");
  EXPECT_EQ(parsed({"verify", "--json", kApp})["sound"], true);
}

TEST_F(Commands, VerifyNamesADamagedImage) {
  disk_.files[kData].back() ^= std::byte{1};
  const Output output = larder({"verify", kIndex});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.out,
              HasSubstr("DAMAGED, 1 problem\n  image 2 (compute_90 (PTX 9.0)): record at "
                        "byte 512: checksum is"));
  const json all = parsed({"verify", "--json", kIndex});
  EXPECT_EQ(all["sound"], false);
  EXPECT_EQ(all["problems"].size(), 1U);
}

TEST_F(Commands, VerifyOfADamagedIndexFails) {
  disk_.files[kIndex][400] ^= std::byte{1};
  EXPECT_EQ(larder({"verify", kIndex}).exit_code, kProblem);
  EXPECT_THAT(larder({"verify", kIndex}).err,
              HasSubstr("larder: corrupt: /opt/bin/app.larder: index: "
                        "checksum of bytes 320 to 832 is"));
  EXPECT_THAT(parsed({"verify", "--json", kIndex})["error"], HasSubstr("corrupt"));
}

// ---- explain
// -------------------------------------------------------------------------------------

TEST_F(Commands, ExplainWithoutDriver) {
  const Output output = larder({"explain", kApp});
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_EQ(
      output.out,
      "/opt/bin/app: runs on the CPU\n"
      "why: no NVIDIA driver: libcuda.so.1 is not there\n"
      "\n"
      "KERNEL   RUNS AS      IMAGES IN THE CACHE                  CPU VARIANT\n"
      "scale    CPU variant  sm_80, sm_90a, compute_90 (PTX 9.0)  fibers: calls __syncthreads\n"
      "blur<4>  CPU variant  sm_80, sm_90a, compute_90 (PTX 9.0)  plain\n"
      "lonely   CPU variant  none                                 there\n"
      "\n"
      "no image of lonely: index /opt/bin/app.larder has the kernel, but no image of it\n"
      "\n"
      "device: none\n"
      "cache: /opt/bin/app.larder\n");
}

TEST_F(Commands, ExplainOnAGpuThatFits) {
  drop_lonely();
  put_gpu(8, 6);
  const json all = parsed({"explain", "--json", kApp});
  EXPECT_EQ(all["runs_on"], "GPU");
  EXPECT_EQ(all["cache"], kIndex);
  EXPECT_EQ(all["kernels"][0]["runs_as"], "sm_80");
  EXPECT_EQ(all["kernels"][0]["key"], std::string(32, '1'));
  EXPECT_THAT(larder({"explain", kApp}).out, HasSubstr("/opt/bin/app: runs on the GPU\n"));
}

TEST_F(Commands, ExplainOnAGpuThatNoImageFits) {
  drop_lonely();
  put_gpu(7, 5);
  const Output output = larder({"explain", kApp});
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_THAT(output.out, HasSubstr("runs on the CPU\nwhy: "));
  EXPECT_THAT(output.out, HasSubstr("sm_75"));
}

TEST_F(Commands, ExplainTakesTheFirstGpuThatFits) {
  drop_lonely();
  put_gpu(7, 5);
  put_gpu(8, 0);
  const json all = parsed({"explain", "--json", kApp});
  EXPECT_EQ(all["runs_on"], "GPU");
  EXPECT_EQ(all["kernels"][0]["runs_as"], "sm_80");
  EXPECT_EQ(all["devices"].size(), 2U);
}

TEST_F(Commands, ExplainOfARequiredGpuThatIsNotThereFails) {
  machine_.device = "gpu";
  const Output output = larder({"explain", kApp});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.out, HasSubstr("/opt/bin/app: does not run here\n"));
}

TEST_F(Commands, ExplainOfACpuRequestTouchesNoDriver) {
  machine_.device = "cpu";
  machine_.devices = []() -> choose::Devices {
    ADD_FAILURE() << "the driver was asked";
    return {};
  };
  const Output output = larder({"explain", kApp});
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_THAT(output.out, HasSubstr("LARDER_DEVICE=cpu"));
  EXPECT_THAT(output.out, HasSubstr("device: none; not looked for\n"));
}

TEST_F(Commands, ExplainNamesAStaleCache) {
  put_gpu(8, 0);
  disk_.files[kApp] = tests::sample_elf({{".larder.kernels", std::string(32, '9') + " 0 scale\n"}});
  const Output output = larder({"explain", kApp});
  EXPECT_THAT(output.out, HasSubstr("stale"));
  EXPECT_THAT(parsed({"explain", "--json", kApp})["kernels"][0]["why_no_images"].get<std::string>(),
              HasSubstr("stale"));
}

TEST_F(Commands, ExplainNamesACacheWithoutTheKernel) {
  put_gpu(8, 0);
  disk_.files[kApp] = tests::sample_elf({{".larder.kernels", std::string(32, '9') + " 0 other\n"}});
  EXPECT_THAT(larder({"explain", kApp}).out, HasSubstr("does not have it"));
}

TEST_F(Commands, ExplainSaysOnceWhyAKernelHasNoImage) {
  const std::string sentence = "no image of lonely: ";
  for (const bool gpu : {false, true}) {
    if (gpu) put_gpu(8, 0);
    const std::string text = larder({"explain", kApp}).out;
    EXPECT_THAT(text, HasSubstr(sentence));
    EXPECT_EQ(text.find(sentence), text.rfind(sentence)) << text;
  }
}

TEST_F(Commands, ExplainNamesACacheMadeWithoutNvcc) {
  format::CacheInput input;
  input.kernels = {{tests::sample_key(0x11), "scale", "_Z5scalePff", "scale.cpp:3", {}}};
  disk_.files[kIndex] = format::encode(input)->index;
  disk_.files[kData] = format::encode(input)->data;
  EXPECT_THAT(larder({"explain", kApp}).out,
              HasSubstr("no image of scale: index /opt/bin/app.larder was made without nvcc"));
}

TEST_F(Commands, ExplainNamesAllPathsTried) {
  disk_.files.erase(kIndex);
  const Output output = larder({"explain", kApp});
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_THAT(output.out, HasSubstr("cache: none\n  not at /opt/bin/app.larder\n"));
  EXPECT_THAT(output.out,
              HasSubstr("  not at /opt/share/app/app.larder\n  larder-pack makes it in the "
                        "build (Meson: kwargs `pack`"));
}

TEST_F(Commands, ExplainNamesADamagedIndex) {
  disk_.files[kIndex].resize(200);
  const Output output = larder({"explain", kApp});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.out, HasSubstr("  refused: corrupt: /opt/bin/app.larder: index: "));
}

TEST_F(Commands, ExplainFindsACacheThatTheBuildTreeRecords) {
  disk_.files["/opt/kernels/app.larder"] = disk_.files.extract(kIndex).mapped();
  disk_.files["/opt/kernels/app.larder-data"] = disk_.files.extract(kData).mapped();
  disk_.files["/opt/larder-caches/" + store::record_name("kernels/app.larder")] =
      tests::to_bytes(store::record_text({"kernels/app.larder", "*.p"}));
  EXPECT_THAT(larder({"explain", kApp}).out, HasSubstr("cache: /opt/kernels/app.larder\n"));
  EXPECT_EQ(larder({"list", kApp}).out, larder({"list", "/opt/kernels/app.larder"}).out);

  // Of another program, whose kernel has this one's name.
  disk_.files[kApp] = tests::sample_elf({{".larder.kernels", std::string(32, '9') + " 0 scale\n"}});
  EXPECT_THAT(larder({"explain", kApp}).out,
              HasSubstr("  refused: unavailable: /opt/kernels/app.larder has none of the kernels "
                        "of /opt/bin/app: "));

  disk_.files.erase("/opt/kernels/app.larder");
  EXPECT_THAT(larder({"explain", kApp}).out, HasSubstr("  not at /opt/kernels/app.larder\n"));
}

TEST_F(Commands, ExplainNamesAnotherVersionsIndexWhichIsNoDamage) {
  tests::poke(disk_.files[kIndex], 12, 7, 4);
  const Output output = larder({"explain", kApp});
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_THAT(output.out, HasSubstr("format version 7 is not known here"));
}

TEST_F(Commands, ExplainOfADamagedImageRunsOnTheCpu) {
  drop_lonely();
  put_gpu(8, 0);
  disk_.files[kData][200] ^= std::byte{1};
  const Output output = larder({"explain", kApp});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.out,
              HasSubstr("runs on the CPU\nwhy: /opt/bin/app.larder-data: record at byte"));
  EXPECT_THAT(output.out, HasSubstr("  damaged: image 0 (sm_80)"));
  machine_.device = "gpu";
  EXPECT_THAT(larder({"explain", kApp}).out, HasSubstr("does not run here"));
}

TEST_F(Commands, ExplainFollowsTheEnvironment) {
  disk_.files["/caches/app.larder"] = tests::sample_cache().index;
  disk_.files["/caches/app.larder-data"] = tests::sample_cache().data;
  machine_.caches = "/caches";
  EXPECT_EQ(parsed({"explain", "--json", kApp})["cache"], "/caches/app.larder");
}

TEST_F(Commands, ExplainOfAFileWithoutKernelsFails) {
  disk_.files[kApp] = tests::sample_elf({{".text", "code"}});
  const Output output = larder({"explain", kApp});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.err, HasSubstr("holds no kernels of Larder"));
  EXPECT_EQ(larder({"explain", kIndex}).exit_code, kProblem);
}

// ---- command line
// --------------------------------------------------------------------------------

TEST_F(Commands, WrongUseIsTwo) {
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {}, {"list"}, {"frobnicate"}, {"list", "--nope", "x"}}) {
    const Output output = larder(arguments);
    EXPECT_EQ(output.exit_code, kUsage);
    EXPECT_NE(output.err, "");
  }
}

TEST_F(Commands, WrongUseDoesNotLetArgumentsControlTheTerminal) {
  const Output output = larder({"list", kIndex, "evil\x1b[2J.larder"});
  EXPECT_EQ(output.exit_code, kUsage);
  EXPECT_EQ(output.err,
            "The following argument was not expected: evil\\x1b[2J.larder\n"
            "Run with --help for more information.\n");
}

TEST_F(Commands, HelpTellsExitCodes) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"--help"}, {"explain", "--help"}}) {
    const Output output = larder(arguments);
    EXPECT_EQ(output.exit_code, kFine);
    EXPECT_THAT(output.out, HasSubstr("Exit status: 0"));
  }
  EXPECT_THAT(larder({"--version"}).out, HasSubstr("larder "));
}

}  // namespace
}  // namespace larder::tool
