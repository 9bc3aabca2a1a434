#include "runtime/driver/entry_points.h"

#include <gtest/gtest.h>

#include "tests/support/fake_cuda.h"

namespace larder::inline v1::driver {
namespace {

using tests::FakeCuda;
using tests::FakeDriver;
using tests::ScopedVariable;

TEST(EntryPoints, NoDriverSaysWhatToDoAndWhatTheSystemSaid) {
  const ScopedVariable nowhere("LARDER_LIBCUDA", "/nowhere/libcuda.so.1");
  const Result<LoadedLibrary> library = load_library();
  EXPECT_EQ(library.status().text(),
            "unavailable: no CUDA driver (/nowhere/libcuda.so.1: cannot open shared object file: "
            "No such file or directory); install NVIDIA's driver to use a GPU");
}

TEST(EntryPoints, FileThatIsNoLibraryIsNoDriver) {
  const ScopedVariable wrong("LARDER_LIBCUDA", "/proc/self/status");
  const Result<LoadedLibrary> library = load_library();
  EXPECT_EQ(library.status().code(), Code::kUnavailable);
  EXPECT_NE(library.status().message().find("/proc/self/status"), std::string::npos);
}

TEST(EntryPoints, DriverOfTodayHasAll) {
  const FakeCuda cuda;
  const Result<LoadedLibrary> library = load_library();
  ASSERT_TRUE(library.ok()) << library.status().text();
  EXPECT_EQ(library->name, fake_driver_path(FakeDriver::kToday));
  EXPECT_TRUE(library->entry_points.has_libraries());
#define LARDER_ENTRY_POINT(need, name, symbol, parameters) \
  EXPECT_NE(library->entry_points.name, nullptr) << #symbol;
#include "runtime/driver/entry_points.def"
#undef LARDER_ENTRY_POINT
}

TEST(EntryPoints, DriverBefore12IsTakenWithoutLibraries) {
  const FakeCuda cuda("", FakeDriver::kModulesOnly);
  const Result<LoadedLibrary> library = load_library();
  ASSERT_TRUE(library.ok()) << library.status().text();
  EXPECT_FALSE(library->entry_points.has_libraries());
}

TEST(EntryPoints, DriverThatLacksSomethingNeededIsTooOld) {
  const FakeCuda cuda("", FakeDriver::kAncient);
  EXPECT_EQ(load_library().status().text(),
            "unavailable: CUDA driver too old (" + fake_driver_path(FakeDriver::kAncient) +
                " has no cuDevicePrimaryCtxRetain); update NVIDIA's driver to use a GPU");
}

}  // namespace
}  // namespace larder::inline v1::driver
