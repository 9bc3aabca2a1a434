// A process in which libraries come and go, share names and addresses, and have variables of their
// own: what a launch, a read and a write reach.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "runtime/kernels/registry.h"
#include "tests/support/fake_cuda.h"
#include "tests/unit/device/program.h"

namespace larder {
namespace {

using detail::KernelKey;
using detail::KernelRecord;
using detail::VariableRecord;
using tests::DiskCache;
using tests::FakeCuda;
using tests::sass;

// The kernels' host functions; only their addresses and results distinguish them.
template <int Number>
void function(int* value) {
  *value += Number;
}

KernelKey key(std::uint8_t number, std::uint32_t compute_capability = 0) {
  KernelKey made{compute_capability, {}};
  std::fill(std::begin(made.bytes), std::end(made.bytes), number);
  return made;
}

/// A source with kernels and variables, registered while this object lives.
class Source {
 public:
  /// A kernel whose host function is function<Function>(), with that number for its key.
  template <int Function>
  Source& kernel(const char* symbol, std::uint8_t number, bool cuda_only = false) {
    keys_.push_back(std::make_unique<KernelKey>(key(number)));
    kernels_.push_back({symbol, symbol, name_, reinterpret_cast<const void*>(&function<Function>),
                        cuda_only ? nullptr : detail::Entry<&function<Function>>::run,
                        keys_.back().get(), 1, 0});
    return *this;
  }
  Source& variable(const char* symbol, int& host, bool constant = false) {
    variables_.push_back({symbol, symbol, &host, sizeof host, constant});
    return *this;
  }
  Source& load() {
    module_.emplace(name_, kernels_.data(), kernels_.size(), variables_.data(), variables_.size());
    return *this;
  }
  void unload() { module_.reset(); }

  explicit Source(const char* name) : name_(name) {}

 private:
  const char* name_;
  std::vector<std::unique_ptr<KernelKey>> keys_;
  std::vector<KernelRecord> kernels_;
  std::vector<VariableRecord> variables_;
  std::optional<detail::Module> module_;
};

struct Image {
  std::string text;  ///< for the stand-in for libcuda
  struct Entry {
    std::uint8_t key;
    const char* symbol;
  };
  std::vector<Entry> kernels;
};

format::CacheInput cache_of(const std::vector<Image>& images) {
  format::CacheInput input;
  for (const Image& image : images) {
    const auto number = static_cast<std::uint32_t>(input.images.size());
    std::vector<std::byte> bytes = tests::to_bytes(image.text);
    bytes.push_back(std::byte{0});
    input.images.push_back({sass(9, 0), bytes});
    for (const Image::Entry& entry : image.kernels) {
      input.kernels.push_back({tests::key_of(entry.key),
                               entry.symbol,
                               entry.symbol,
                               "test.cpp:1",
                               {{number, 16, 0, 0}}});
    }
  }
  return input;
}

class InOneProcess : public testing::Test {
 protected:
  void SetUp() override { cuda_.on_launch(&InOneProcess::launched, this); }

  // "add_N" adds N to its argument; "bump_..." counts in its image's `counter`, "sum_..." adds
  // its image's `table` to its argument.
  static void launched(const char* symbol, void** arguments, void* user) {
    const auto& self = *static_cast<InOneProcess*>(user);
    const std::string name = symbol;
    int* argument = *static_cast<int**>(arguments[0]);
    if (name.starts_with("add_")) *argument += std::stoi(name.substr(4));
    if (name.starts_with("bump_")) ++*static_cast<int*>(self.cuda_.variable("counter"));
    if (name.starts_with("sum_")) *argument += *static_cast<int*>(self.cuda_.variable("table"));
  }

  /// What a kernel makes of 100.
  template <int Function>
  int launch(Device& device) {
    int value = 100;
    auto buffer = device.upload(&value, 1);
    device.launch(function<Function>, {1, 1}, buffer);
    return device.download(buffer, &value, 1).ok() ? value : -1;
  }

  FakeCuda cuda_;
};

TEST_F(InOneProcess, ALibrarysSuccessorAtItsAddressesIsLaunched) {
  const DiskCache cache(
      cache_of({{"kernel:add_1:0", {{1, "add_1"}}}, {"kernel:add_2:0", {{2, "add_2"}}}}));
  Source first("first.cpp");
  first.kernel<1>("add_1", 1).load();
  Device device = tests::open_device();
  ASSERT_EQ(device.backend(), Backend::kGpu) << device.report().text();
  EXPECT_EQ(launch<1>(device), 101);
  first.unload();
  Source second("second.cpp");
  second.kernel<1>("add_2", 2).load();
  EXPECT_EQ(launch<1>(device), 102) << device.status().text();
  second.unload();
  EXPECT_EQ(launch<1>(device), -1);
  EXPECT_NE(device.status().message().find("not known to Larder"), std::string::npos);
}

TEST_F(InOneProcess, KernelsOfALaterLibraryAreLoadedWhenTheyAreLaunched) {
  const DiskCache cache(
      cache_of({{"kernel:add_1:0", {{1, "add_1"}}}, {"kernel:add_2:0", {{2, "add_2"}}}}));
  Device device = tests::open_device(Policy::kRequireGpu);
  Source late("late.cpp");
  late.kernel<1>("add_1", 1).kernel<2>("add_2", 2).kernel<3>("add_3", 3).load();
  EXPECT_EQ(launch<2>(device), 102) << device.status().text();
  EXPECT_EQ(launch<1>(device), 101);
  EXPECT_EQ(launch<3>(device), -1);
  EXPECT_EQ(device.status().message(),
            "launch of add_3: no image of add_3: index " + cache.index() + " does not have it");
}

TEST_F(InOneProcess, ThreadsLaunchWhileLibrariesComeAndGo) {
  const DiskCache cache(
      cache_of({{"kernel:add_1:0", {{1, "add_1"}}}, {"kernel:add_2:0", {{2, "add_2"}}}}));
  for (const Policy policy : {Policy::kRequireGpu, Policy::kCpu}) {
    Device device = tests::open_device(policy);
    Source late("late.cpp");
    late.kernel<1>("add_1", 1).load();
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 50; ++i) EXPECT_EQ(launch<1>(device), 101);
      });
    }
    for (int i = 0; i < 50; ++i) {
      Source other("other.cpp");
      other.kernel<2>("add_2", 2).load();
      EXPECT_EQ(launch<2>(device), 102);
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_TRUE(device.status().ok()) << device.status().text();
  }
}

TEST_F(InOneProcess, FoldedKernelsAreNotTakenForEachOther) {
  const DiskCache cache(
      cache_of({{"kernel:add_1:0", {{1, "add_1"}}}, {"kernel:add_2:0", {{2, "add_2"}}}}));
  Source source("folded.cpp");
  source.kernel<1>("add_1", 1).kernel<1>("add_2", 2).load();
  Device gpu = tests::open_device();
  ASSERT_EQ(gpu.backend(), Backend::kGpu) << gpu.report().text();
  EXPECT_EQ(launch<1>(gpu), -1);
  EXPECT_NE(gpu.status().message().find("launch of add_1 (folded.cpp) or of add_2 (folded.cpp): "
                                        "the linker made one function of the two"),
            std::string::npos)
      << gpu.status().text();
  EXPECT_EQ(cuda_.count("cuLaunchKernel"), 0);
  Device cpu = tests::open_device(Policy::kCpu);
  EXPECT_EQ(launch<1>(cpu), 101);  // what the linker folds does the same there
}

TEST_F(InOneProcess, FoldedKernelsWithoutACpuVariantAreNamedOnTheCpu) {
  Source source("folded.cpp");
  source.kernel<1>("add_1", 1, true).kernel<1>("add_2", 2, true).load();
  Device cpu = tests::open_device(Policy::kCpu);
  EXPECT_EQ(launch<1>(cpu), -1);
  EXPECT_NE(cpu.status().message().find("one function of the two"), std::string::npos);
}

TEST_F(InOneProcess, TwoDefinitionsOfOneKernelAreNotTakenForEachOther) {
  const DiskCache cache(
      cache_of({{"kernel:step:0", {{1, "step"}}}, {"kernel:step:0 other", {{2, "step"}}}}));
  Source one("one.cpp");
  one.kernel<1>("step", 1).load();
  Source other("other.cpp");
  other.kernel<1>("step", 2).load();
  for (const Policy policy : {Policy::kPreferGpu, Policy::kCpu}) {
    Device device = tests::open_device(policy);
    EXPECT_EQ(launch<1>(device), -1);
    EXPECT_NE(device.status().message().find("launch of step (one.cpp): it is in this process with "
                                             "two definitions, the other one at other.cpp"),
              std::string::npos)
        << device.status().text();
  }
}

TEST_F(InOneProcess, AKernelInTwoModulesOutlivesTheFirst) {
  const DiskCache cache(cache_of({{"kernel:add_1:0", {{1, "add_1"}}}}));
  auto first = std::make_unique<Source>("first.cpp");
  first->kernel<1>("add_1", 1).load();
  Source second("second.cpp");
  second.kernel<1>("add_1", 1).load();
  for (const Policy policy : {Policy::kPreferGpu, Policy::kCpu}) {
    Device device = tests::open_device(policy);
    EXPECT_EQ(launch<1>(device), 101);
    first.reset();
    EXPECT_EQ(launch<1>(device), 101) << device.status().text();
    first = std::make_unique<Source>("first.cpp");
    first->kernel<1>("add_1", 1).load();
  }
}

TEST_F(InOneProcess, VariablesLiveAsLongAsTheProcess) {
  int counter = 0;
  const DiskCache cache(cache_of({{"kernel:bump_1:0 variable:counter:4", {{1, "bump_1"}}}}));
  Source source("count.cpp");
  source.kernel<1>("bump_1", 1).variable("counter", counter).load();
  {
    Device device = tests::open_device();
    ASSERT_TRUE(device.write(counter, 5).ok()) << device.status().text();
  }
  int read = 0;
  {
    Device device = tests::open_device();
    EXPECT_EQ(launch<1>(device), 100);
    ASSERT_TRUE(device.read(counter, read).ok());
    EXPECT_EQ(read, 6);
  }
  source.unload();
  source.load();  // as a plug-in that is opened again: its variables are new
  Device device = tests::open_device();
  ASSERT_TRUE(device.read(counter, read).ok()) << device.status().text();
  EXPECT_EQ(read, 0);
}

TEST_F(InOneProcess, StaticVariablesOfOneNameAreEachSourcesOwn) {
  int table_a = 0;
  int table_b = 0;
  const DiskCache cache(cache_of({{"kernel:sum_a:0 variable:table:4", {{1, "sum_a"}}},
                                  {"kernel:sum_b:0 variable:table:4", {{2, "sum_b"}}}}));
  Source a("a.cpp");
  a.kernel<1>("sum_a", 1).variable("table", table_a, true).load();
  Source b("b.cpp");
  b.kernel<2>("sum_b", 2).variable("table", table_b, true).load();
  Device device = tests::open_device();
  ASSERT_TRUE(device.write(table_a, 7).ok()) << device.status().text();
  ASSERT_TRUE(device.write(table_b, 20).ok()) << device.status().text();
  EXPECT_EQ(launch<1>(device), 107);
  EXPECT_EQ(launch<2>(device), 120);
  int read = 0;
  ASSERT_TRUE(device.read(table_a, read).ok());
  EXPECT_EQ(read, 7);
  ASSERT_TRUE(device.read(table_b, read).ok());
  EXPECT_EQ(read, 20);
}

// A static kernel and a static variable in a header: equal code, so one image on disk.
TEST_F(InOneProcess, EqualImagesAreNotSharedBetweenSourcesWithVariables) {
  int counter_a = 0;
  int counter_b = 0;
  const DiskCache cache(cache_of({{"kernel:bump_1:0 variable:counter:4", {{1, "bump_1"}}}}));
  Source a("a.cpp");
  a.kernel<1>("bump_1", 1).variable("counter", counter_a).load();
  Source b("b.cpp");
  b.kernel<2>("bump_1", 1).variable("counter", counter_b).load();
  Device device = tests::open_device();
  launch<1>(device);
  launch<2>(device);
  launch<2>(device);
  int read = 0;
  ASSERT_TRUE(device.read(counter_a, read).ok()) << device.status().text();
  EXPECT_EQ(read, 1);
  ASSERT_TRUE(device.read(counter_b, read).ok());
  EXPECT_EQ(read, 2);
}

// Two kernels of a header share a variable, so they are in one image; a source that instantiates
// one of them has it in an image of its own.
TEST_F(InOneProcess, KernelsThatShareAVariableMeetInOneImage) {
  int counter = 0;
  const DiskCache cache(cache_of(
      {{"kernel:bump_1:0 variable:counter:4", {{1, "bump_1"}}},
       {"kernel:bump_1:0 kernel:bump_2:0 variable:counter:4", {{1, "bump_1"}, {2, "bump_2"}}}}));
  for (const bool alone_first : {true, false}) {
    Source alone("alone.cpp");
    alone.kernel<1>("bump_1", 1).variable("counter", counter);
    Source both("both.cpp");
    both.kernel<1>("bump_1", 1).kernel<2>("bump_2", 2).variable("counter", counter);
    (alone_first ? alone : both).load();
    (alone_first ? both : alone).load();
    Device device = tests::open_device();
    launch<1>(device);
    launch<2>(device);
    int read = 0;
    ASSERT_TRUE(device.read(counter, read).ok()) << device.status().text();
    EXPECT_EQ(read, 2);
  }
}

TEST_F(InOneProcess, AVariableThatIsSplitIsNotReadAsIfItWereNot) {
  int counter = 0;
  const DiskCache cache(cache_of({{"kernel:bump_1:0 variable:counter:4", {{1, "bump_1"}}},
                                  {"kernel:bump_2:0 variable:counter:4", {{2, "bump_2"}}}}));
  Source a("a.cpp");
  a.kernel<1>("bump_1", 1).variable("counter", counter).load();
  Source b("b.cpp");
  b.kernel<2>("bump_2", 2).variable("counter", counter).load();
  Device device = tests::open_device();
  int read = 0;
  ASSERT_TRUE(device.write(counter, 3).ok());
  ASSERT_TRUE(device.read(counter, read).ok()) << device.status().text();
  EXPECT_EQ(read, 3);
  launch<1>(device);
  EXPECT_EQ(device.read(counter, read).message(),
            "variable counter is in 2 images, where kernels have written different values; kernels "
            "that share a variable must be in one source");
}

TEST_F(InOneProcess, AVariableOfALaterLibraryIsThere) {
  int table = 0;
  const DiskCache cache(cache_of({{"kernel:sum_a:0 variable:table:4", {{1, "sum_a"}}}}));
  Device device = tests::open_device(Policy::kRequireGpu);
  Source a("a.cpp");
  a.kernel<1>("sum_a", 1).variable("table", table, true).load();
  ASSERT_TRUE(device.write(table, 7).ok()) << device.status().text();
  EXPECT_EQ(launch<1>(device), 107);
}

// A program of so many kernels, whose CPU variants one record of the build's cache serves: the
// processor's time for opening a device.
std::clock_t time_to_open(int count) {
  std::vector<char> functions(static_cast<std::size_t>(count));  // for their addresses
  std::vector<std::string> names;
  std::vector<KernelKey> keys(functions.size());
  format::CacheInput input;
  input.images = {format::cpu_record()};
  for (int i = 0; i < count; ++i) {
    names.push_back("kernel_" + std::to_string(i));
    std::memcpy(keys[static_cast<std::size_t>(i)].bytes, &i, sizeof i);
    format::Key key;
    std::copy(std::begin(keys[static_cast<std::size_t>(i)].bytes),
              std::end(keys[static_cast<std::size_t>(i)].bytes), key.bytes.begin());
    input.kernels.push_back({key, names.back(), names.back(), "test.cpp:1", {{0, 0, 0, 0}}});
  }
  std::vector<KernelRecord> records;
  records.reserve(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    records.push_back({names[i].c_str(), names[i].c_str(), "test.cpp:1", &functions[i],
                       detail::Entry<&function<1>>::run, &keys[i], 1, 0});
  }
  const DiskCache cache(input);
  const detail::Module module("test.cpp", records.data(), records.size(), nullptr, 0);
  std::clock_t best = std::numeric_limits<std::clock_t>::max();
  for (int i = 0; i < 3; ++i) {
    const std::clock_t begin = std::clock();
    static_cast<void>(tests::open_device(Policy::kCpu));
    best = std::min(best, std::clock() - begin);
  }
  return best;
}

TEST(ManyKernels, OpeningTakesTimeInProportionToThem) {
  const std::clock_t some = time_to_open(4000);
  EXPECT_LT(time_to_open(16000), 10 * some);  // 16 times as long where it were their square
}

}  // namespace
}  // namespace larder
