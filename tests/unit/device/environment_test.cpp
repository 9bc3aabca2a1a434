// Invalid values in the environment: one warning, with the valid values.
#include "runtime/device/environment.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "tests/support/environment.h"
#include "tests/support/folder.h"
#include "tests/unit/device/program.h"

namespace larder {
namespace {

using tests::ScopedVariable;

/// In a process of its own, because each warning appears once per process.
void open_twice_and_exit(const char* name, const std::string& value) {
  const ScopedVariable cpu("LARDER_DEVICE", "cpu");
  const ScopedVariable log("LARDER_LOG", "warn");
  const ScopedVariable no_store("LARDER_STORE", "off");
  const ScopedVariable variable(name, value);
  for (int i = 0; i < 2; ++i) static_cast<void>(Device::open());
  static_cast<void>(Store(StoreOptions{}));
  std::fputs("end\n", stderr);
  std::exit(0);
}

class EnvironmentDeath : public testing::Test {
 protected:
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
  static void expect_said(const char* name, const std::string& value, const std::string& said) {
    EXPECT_EXIT(open_twice_and_exit(name, value), testing::ExitedWithCode(0),
                "^" + (said.empty() ? said : "larder: " + said + "\n") + "end\n$");
  }
};

TEST_F(EnvironmentDeath, ValuesThatMeanNothingAreToldOnceWithThoseThatDo) {
  expect_said("LARDER_STRICT", "yes", "LARDER_STRICT=yes is not 0 or 1: 0 is taken");
  expect_said("LARDER_REFRESH", "on", "LARDER_REFRESH=on is not 0 or 1: 0 is taken");
  expect_said("LARDER_LOG", "loud",
              "LARDER_LOG=loud is not off, warn, info or debug: warn is taken");
  expect_said("LARDER_DEVICE", "tpu", "LARDER_DEVICE=tpu is not auto, gpu or cpu: it is ignored.*");
  for (const char* wrong : {"64k", "0", "8", "70000", "-64", " 64"}) {
    expect_said("LARDER_STACK_KIB", wrong,
                std::string("LARDER_STACK_KIB=") + wrong +
                    " is not a number of 16 to 65536 \\(KiB\\): 256 is taken");
  }
  for (const char* wrong : {"fiber", "Plain", "vectors-v5", "1"}) {
    expect_said("LARDER_CPU", wrong,
                std::string("LARDER_CPU=") + wrong +
                    " is not fibers, plain, vectors, vectors-v3 or vectors-v4: vectors is taken");
  }
  expect_said("LARDER_CPU_ORDER", "random",
              "LARDER_CPU_ORDER=random is not forward, reverse or a number: forward is taken");
  for (const char* wrong : {"60s", "-1", "on", "nan", "1,5", " 1"}) {
    expect_said(
        "LARDER_WATCHDOG", wrong,
        std::string("LARDER_WATCHDOG=") + wrong + " is not a number of seconds: it is ignored");
  }
  for (const char* wrong : {"OFF", "Off", "0", "no", "false", "on", "1"}) {
    expect_said("LARDER_STORE", wrong,
                std::string("LARDER_STORE=") + wrong +
                    " is neither off nor a folder's path: the usual folder is taken; write \\./" +
                    wrong + " for a folder of this name");
  }
}

TEST_F(EnvironmentDeath, ACacheThatIsNotThere) {
  const tests::Folder folder;
  std::ofstream(folder.path() + "/file") << "no folder";
  const std::string usable = folder.path() + ":" + folder.path() + "/";
  expect_said("LARDER_CACHE", usable, "");
  const std::string file = folder.path() + "/file";
  expect_said(
      "LARDER_CACHE", usable + ":/nowhere/none.larder::" + file,
      "LARDER_CACHE names no index and no folder by /nowhere/none.larder, /tmp/[^,]*/file; it "
      "takes index files, whose names end in .larder, and folders, separated by "
      "':'");
}

TEST_F(EnvironmentDeath, ValuesThatMeanSomethingAreNotTold) {
  for (const char* name : {"LARDER_STRICT", "LARDER_REFRESH", "LARDER_LOG", "LARDER_STACK_KIB",
                           "LARDER_STORE", "LARDER_CACHE", "LARDER_CPU", "LARDER_WATCHDOG"}) {
    expect_said(name, "", "");
  }
  expect_said("LARDER_STACK_KIB", "16", "");
  expect_said("LARDER_STACK_KIB", "65536", "");
  expect_said("LARDER_REFRESH", "1", "");
  expect_said("LARDER_STRICT", "0", "");
  for (const char* right : {"fibers", "plain", "vectors", "vectors-v3", "vectors-v4"})
    expect_said("LARDER_CPU", right, "");
  for (const char* right : {"0", "60", "0.5", "1e9", "inf"})
    expect_said("LARDER_WATCHDOG", right, "");
}

}  // namespace
}  // namespace larder
