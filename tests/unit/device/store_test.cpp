// The program's own store: what is compiled once, and what is counted.
#include "larder/store.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <string>

#include "runtime/store/cache.h"
#include "tests/support/fake_cuda.h"
#include "tests/unit/device/store_folder.h"

namespace larder {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using tests::CpuStore;
using tests::DiskCache;
using tests::FakeCuda;
using tests::Program;
using tests::ptx;
using tests::sass;
using tests::ScopedVariable;
using tests::StoreFolder;

// ---- PTX, which the driver compiles ------------------------------------------------------------

class PtxStore : public StoreFolder {
 protected:
  static Device open_gpu(const Store& store, int ordinal) {
    const ScopedVariable quiet("LARDER_LOG", "off");
    const ScopedVariable unset("LARDER_DEVICE", std::nullopt);
    Options options;
    options.ordinal = ordinal;
    options.store = store;
    return Device::open(options);
  }
  /// With a store as a new process would have it.
  std::string said_when_opened(const char* level) const {
    const ScopedVariable log("LARDER_LOG", level);
    const ScopedVariable unset("LARDER_DEVICE", std::nullopt);
    Options options;
    options.store = fresh();
    testing::internal::CaptureStderr();
    static_cast<void>(Device::open(options));
    return testing::internal::GetCapturedStderr();
  }

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
  EXPECT_THAT(first.statistics().missed.at(0).reason, HasSubstr("the driver compiled compute_90"));
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

TEST_F(PtxStore, AnEntryNamesTheDriverThatMadeIt) {
  const FakeCuda cuda("driver=13010");
  const Store store = fresh();
  ASSERT_EQ(open(store).backend(), Backend::kGpu);
  for (const std::string& name : entry_names(store)) {
    const Result<store::Cache> entry = store::Cache::open(store.folder() + "/" + name);
    ASSERT_TRUE(entry.ok()) << entry.status().text();
    EXPECT_EQ(entry->producer(), "larder " LARDER_VERSION ", driver for CUDA 13.1");
  }
}

TEST_F(PtxStore, TwoGpusOfOneProcessHaveAnEntryEach) {
  const FakeCuda cuda("capability=9.0,12.0");
  const Store first = fresh();
  const Device one = open_gpu(first, 0);
  const Device other = open_gpu(first, 1);
  ASSERT_EQ(other.backend(), Backend::kGpu) << other.report().text();
  EXPECT_EQ(cuda.count("cuLinkComplete"), 2);  // an image of one GPU is none of the other's
  EXPECT_EQ(first.statistics().misses, 8U);
  EXPECT_EQ(entries(first), 2U);
}

TEST_F(PtxStore, TwoGpusOfOneProcessAreServedByTheirEntries) {
  {
    const FakeCuda cuda("capability=9.0,12.0");
    for (const int ordinal : {0, 1}) static_cast<void>(open_gpu(fresh(), ordinal));
  }
  const FakeCuda cuda("capability=9.0,12.0");
  const Store store = fresh();
  const Device one = open_gpu(store, 0);
  const Device other = open_gpu(store, 1);
  EXPECT_EQ(cuda.count("cuLinkComplete"), 0);
  EXPECT_EQ(store.statistics().hits, 8U);
  EXPECT_EQ(store.statistics().misses, 0U);
}

TEST_F(PtxStore, LimitsModeAndFolderAreNoPartOfTheIdentity) {
  const FakeCuda cuda;
  StoreOptions changed = options();
  changed.mode = StoreMode::kFlushOnChange;
  static_cast<void>(open(Store(changed)));
  const std::set<std::string> names = entry_names(fresh());
  changed.mode = StoreMode::kHash;
  changed.max_entries = 7;
  changed.max_bytes = 1 << 20;
  const Store limited(changed);
  static_cast<void>(open(limited));
  EXPECT_EQ(limited.statistics().hits, 4U);
  EXPECT_EQ(limited.statistics().misses, 0U);
  changed.mode = StoreMode::kFlushOnChange;
  const Store flushing(changed);
  static_cast<void>(open(flushing));
  EXPECT_EQ(flushing.statistics().hits, 4U);
  EXPECT_EQ(entry_names(flushing), names);
  changed.folder = root_ + "/elsewhere";
  const Store elsewhere(changed);
  as_new_process();
  static_cast<void>(open(elsewhere));
  EXPECT_EQ(entry_names(elsewhere), names);
}

TEST_F(PtxStore, LogTellsHitsMissesAndSavesAndHowLongTheDriverTook) {
  const FakeCuda cuda;
  const std::string first = said_when_opened("info");
  EXPECT_TRUE(std::regex_search(
      first,
      std::regex("\n  the driver compiled 1 image in \\d+ ms, kept in " + fresh().folder() + "\n")))
      << first;
  const std::string all = "scale, poly, nothing, weigh: ";
  EXPECT_THAT(first, HasSubstr("larder: miss: " + all + "the driver compiled compute_90"));
  const std::string second = said_when_opened("info");
  EXPECT_THAT(second, HasSubstr("larder: hit: " + all + "machine code of the store"));
  EXPECT_THAT(second, HasSubstr("\n  machine code that the driver made before: 1 image of " +
                                fresh().folder() + "\n"));
  EXPECT_THAT(second, Not(HasSubstr("the driver compiled")));
  EXPECT_EQ(said_when_opened("warn"), "");
}

TEST_F(PtxStore, DebugLogNamesEachImageThatWasCompiledAndSaved) {
  const FakeCuda cuda;
  const std::string said = said_when_opened("debug");
  EXPECT_TRUE(std::regex_search(
      said, std::regex("larder: compiled compute_90 \\(PTX 8.0\\) of index \\S+ in \\d+ ms\n")))
      << said;
  EXPECT_THAT(said, HasSubstr("larder: saved: " + fresh().folder()));
}

TEST_F(PtxStore, StrictNamesEveryKernelThatHadToBeCompiled) {
  const FakeCuda cuda;
  const Device device = open(fresh(), Policy::kPreferGpu, true);
  EXPECT_EQ(device.status().code(), Code::kNotFound);
  for (const char* kernel : {"4 of the program's kernels were", "scale, poly, nothing, weigh ("}) {
    EXPECT_THAT(device.status().message(), HasSubstr(kernel)) << device.status().text();
  }
  EXPECT_EQ(entries(fresh()), 0U);
  EXPECT_EQ(open(fresh(), Policy::kPreferGpu, true).status().code(), Code::kNotFound);
}

TEST_F(PtxStore, StrictIsServedByWhatAnEarlierStartHasCompiled) {
  const FakeCuda cuda;
  static_cast<void>(open(fresh()));
  EXPECT_TRUE(open(fresh(), Policy::kPreferGpu, true).status().ok());
}

TEST_F(PtxStore, StrictAndRefreshedIsAnErrorAndReplacesNothing) {
  const FakeCuda cuda;
  static_cast<void>(open(fresh()));
  const Store store = fresh();
  EXPECT_EQ(open(store, Policy::kPreferGpu, true, true).status().code(), Code::kNotFound);
  EXPECT_EQ(store.statistics().saved, 0U);
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
  as_new_process();
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
  EXPECT_THAT(device.report().text(), HasSubstr("compute_90 (PTX 8.0) of index"));
  EXPECT_THAT(device.report().text(), HasSubstr("the driver's compiler: ptxas: line 1 is wrong"));
  EXPECT_EQ(cuda.alive(), 0U);
}

// ---- the CPU's records --------------------------------------------------------------------------

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
  EXPECT_TRUE(open(first, Policy::kCpu).status().ok());
  EXPECT_EQ(first.statistics().misses, 4U);
  EXPECT_EQ(first.statistics().saved, 1U);
  const Store second = fresh();
  EXPECT_TRUE(open(second, Policy::kCpu).status().ok());
  EXPECT_EQ(second.statistics().hits, 4U);
}

TEST_F(CpuStore, StrictAsksTheShippedCachesAloneAndNeverHealsItself) {
  const ScopedVariable nowhere("LARDER_CACHE", "/nowhere/program.larder");
  for (int i = 0; i < 3; ++i) {
    const Store store = fresh();
    const Device strict = open(store, Policy::kCpu, true);
    EXPECT_EQ(strict.status().code(), Code::kNotFound);
    EXPECT_THAT(strict.status().message(),
                HasSubstr("scale, poly, nothing, weigh (no cache; tried /nowhere/"))
        << strict.status().text();
    EXPECT_EQ(store.statistics().misses, 4U);
    EXPECT_EQ(entries(store), i < 2 ? 0U : 1U);
    if (i == 1) static_cast<void>(open(fresh(), Policy::kCpu));  // one that may save
  }
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
  EXPECT_THAT(device.status().message(), HasSubstr("a lowering that is not known here"));
}

TEST_F(CpuStore, ADamagedCacheIsAMissWithTheReason) {
  const DiskCache cache(with_records());
  DiskCache::damage(cache.index(), 300);
  const Device device = open(fresh(), Policy::kCpu, true);
  EXPECT_THAT(device.status().message(), HasSubstr("damaged")) << device.status().text();
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

}  // namespace
}  // namespace larder
