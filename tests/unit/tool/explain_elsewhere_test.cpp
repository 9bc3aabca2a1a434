// `explain --sm`: for a GPU that is not here.
#include "tests/support/sample_elf.h"
#include "tests/unit/tool/larder_fixture.h"

namespace larder::tool {
namespace {

using testing::HasSubstr;

class ExplainElsewhere : public LarderFixture {
 protected:
  ExplainElsewhere() {
    const std::string line = std::string(32, '1') + " 0 scale\n";
    disk_.files["/app"] = tests::sample_elf({{".larder.kernels", line}});
    put("/app.larder", tests::sample_input());
  }
};

TEST_F(ExplainElsewhere, DecidesAsForARealGpu) {
  const Output output = larder({"explain", "/app", "--sm", "8.6", "--driver", "550.54.14"});
  EXPECT_EQ(output.err, "");
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_EQ(output.out,
            "/app: runs on the GPU\n"
            "why: hypothetical GPU (device 0, compute capability 8.6, driver for CUDA 12.4)\n"
            "     image of scale: sm_80, which runs on 8.6\n"
            "\n"
            "KERNEL  RUNS AS  IMAGES IN THE CACHE                  CPU VARIANT\n"
            "scale   sm_80    sm_80, sm_90a, compute_90 (PTX 9.0)  there\n"
            "\n"
            "device: hypothetical GPU (device 0, compute capability 8.6, driver for CUDA 12.4)\n"
            "  driver 550.54.14 is of branch 550, which knows CUDA 12.4\n"
            "cache: /app.larder\n");
  EXPECT_EQ(larder({"explain", "/app", "--sm", "86", "--driver", "550.54.14"}).out, output.out);
}

TEST_F(ExplainElsewhere, SaysThatItAssumedADriver) {
  const Output output = larder({"explain", "/app", "--sm", "10.0"});
  EXPECT_THAT(output.out, HasSubstr("scale   compute_90 (PTX 9.0)"));
  EXPECT_THAT(output.out, HasSubstr("driver for CUDA 13.3)\n  the driver is assumed to know"));
}

TEST_F(ExplainElsewhere, HasTheDriverDecideAboutPtx) {
  const Output output = larder({"explain", "/app", "--sm", "100", "--driver", "12.4"});
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_THAT(output.out, HasSubstr("/app: runs on the CPU\n"));
  EXPECT_THAT(output.out, HasSubstr("needs a driver for CUDA 13.0 or later, this one is for CUDA "
                                    "12.4: update it"));
}

TEST_F(ExplainElsewhere, PrintsJson) {
  const nlohmann::json all = parsed({"explain", "--json", "/app", "--sm", "8.6"});
  EXPECT_EQ(all["runs_on"], "GPU");
  EXPECT_EQ(all["kernels"][0]["runs_as"], "sm_80");
  ASSERT_EQ(all["devices"].size(), 1U);
  EXPECT_EQ(all["devices"][0]["name"], "hypothetical GPU");
  EXPECT_EQ(all["devices"][0]["hypothetical"], true);
  EXPECT_EQ(all["devices"][0]["compute_capability"], "8.6");
  EXPECT_EQ(all["devices"][0]["driver_version"], 13030);
  EXPECT_EQ(all["described_driver"]["driver_assumed"], true);
  const nlohmann::json named =
      parsed({"explain", "--json", "/app", "--sm", "8.6", "--driver", "12.4"});
  EXPECT_EQ(named["described_driver"]["driver_assumed"], false);
}

TEST_F(ExplainElsewhere, IsNotSaidOfGpusThatAreHere) {
  machine_.devices = [] { return choose::Devices{{{0, "Test GPU", 8, 6, 13000}}, {}}; };
  const nlohmann::json all = parsed({"explain", "--json", "/app"});
  EXPECT_EQ(all["devices"][0]["hypothetical"], false);
  EXPECT_TRUE(all["described_driver"].is_null());
}

TEST_F(ExplainElsewhere, FollowsTheEnvironment) {
  machine_.device = "cpu";
  EXPECT_THAT(larder({"explain", "/app", "--sm", "8.6"}).out,
              HasSubstr("/app: runs on the CPU\nwhy: the CPU was asked for (LARDER_DEVICE=cpu)"));
  machine_.device = "gpu";
  EXPECT_EQ(larder({"explain", "/app", "--sm", "8.6"}).exit_code, kFine);
  EXPECT_EQ(larder({"explain", "/app", "--sm", "7.5"}).exit_code, kProblem);
}

TEST_F(ExplainElsewhere, RefusesWhatIsNoGpuOrDriver) {
  const auto err = [this](const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {"explain", "/app"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Output output = larder(arguments);
    EXPECT_EQ(output.exit_code, kUsage);
    EXPECT_EQ(output.out, "");
    return output.err;
  };
  EXPECT_THAT(err({"--sm", "9.0a"}), HasSubstr("a GPU has no letter: write 9.0"));
  EXPECT_THAT(err({"--sm", "8.6", "--driver", "440"}), HasSubstr("older than branch 450"));
  EXPECT_THAT(err({"--sm", "8.6", "--driver", "new"}), HasSubstr("\"new\" is not a driver"));
  EXPECT_NE(err({"--driver", "550"}), "");
  EXPECT_NE(err({"--sm", ""}), "");
  EXPECT_NE(err({"--sm", "8.6", "--driver", ""}), "");
  EXPECT_THAT(parsed({"explain", "--json", "/app", "--sm", "x"})["error"],
              HasSubstr("\"x\" is not a compute capability"));
}

}  // namespace
}  // namespace larder::tool
