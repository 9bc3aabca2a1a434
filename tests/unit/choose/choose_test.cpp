// Policies, several kernels at once, and the words of the reasons.
#include "runtime/choose/choose.h"

#include <gtest/gtest.h>

#include "tests/unit/choose/oracle.h"

namespace larder::inline v1::choose {
namespace {

using oracle::target;
using Reasons = std::vector<std::string>;

KernelFacts kernel(std::string name, std::vector<format::Target> present) {
  return {std::move(name), false, std::move(present), {}};
}

Facts hopper(Policy policy, std::vector<KernelFacts> kernels) {
  Facts facts;
  facts.policy = policy;
  facts.device = DeviceFacts{1, "NVIDIA H100", 9, 0, 12040};
  facts.kernels = std::move(kernels);
  return facts;
}

const char* const kHopper = "NVIDIA H100 (device 1, compute capability 9.0, driver for CUDA 12.4)";

TEST(Choose, CpuPolicyLooksAtNothingElse) {
  Facts facts = hopper(Policy::kCpu, {kernel("f", {target("sm_90")})});
  facts.policy_origin = "LARDER_DEVICE=cpu";
  const Decision decision = choose(facts);
  EXPECT_EQ(decision.backend, Backend::kCpu);
  EXPECT_TRUE(decision.status.ok());
  EXPECT_EQ(decision.images, std::vector<std::optional<std::size_t>>{std::nullopt});
  EXPECT_EQ(decision.reasons, Reasons{"the CPU was asked for (LARDER_DEVICE=cpu)"});
}

TEST(Choose, GpuSaysWhichImageEachKernelUses) {
  const Decision decision =
      choose(hopper(Policy::kPreferGpu, {kernel("exact", {target("sm_80"), target("sm_90")}),
                                         kernel("ptx", {target("sm_80"), target("compute_80", 70)}),
                                         kernel("exact too", {target("sm_90")})}));
  EXPECT_EQ(decision.backend, Backend::kGpu);
  EXPECT_EQ(decision.images, (std::vector<std::optional<std::size_t>>{1, 1, 0}));
  EXPECT_EQ(decision.reasons,
            (Reasons{kHopper, "image of exact, exact too: sm_90, this device's own",
                     "image of ptx: compute_80 (PTX 7.0), which the driver compiles"}));
}

TEST(Choose, CompatibleMachineCodeIsNamedAsSuch) {
  Facts facts = hopper(Policy::kPreferGpu, {kernel("f", {target("sm_80"), target("sm_86")})});
  facts.device->major = 8;
  facts.device->minor = 9;
  EXPECT_EQ(choose(facts).reasons.back(), "image of f: sm_86, which runs on 8.9");
}

TEST(Choose, NoDeviceIsTheCpuWithTheDriversWords) {
  Facts facts;
  facts.why_no_device = Status(Code::kUnavailable, "no CUDA driver (libcuda.so.1: not there)");
  facts.kernels = {kernel("f", {target("sm_90")})};
  const Decision decision = choose(facts);
  EXPECT_EQ(decision.backend, Backend::kCpu);
  EXPECT_TRUE(decision.status.ok());
  EXPECT_EQ(decision.reasons, Reasons{"no CUDA driver (libcuda.so.1: not there)"});
}

TEST(Choose, NoDeviceUnderRequireGpuIsAnError) {
  Facts facts;
  facts.policy = Policy::kRequireGpu;
  facts.policy_origin = "LARDER_DEVICE=gpu";
  facts.why_no_device = Status(Code::kUnavailable, "no CUDA driver");
  const Decision decision = choose(facts);
  EXPECT_EQ(decision.backend, Backend::kGpu);
  EXPECT_EQ(decision.status.text(),
            "unavailable: a GPU is required (LARDER_DEVICE=gpu): no CUDA driver");
}

TEST(Choose, OneKernelWithoutImageMovesTheWholeProgram) {
  const Decision decision = choose(
      hopper(Policy::kPreferGpu, {kernel("good", {target("sm_90")}),
                                  kernel("bad", {target("compute_120", 90), target("sm_80")}),
                                  kernel("worse", {target("sm_80"), target("compute_120", 90)})}));
  EXPECT_EQ(decision.backend, Backend::kCpu);
  EXPECT_TRUE(decision.status.ok());
  EXPECT_EQ(decision.reasons,
            (Reasons{"no image of bad, worse for sm_90; present: sm_80, compute_120 (PTX 9.0); "
                     "build the cache for architecture 90 too",
                     std::string("not used: ") + kHopper}));
}

TEST(Choose, MissingImageUnderRequireGpuNamesWantedAndPresent) {
  const Decision decision =
      choose(hopper(Policy::kRequireGpu, {kernel("bad", {target("sm_80"), target("sm_90a")}),
                                          kernel("stale", {target("sm_75")})}));
  EXPECT_TRUE(decision.status.ok() == false);
  EXPECT_EQ(decision.status.code(), Code::kNotFound);
  EXPECT_EQ(decision.status.message(),
            std::string("a GPU is required (Options::policy): no image of stale for sm_90; "
                        "present: sm_75; build the cache for architecture 90 too; the device is ") +
                kHopper);
}

TEST(Choose, RequireGpuWithEverythingThere) {
  const Decision decision = choose(hopper(Policy::kRequireGpu, {kernel("f", {target("sm_90")})}));
  EXPECT_EQ(decision.backend, Backend::kGpu);
  EXPECT_TRUE(decision.status.ok());
}

TEST(Choose, PtxNewerThanTheDriverNamesBothVersions) {
  const Decision decision =
      choose(hopper(Policy::kPreferGpu, {kernel("f", {target("compute_80", 90)})}));
  EXPECT_EQ(decision.backend, Backend::kCpu);
  EXPECT_EQ(decision.reasons.front(),
            "no image of f for sm_90; present: compute_80 (PTX 9.0); compute_80 (PTX 9.0) needs a "
            "driver for CUDA 13.0 or later, this one is for CUDA 12.4: update it");
}

TEST(Choose, UnknownPtxVersionSaysThatItsDriverIsAssumed) {
  Facts facts = hopper(Policy::kPreferGpu, {kernel("f", {target("compute_80", 107)})});
  EXPECT_NE(choose(facts).reasons.front().find(
                "needs a driver for CUDA 14.7 or later (assumed: this Larder does not know"),
            std::string::npos)
      << choose(facts).reasons.front();
  facts.device->driver_version = 14070;
  EXPECT_EQ(choose(facts).backend, Backend::kGpu);
}

TEST(Choose, NoImagesAtAllGivesTheReasonOfTheCaller) {
  Facts facts = hopper(Policy::kPreferGpu, {kernel("f", {}), kernel("g", {}), kernel("h", {})});
  facts.kernels[0].why_no_images = Status(Code::kNotFound, "no index found");
  facts.kernels[1].why_no_images = Status(Code::kNotFound, "no index found");
  EXPECT_EQ(choose(facts).reasons,
            (Reasons{"no image of f, g: no index found", "no image of h: no image was found",
                     std::string("not used: ") + kHopper}));
}

TEST(Choose, CudaOnlyKernelDoesNotHoldTheGpuBack) {
  Facts facts = hopper(Policy::kPreferGpu,
                       {kernel("good", {target("sm_90")}), kernel("gpu only", {target("sm_75")})});
  facts.kernels[1].cuda_only = true;
  const Decision decision = choose(facts);
  EXPECT_EQ(decision.backend, Backend::kGpu);
  EXPECT_EQ(decision.images, (std::vector<std::optional<std::size_t>>{0, std::nullopt}));
  EXPECT_EQ(decision.reasons.back(),
            "no image of gpu only for sm_90; present: sm_75; build the cache for architecture 90 "
            "too (CUDA only: launching it is an error)");
  facts.policy = Policy::kRequireGpu;
  EXPECT_EQ(choose(facts).status.code(), Code::kNotFound);
}

TEST(Choose, ProgramWithoutKernelsUsesTheGpuForItsMemory) {
  const Decision decision = choose(hopper(Policy::kPreferGpu, {}));
  EXPECT_EQ(decision.backend, Backend::kGpu);
  EXPECT_EQ(decision.reasons, (Reasons{kHopper, "the program has no kernels"}));
}

TEST(Choose, ManyInstantiationsAreOneSentence) {
  std::vector<KernelFacts> kernels;
  kernels.reserve(32);
  for (int i = 0; i < 32; ++i) {
    kernels.push_back(kernel("reduce<" + std::to_string(i) + ">", {target("sm_90")}));
  }
  const Decision decision = choose(hopper(Policy::kPreferGpu, kernels));
  EXPECT_EQ(decision.reasons.at(1),
            "image of reduce<0>, reduce<1>, reduce<2>, reduce<3>, reduce<4> and 27 more: sm_90, "
            "this device's own");
  EXPECT_EQ(decision.reasons.size(), 2u);
}

}  // namespace
}  // namespace larder::inline v1::choose
