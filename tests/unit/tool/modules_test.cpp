// Commands on a program whose kernels lie in libraries.
#include "tests/support/sample_elf.h"
#include "tests/unit/tool/larder_fixture.h"

namespace larder::tool {
namespace {

using testing::HasSubstr;
using testing::Not;

class Modules : public LarderFixture {
 protected:
  Modules() {
    disk_.files["/opt/bin/app"] = tests::dynamic_elf(
        {.needed = {"libblur.so.1", "libplain.so", "libgone.so"}, .runpath = "$ORIGIN/lib"});
    disk_.files["/opt/bin/lib/libblur.so.1"] =
        tests::dynamic_elf({}, {{".larder.kernels", std::string(32, '1') + " 0 scale\n"}});
    disk_.files["/opt/bin/lib/libplain.so"] = tests::dynamic_elf({.needed = {"libblur.so.1"}});
    put("/opt/bin/lib/blur.larder", tests::sample_input());
    machine_.device = "cpu";
  }
  // Gives the program a kernel of its own.
  void give_program_a_kernel() {
    disk_.files["/opt/bin/app"] =
        tests::dynamic_elf({.needed = {"libblur.so.1"}, .runpath = "$ORIGIN/lib"},
                           {{".larder.kernels", std::string(32, '2') + " 80 blur<4>\n"}});
  }
};

TEST_F(Modules, ExplainNamesTheLibraryOfEachKernelAndItsCache) {
  const Output output = larder({"explain", "/opt/bin/app"});
  EXPECT_EQ(output.err, "");
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_EQ(output.out,
            "/opt/bin/app: runs on the CPU\n"
            "why: the CPU was asked for (LARDER_DEVICE=cpu)\n"
            "\n"
            "KERNEL  FROM                       RUNS AS      IMAGES IN THE CACHE                  "
            "CPU VARIANT\n"
            "scale   /opt/bin/lib/libblur.so.1  CPU variant  sm_80, sm_90a, compute_90 (PTX 9.0)  "
            "there\n"
            "\n"
            "device: none; not looked for\n"
            "of /opt/bin/lib/libblur.so.1:\n"
            "cache: /opt/bin/lib/blur.larder\n"
            "  not at /opt/bin/lib/libblur.so.1.larder\n"
            "  not at /opt/bin/lib/libblur.larder\n"
            "library not found: libgone.so, which /opt/bin/app needs\n");
}

// As a Device does: what one library lacks keeps all off the GPU.
TEST_F(Modules, ExplainDecidesForAllKernelsTogether) {
  give_program_a_kernel();
  put("/opt/bin/app.larder", tests::sample_input());
  machine_.device = "";
  const std::vector<std::string> explain = {"explain", "--json", "/opt/bin/app", "--sm", "8.6"};
  nlohmann::json all = parsed(explain);
  EXPECT_EQ(all["runs_on"], "GPU");
  EXPECT_EQ(all["cache"], "/opt/bin/app.larder");
  ASSERT_EQ(all["kernels"].size(), 2U);
  EXPECT_EQ(all["kernels"][0]["file"], "/opt/bin/app");
  EXPECT_EQ(all["kernels"][1]["file"], "/opt/bin/lib/libblur.so.1");
  EXPECT_EQ(all["libraries"][0]["cache"], "/opt/bin/lib/blur.larder");
  EXPECT_TRUE(all["libraries_not_found"].empty());
  disk_.files.erase("/opt/bin/lib/blur.larder");
  all = parsed(explain);
  EXPECT_EQ(all["runs_on"], "CPU");
  EXPECT_EQ(all["libraries"][0]["cache"], nullptr);
  EXPECT_THAT(all["reasons"][0].get<std::string>(), HasSubstr("no image of scale: no cache"));
}

TEST_F(Modules, ExplainOfDamageInALibrarysCacheFails) {
  disk_.files["/opt/bin/lib/blur.larder-data"].back() ^= std::byte{1};
  const Output output = larder({"explain", "/opt/bin/app"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.out, HasSubstr("blur.larder\n  not at"));
  EXPECT_THAT(output.out, HasSubstr("  damaged: image 2 (compute_90 (PTX 9.0))"));
}

TEST_F(Modules, ExplainNamesALibraryThatItCanNotRead) {
  disk_.files["/opt/bin/lib/libplain.so"] = tests::dynamic_elf({}, {{".larder.kernels", "none"}});
  const Output output = larder({"explain", "/opt/bin/app"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.out, HasSubstr("library not read: corrupt: /opt/bin/lib/libplain.so: line 1"));
}

TEST_F(Modules, ExplainSaysThatNoLibraryHasKernelsEither) {
  disk_.files.erase("/opt/bin/lib/libblur.so.1");
  const Output output = larder({"explain", "/opt/bin/app"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.err, HasSubstr("holds no kernels of Larder"));
  EXPECT_THAT(output.err, HasSubstr("of the libraries that it loads none does (1 looked at)"));
  EXPECT_THAT(output.err, HasSubstr("library not found: libblur.so.1"));
}

TEST_F(Modules, ListAndVerifySayWhoseKernelsACacheHas) {
  EXPECT_THAT(larder({"list", "/opt/bin/app"}).out,
              HasSubstr("for the kernels of /opt/bin/lib/libblur.so.1:\n"
                        "/opt/bin/lib/blur.larder: 3 kernels, 3 images"));
  EXPECT_THAT(larder({"list", "/opt/bin/app"}).out,
              HasSubstr("\nlibrary not found: libgone.so, which /opt/bin/app needs\n"));
  const Output output = larder({"verify", "/opt/bin/app"});
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_THAT(output.out, HasSubstr("libblur.so.1:\n/opt/bin/lib/blur.larder: sound\n"));
  const nlohmann::json all = parsed({"verify", "--json", "/opt/bin/app"});
  EXPECT_EQ(all["caches"][0]["used_by"][0], "/opt/bin/lib/libblur.so.1");
  EXPECT_EQ(all["caches"][0]["sound"], true);
  EXPECT_EQ(all["libraries_not_found"][0]["name"], "libgone.so");
}

TEST_F(Modules, ListTellsOnceOfACacheThatTwoFilesUse) {
  give_program_a_kernel();
  machine_.caches = "/opt/bin/lib/blur.larder";
  const Output output = larder({"list", "/opt/bin/app"});
  EXPECT_THAT(output.out, HasSubstr("for the kernels of /opt/bin/app:\n"
                                    "for the kernels of /opt/bin/lib/libblur.so.1:\n"
                                    "/opt/bin/lib/blur.larder: 3 kernels"));
  EXPECT_EQ(output.out.find("blur.larder: "), output.out.rfind("blur.larder: "));
}

TEST_F(Modules, VerifyFailsWhereOneCacheIsDamagedOrNotThere) {
  give_program_a_kernel();
  const Output missing = larder({"verify", "/opt/bin/app"});
  EXPECT_EQ(missing.exit_code, kProblem);
  EXPECT_THAT(missing.out, HasSubstr("not found: /opt/bin/app: no cache; tried "));
  EXPECT_THAT(missing.out, HasSubstr("blur.larder: sound\n"));
  put("/opt/bin/app.larder", tests::sample_input());
  EXPECT_EQ(larder({"verify", "/opt/bin/app"}).exit_code, kFine);
  disk_.files["/opt/bin/lib/blur.larder-data"].back() ^= std::byte{1};
  const Output damaged = larder({"verify", "/opt/bin/app"});
  EXPECT_EQ(damaged.exit_code, kProblem);
  EXPECT_THAT(damaged.out, HasSubstr("blur.larder: DAMAGED, 1 problem\n"));
  EXPECT_THAT(damaged.out, HasSubstr("app.larder: sound\n"));
}

}  // namespace
}  // namespace larder::tool
