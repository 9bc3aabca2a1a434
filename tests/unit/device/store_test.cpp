// The program's own store: what is compiled once, what is counted, what trouble does.
#include "larder/store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "runtime/device/user_store.h"
#include "tests/support/fake_cuda.h"
#include "tests/unit/device/program.h"

namespace larder {
namespace {

namespace fs = std::filesystem;
using tests::DiskCache;
using tests::FakeCuda;
using tests::Program;
using tests::ptx;
using tests::sass;
using tests::ScopedVariable;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A folder for stores, with the environment's settings out of the way.
class StoreFolder : public testing::Test {
 protected:
  StoreFolder() {
    std::string name = (fs::temp_directory_path() / "larder-store-XXXXXX").string();
    root_ = ::mkdtemp(name.data());
  }
  ~StoreFolder() override { fs::remove_all(root_); }

  StoreOptions options() const {
    StoreOptions options;
    options.enabled = true;
    options.folder = root_;
    options.mode = StoreMode::kHash;
    options.max_entries = 0;
    options.max_bytes = 0;
    return options;
  }
  /// As a new process would have it.
  Store fresh() const { return Store(options()); }

  static Device open(const Store& store, Policy policy = Policy::kPreferGpu, bool strict = false,
                     bool refresh = false) {
    const ScopedVariable quiet("LARDER_LOG", "off");
    const ScopedVariable unset("LARDER_DEVICE", std::nullopt);
    Options options;
    options.policy = policy;
    options.store = store;
    options.strict = strict;
    options.refresh = refresh;
    return Device::open(options);
  }
  static std::size_t entries(const Store& store) {
    std::size_t count = 0;
    std::error_code none;
    for (const auto& file : fs::directory_iterator(store.folder(), none)) {
      if (file.path().extension() == ".larder") ++count;
    }
    return count;
  }

  std::string root_;
  const ScopedVariable no_store_{"LARDER_STORE", std::nullopt};
};

// ---- PTX, which the driver compiles ------------------------------------------------------------

class PtxStore : public StoreFolder {
 protected:
  const Program program_;
  const DiskCache cache_{{ptx(9, 0, 80)}};
};

TEST_F(PtxStore, IsCompiledOnceAndThenLoadedAsMachineCode) {
  const Store first = fresh();
  {
    const FakeCuda cuda;
    const Device device = open(first);
    ASSERT_EQ(device.backend(), Backend::kGpu) << device.report().text();
    EXPECT_EQ(cuda.count("cuLinkComplete"), 1);
  }
  EXPECT_EQ(first.statistics().misses, 4U);
  EXPECT_EQ(first.statistics().saved, 1U);
  EXPECT_TRUE(contains(first.statistics().missed.at(0).reason, "the driver compiled compute_90"));
  EXPECT_EQ(entries(first), 1U);

  const Store second = fresh();
  const FakeCuda cuda;
  Device device = open(second);
  ASSERT_EQ(device.backend(), Backend::kGpu) << device.report().text();
  EXPECT_EQ(cuda.count("cuLinkComplete"), 0);
  EXPECT_EQ(second.statistics().hits, 4U);
  EXPECT_EQ(second.statistics().misses, 0U);
  auto buffer = device.allocate<float>(1);
  device.launch(tests::weigh, {1, 1}, buffer);
  EXPECT_TRUE(device.synchronize().ok()) << device.status().text();
}

TEST_F(PtxStore, AnotherDriverOrAnotherGpuIsAnotherEntry) {
  const char* const machines[] = {"", "driver=13010", "capability=12.0"};
  for (int i = 0; i < 3; ++i) {
    const FakeCuda cuda(machines[i]);
    const Store store = fresh();
    ASSERT_EQ(open(store).backend(), Backend::kGpu) << machines[i];
    EXPECT_EQ(store.statistics().misses, 4U) << machines[i];
    EXPECT_EQ(entries(store), static_cast<std::size_t>(i) + 1) << machines[i];
  }
  for (const char* machine : machines) {
    const FakeCuda cuda(machine);
    const Store store = fresh();
    ASSERT_EQ(open(store).backend(), Backend::kGpu);
    EXPECT_EQ(store.statistics().misses, 0U) << machine;
  }
}

TEST_F(PtxStore, StrictNamesEveryKernelThatHadToBeCompiled) {
  const FakeCuda cuda;
  const Device device = open(fresh(), Policy::kPreferGpu, true);
  EXPECT_EQ(device.status().code(), Code::kNotFound);
  for (const char* kernel : {"4 of the program's kernels were", "scale (", "poly (", "weigh ("}) {
    EXPECT_TRUE(contains(device.status().message(), kernel)) << device.status().text();
  }
  EXPECT_TRUE(open(fresh(), Policy::kPreferGpu, true).status().ok());  // it was saved
}

TEST_F(PtxStore, WhatAnotherDeviceHasLoadedIsAHit) {
  const FakeCuda cuda;
  const Device first = open(fresh());
  const Store store = fresh();
  const Device second = open(store, Policy::kPreferGpu, true);
  EXPECT_TRUE(second.status().ok()) << second.status().text();
  EXPECT_EQ(cuda.count("cuLinkComplete"), 1);
  EXPECT_EQ(store.statistics().hits, 4U);
  EXPECT_EQ(store.statistics().misses, 0U);
  const Store again = fresh();
  static_cast<void>(open(again, Policy::kPreferGpu, false, true));
  EXPECT_EQ(again.statistics().misses, 4U);  // a refresh compiles, whatever is loaded
}

TEST_F(PtxStore, RefreshCompilesAnewAndTheNextStartHasIt) {
  const FakeCuda cuda;
  static_cast<void>(open(fresh()));
  EXPECT_EQ(cuda.count("cuLinkComplete"), 1);
  const Store again = fresh();
  static_cast<void>(open(again, Policy::kPreferGpu, false, true));
  EXPECT_EQ(cuda.count("cuLinkComplete"), 2);
  EXPECT_EQ(again.statistics().saved, 1U);
  EXPECT_EQ(entries(again), 1U);
  static_cast<void>(open(fresh()));
  EXPECT_EQ(cuda.count("cuLinkComplete"), 2);
}

TEST_F(PtxStore, ADamagedEntryIsCompiledAgainAndReplaced) {
  const FakeCuda cuda;
  const Store store = fresh();
  static_cast<void>(open(store));
  for (const auto& file : fs::directory_iterator(store.folder())) {
    if (file.path().extension() == ".larder") DiskCache::damage(file.path(), -10);
  }
  const Store second = fresh();
  ASSERT_EQ(open(second).backend(), Backend::kGpu);
  EXPECT_EQ(second.statistics().misses, 4U);
  const Store third = fresh();
  static_cast<void>(open(third));
  EXPECT_EQ(third.statistics().hits, 4U);
}

TEST_F(PtxStore, WhatTheDriverRefusesFromTheStoreIsCompiledAgain) {
  {
    const FakeCuda cuda;
    static_cast<void>(open(fresh()));
  }
  const FakeCuda cuda("fail=cuLibraryLoadData:200:1");
  const Store store = fresh();
  EXPECT_EQ(open(store).backend(), Backend::kGpu);
  EXPECT_EQ(cuda.count("cuLinkComplete"), 1);
}

TEST_F(PtxStore, SwitchedOffItTouchesNoFile) {
  const FakeCuda cuda;
  Store store = fresh();
  store.disable();
  EXPECT_FALSE(store.enabled());
  ASSERT_EQ(open(store).backend(), Backend::kGpu);
  EXPECT_EQ(cuda.count("cuLinkComplete"), 0);  // the driver takes the PTX itself
  EXPECT_TRUE(fs::is_empty(root_));
  store.enable();
  ASSERT_EQ(open(store).backend(), Backend::kGpu);
  EXPECT_EQ(entries(store), 1U);
}

TEST_F(PtxStore, SwitchedOffItIsNoPlaceAndKeepsWhatIsThere) {
  const FakeCuda cuda;
  Store store = fresh();
  static_cast<void>(open(store));
  store.disable();
  EXPECT_EQ(store.folder(), "");
  EXPECT_TRUE(store.flush().ok());
  EXPECT_EQ(entries(fresh()), 1U);
  store.enable();
  EXPECT_EQ(entries(store), 1U);
  EXPECT_TRUE(store.flush().ok());
  EXPECT_EQ(entries(store), 0U);
}

TEST_F(PtxStore, FlushedItCompilesAgain) {
  const FakeCuda cuda;
  static_cast<void>(open(fresh()));
  Store store = fresh();
  EXPECT_TRUE(store.flush().ok());
  EXPECT_EQ(entries(store), 0U);
  static_cast<void>(open(store));
  EXPECT_EQ(cuda.count("cuLinkComplete"), 2);
}

TEST_F(PtxStore, FailuresOfTheCompilerCarryItsLog) {
  const FakeCuda cuda("fail=cuLinkAddData:218");
  const Device device = open(fresh());
  EXPECT_EQ(device.backend(), Backend::kCpu);
  EXPECT_TRUE(contains(device.report().text(), "compute_90 (PTX 8.0) of index"))
      << device.report().text();
  EXPECT_TRUE(contains(device.report().text(), "the driver's compiler: ptxas: line 1 is wrong"));
  EXPECT_EQ(cuda.alive(), 0U);
}

// ---- the CPU's records --------------------------------------------------------------------------

class CpuStore : public StoreFolder {
 protected:
  /// A build's cache with records of the CPU variants, as larder-pack writes them.
  static format::CacheInput with_records() {
    format::CacheInput input = tests::cache_input({sass(9, 0)});
    const format::Bytes lowering = format::as_bytes(format::kFiberLowering);
    input.images.push_back({format::kCpuTarget, {lowering.begin(), lowering.end()}});
    for (format::KernelInput& kernel : input.kernels) kernel.uses.push_back({1, 0, 0, 0});
    return input;
  }
  const Program program_;
};

TEST_F(CpuStore, RecordsOfTheBuildAreHits) {
  const DiskCache cache(with_records());
  const Store store = fresh();
  EXPECT_TRUE(open(store, Policy::kCpu, true).status().ok());
  EXPECT_EQ(store.statistics().hits, 4U);
  EXPECT_EQ(store.statistics().saved, 0U);
  EXPECT_FALSE(fs::exists(store.folder()));
}

TEST_F(CpuStore, WithoutARecordItIsAMissAndTheNextStartAHit) {
  const ScopedVariable nowhere("LARDER_CACHE", "/nowhere/program.larder");
  const Store first = fresh();
  const Device strict = open(first, Policy::kCpu, true);
  EXPECT_EQ(strict.status().code(), Code::kNotFound);
  EXPECT_TRUE(contains(strict.status().message(), "scale (no cache; tried /nowhere/"))
      << strict.status().text();
  EXPECT_EQ(first.statistics().misses, 4U);
  EXPECT_EQ(first.statistics().saved, 1U);
  const Store second = fresh();
  EXPECT_TRUE(open(second, Policy::kCpu, true).status().ok());
  EXPECT_EQ(second.statistics().hits, 4U);
}

TEST_F(CpuStore, BothVariantsOfAKernelAreInOneIndex) {
  const DiskCache cache(with_records());
  const FakeCuda cuda;
  const Store store = fresh();
  EXPECT_EQ(open(store, Policy::kPreferGpu, true).backend(), Backend::kGpu);
  EXPECT_EQ(open(store, Policy::kCpu, true).backend(), Backend::kCpu);
  EXPECT_EQ(store.statistics().hits, 8U);
}

TEST_F(CpuStore, ARecordOfAnotherLoweringIsAMiss) {
  format::CacheInput input = with_records();
  input.images.back().bytes = tests::to_bytes("rays");
  const DiskCache cache(input);
  const Device device = open(fresh(), Policy::kCpu, true);
  EXPECT_TRUE(contains(device.status().message(), "a lowering that is not known here"));
}

TEST_F(CpuStore, ADamagedCacheIsAMissWithTheReason) {
  const DiskCache cache(with_records());
  DiskCache::damage(cache.index(), 300);
  const Device device = open(fresh(), Policy::kCpu, true);
  EXPECT_TRUE(contains(device.status().message(), "damaged")) << device.status().text();
  EXPECT_TRUE(open(fresh(), Policy::kCpu, false).status().ok());
}

TEST_F(CpuStore, FlushOnChangeFlushesWhenAKernelIsAnother) {
  const ScopedVariable nowhere("LARDER_CACHE", "/nowhere/program.larder");
  StoreOptions changing = options();
  changing.mode = StoreMode::kFlushOnChange;
  static_cast<void>(open(Store(changing), Policy::kCpu));
  const Store again(changing);
  static_cast<void>(open(again, Policy::kCpu));
  EXPECT_EQ(again.statistics().hits, 4U);
  EXPECT_EQ(entries(again), 1U);
  const tests::OneMoreKernel more;
  static_cast<void>(open(Store(changing), Policy::kCpu));
  EXPECT_EQ(entries(again), 1U);  // the new set of kernels has it, not the old one
}

TEST_F(CpuStore, HashKeepsTheEntriesOfOtherKernels) {
  const ScopedVariable nowhere("LARDER_CACHE", "/nowhere/program.larder");
  static_cast<void>(open(fresh(), Policy::kCpu));
  {
    const tests::OneMoreKernel more;
    const Store store = fresh();
    static_cast<void>(open(store, Policy::kCpu));
    EXPECT_EQ(store.statistics().misses, 5U);  // else it proves nothing: the entry is another
    EXPECT_EQ(entries(store), 2U);
  }
  const Store back = fresh();
  static_cast<void>(open(back, Policy::kCpu));
  EXPECT_EQ(back.statistics().hits, 4U);
  EXPECT_EQ(back.statistics().misses, 0U);
}

TEST_F(CpuStore, StatisticsCanBeReset) {
  const DiskCache cache(with_records());
  Store store = fresh();
  static_cast<void>(open(store, Policy::kCpu));
  EXPECT_EQ(store.statistics().hits, 4U);
  store.reset_statistics();
  EXPECT_EQ(store.statistics().hits, 0U);
}

// ---- trouble ------------------------------------------------------------------------------------

class StoreTrouble : public CpuStore {
 protected:
  /// Opens twice with one store whose folder can't be used: a warning, and memory serves.
  void expect_memory_only(const Store& store, const std::string& reason) const {
    const ScopedVariable nowhere("LARDER_CACHE", "/nowhere/program.larder");
    const ScopedVariable warn("LARDER_LOG", "warn");
    testing::internal::CaptureStderr();
    Options options;
    options.policy = Policy::kCpu;
    options.store = store;
    const ScopedVariable unset("LARDER_DEVICE", std::nullopt);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(Device::open(options).status().ok());
    const std::string said = testing::internal::GetCapturedStderr();
    EXPECT_TRUE(contains(said, reason)) << said;
    EXPECT_EQ(said.find("kept in memory only"), said.rfind("kept in memory only")) << said;
    EXPECT_EQ(store.folder(), "");
    EXPECT_EQ(store.statistics().hits, 8U);
    EXPECT_EQ(store.statistics().misses, 4U);
  }
  static void expect_saved(const Store& store) {
    const ScopedVariable nowhere("LARDER_CACHE", "/nowhere/program.larder");
    static_cast<void>(open(store, Policy::kCpu));
    EXPECT_NE(store.folder(), "");
    EXPECT_EQ(entries(store), 1U);
  }
};

TEST_F(StoreTrouble, NoFolderToBeHad) {
  StoreOptions anywhere = options();
  anywhere.folder.clear();
  const ScopedVariable no_xdg("XDG_CACHE_HOME", std::nullopt);
  const ScopedVariable home("HOME", "/");  // as accounts of services have it
  expect_memory_only(Store(anywhere), "neither XDG_CACHE_HOME, HOME nor the user's account names");
}

TEST_F(StoreTrouble, NoFolderToBeHadIsNotToldWhereNoneIsNeeded) {
  const DiskCache cache(with_records());
  StoreOptions anywhere = options();
  anywhere.folder.clear();
  anywhere.mode = StoreMode::kFlushOnChange;
  const ScopedVariable no_xdg("XDG_CACHE_HOME", std::nullopt);
  const ScopedVariable home("HOME", "/");
  const ScopedVariable warn("LARDER_LOG", "warn");
  const ScopedVariable cpu("LARDER_DEVICE", "cpu");
  Options needs_none;
  needs_none.store = Store(anywhere);
  testing::internal::CaptureStderr();
  EXPECT_TRUE(Device::open(needs_none).status().ok());
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST_F(StoreTrouble, AFileInTheWay) {
  StoreOptions wrong = options();
  wrong.folder = root_ + "/file";
  std::ofstream(wrong.folder) << "not a folder";
  expect_memory_only(Store(wrong), "Not a directory");
}

TEST_F(StoreTrouble, AFolderThatEverybodyCanWrite) {
  const Store store = fresh();
  fs::create_directories(store.folder());
  ASSERT_EQ(::chmod(store.folder().c_str(), 0777), 0);
  expect_memory_only(store, "can be written by everybody");
}

TEST_F(StoreTrouble, AFolderThatAnotherGroupCanWrite) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a folder to any group";
  const Store store = fresh();
  fs::create_directories(store.folder());
  ASSERT_EQ(::chown(store.folder().c_str(), 0, 12345), 0);
  ASSERT_EQ(::chmod(store.folder().c_str(), 0770), 0);
  expect_memory_only(store, "can be written by group 12345");
}

TEST_F(StoreTrouble, AFolderBelowOneThatAnotherGroupCanWrite) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a folder to any group";
  ASSERT_EQ(::chown(root_.c_str(), 0, 12345), 0);
  ASSERT_EQ(::chmod(root_.c_str(), 0770), 0);
  expect_memory_only(fresh(), "can be written by group 12345");
  ASSERT_EQ(::chmod(root_.c_str(), 01770), 0);  // sticky: the group can't replace what is in it
  expect_saved(fresh());
}

TEST_F(StoreTrouble, AFolderThatTheUsersOwnGroupCanWriteServes) {
  const Store store = fresh();
  fs::create_directories(store.folder());
  ASSERT_EQ(::chown(store.folder().c_str(), ::geteuid(), ::getegid()), 0);
  ASSERT_EQ(::chmod(store.folder().c_str(), 0770), 0);
  expect_saved(store);
}

TEST_F(StoreTrouble, AFolderOfAnotherUser) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
  const Store store = fresh();
  fs::create_directories(store.folder());
  ASSERT_EQ(::chown(store.folder().c_str(), 12345, 12345), 0);
  expect_memory_only(store, "belongs to user 12345");
}

TEST_F(StoreTrouble, ALinkLeadsNowhereThatIsNotTrusted) {
  const std::string open_to_all = root_ + "/open";
  fs::create_directories(open_to_all);
  ASSERT_EQ(::chmod(open_to_all.c_str(), 0777), 0);
  const Store store = fresh();
  fs::create_directory_symlink(open_to_all, store.folder());
  expect_memory_only(store, "can be written by everybody");
  EXPECT_TRUE(fs::is_empty(open_to_all));
}

// ---- where and how much ------------------------------------------------------------------------

detail::StorePlan plan(const StoreOptions& options = {}) {
  return detail::plan_store(options, "/opt/bin/app");
}

TEST(StorePlan, FolderByArgumentThenLarderStoreThenXdgThenHome) {
  const ScopedVariable home("HOME", "/home/me");
  const ScopedVariable no_xdg("XDG_CACHE_HOME", std::nullopt);
  const ScopedVariable no_store("LARDER_STORE", std::nullopt);
  EXPECT_EQ(plan().settings.folder.find("/home/me/.cache/larder/app-"), 0U);
  const ScopedVariable xdg("XDG_CACHE_HOME", "/var/me");
  EXPECT_EQ(plan().settings.folder.find("/var/me/larder/app-"), 0U);
  {
    const ScopedVariable relative("XDG_CACHE_HOME", "here");
    EXPECT_EQ(plan().settings.folder.find("/home/me/.cache/larder/app-"), 0U);
  }
  const ScopedVariable store("LARDER_STORE", "/scratch");
  EXPECT_EQ(plan().settings.folder.find("/scratch/app-"), 0U);
  StoreOptions options;
  options.folder = "/argument";
  EXPECT_EQ(plan(options).settings.folder.find("/argument/app-"), 0U);
}

TEST(StorePlan, HomeUnsetIsTheAccounts) {
  const ScopedVariable no_home("HOME", std::nullopt);
  const ScopedVariable no_xdg("XDG_CACHE_HOME", std::nullopt);
  const ScopedVariable no_store("LARDER_STORE", "");
  EXPECT_TRUE(contains(plan().settings.folder, "/.cache/larder/app-"));
}

TEST(StorePlan, OffByEnvironmentUnlessTheProgramInsists) {
  const ScopedVariable off("LARDER_STORE", "off");
  EXPECT_FALSE(plan().enabled);
  StoreOptions options;
  options.enabled = true;
  EXPECT_TRUE(plan(options).enabled);
}

TEST(StorePlan, LimitsAndModeFromTheEnvironment) {
  const ScopedVariable entries("LARDER_STORE_MAX_ENTRIES", "10");
  const ScopedVariable bytes("LARDER_STORE_MAX_BYTES", "0");
  const ScopedVariable mode("LARDER_STORE_MODE", "flush_on_change");
  EXPECT_EQ(plan().settings.max_entries, 10U);
  EXPECT_EQ(plan().settings.max_bytes, 0U);
  EXPECT_EQ(plan().mode, StoreMode::kFlushOnChange);
  EXPECT_TRUE(plan().warnings.empty());
}

TEST(StorePlan, WordsThatAreNoneAreToldWithTheirVariable) {
  const ScopedVariable entries("LARDER_STORE_MAX_ENTRIES", "-1");
  const ScopedVariable bytes("LARDER_STORE_MAX_BYTES", "1G");
  const ScopedVariable mode("LARDER_STORE_MODE", "keep");
  const detail::StorePlan settled = plan();
  ASSERT_EQ(settled.warnings.size(), 3U);
  EXPECT_EQ(settled.warnings[0],
            "LARDER_STORE_MODE=keep is not hash or flush_on_change: hash is taken");
  EXPECT_EQ(settled.warnings[1],
            "LARDER_STORE_MAX_ENTRIES=-1 is not a number of 0 or more: 0 is taken");
  EXPECT_EQ(settled.settings.max_bytes, std::uint64_t{1} << 30);
}

TEST(StorePlan, ProgramsOfOneNameHaveFoldersOfTheirOwn) {
  using detail::program_folder;
  EXPECT_NE(program_folder("/s", "/a/app"), program_folder("/s", "/b/app"));
  EXPECT_EQ(program_folder("/s", "/a/app"), program_folder("/s", "/a/app"));
  const std::string odd = program_folder("/s", "/a/" + std::string(300, 'x') + "/../..\n");
  EXPECT_LE(odd.size(), 100U);
  EXPECT_EQ(odd.find('\n'), std::string::npos);
  EXPECT_EQ(odd.find("/."), std::string::npos);
}

}  // namespace
}  // namespace larder
