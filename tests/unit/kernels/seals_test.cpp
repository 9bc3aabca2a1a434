// A sealed program opens its device: which caches it takes. What the macros of larder/seal.h do at
// start-up is tested in tests/seal, with a program of its own.
#include "runtime/kernels/seals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "larder/seal.h"
#include "runtime/tool/secret_key.h"
#include "tests/support/fake_cuda.h"
#include "tests/support/folder.h"
#include "tests/unit/device/program.h"

namespace larder {
namespace {

using format::SealKind;
using tests::DiskCache;
using tests::FakeCuda;
using tests::open_device;
using tests::Program;
using tests::sass;

tool::SecretKey key_of(std::uint8_t byte) {
  format::SealBytes seed;
  seed.fill(byte);
  return tool::SecretKey(seed);
}

std::string public_hex(std::uint8_t key) { return format::to_hex(key_of(key).public_key()); }

/// A seal of this program while it lives. The line must lie in the program, not on a stack.
class Sealed {
 public:
  explicit Sealed(const std::string& line) : slot_(used_++), record_(place(slot_, line)) {}
  ~Sealed() { --used_; }
  Sealed(const Sealed&) = delete;
  Sealed& operator=(const Sealed&) = delete;

 private:
  static const char* place(int slot, const std::string& line) {
    std::snprintf(lines_[slot], sizeof lines_[slot], "%s\n", line.c_str());
    return lines_[slot];
  }
  static inline char lines_[4][128];
  static inline int used_ = 0;
  int slot_;
  detail::SealRecord record_;
};

format::EncodedCache blake2b_cache() {
  return *format::encode(tests::cache_input({sass(9, 0)}), format::DigestKind::kBlake2b);
}

format::EncodedCache signed_cache(std::uint8_t key) {
  format::EncodedCache cache = blake2b_cache();
  cache.index = *tool::sign_index(cache.index, key_of(key));
  return cache;
}

std::string digest_hex(const format::EncodedCache& cache) {
  return format::to_hex(format::inspect_seal(*format::IndexView::open(cache.index)).digest);
}

/// The reason of a device that must be the CPU.
std::string why_cpu() {
  const Device device = open_device();
  EXPECT_EQ(device.backend(), Backend::kCpu);
  return device.report().reasons.front();
}

class SealedProgram : public ::testing::Test {
 protected:
  FakeCuda cuda_;
  Program program_;
};

TEST_F(SealedProgram, TakesItsOwnCache) {
  const DiskCache cache(signed_cache(1));
  {
    const Sealed seal("signer " + public_hex(1));
    EXPECT_EQ(open_device().backend(), Backend::kGpu);
  }
  const Sealed seal("digest " + digest_hex(signed_cache(1)));
  EXPECT_EQ(open_device().backend(), Backend::kGpu);
}

TEST_F(SealedProgram, TakesWhatAnyOfItsKeysSigned) {
  const Sealed old_key("signer " + public_hex(1));
  const Sealed new_key("signer " + public_hex(2));
  for (const std::uint8_t key : {1, 2}) {
    const DiskCache cache(signed_cache(key));
    EXPECT_EQ(open_device().backend(), Backend::kGpu);
  }
  const DiskCache cache(signed_cache(3));
  EXPECT_EQ(why_cpu(), "no image of scale, poly, nothing, weigh: " + cache.index() +
                           ": is signed by " + public_hex(3) + ", not by " + public_hex(1) +
                           " or " + public_hex(2));
}

TEST_F(SealedProgram, RefusesACacheWithoutSealWithTheReason) {
  const Sealed seal("signer " + public_hex(1));
  const DiskCache cache({sass(9, 0)});
  EXPECT_EQ(why_cpu().find("no image of scale, poly, nothing, weigh: " + cache.index() +
                           ": is not sealed: its digests are XXH3"),
            0U);
  EXPECT_EQ(cuda_.count("cuLibraryLoadData"), 0);
}

TEST_F(SealedProgram, RefusesACacheThatIsAskedForByName) {
  const Sealed seal("digest " + std::string(64, '0'));
  const DiskCache cache(blake2b_cache());
  const tests::ScopedVariable unset("LARDER_CACHE", std::nullopt);
  const tests::ScopedVariable quiet("LARDER_LOG", "off");
  Options options;
  options.cache = cache.index();
  const Device device = Device::open(options);
  EXPECT_EQ(device.backend(), Backend::kCpu);
  EXPECT_NE(device.report().text().find("is another build: its digest is"), std::string::npos);
}

TEST_F(SealedProgram, GoesOnToTheNextPlace) {
  const Sealed seal("signer " + public_hex(1));
  const DiskCache plain({sass(9, 0)});
  const DiskCache mine(signed_cache(1));
  const tests::ScopedVariable both("LARDER_CACHE", plain.index() + ":" + mine.index());
  const Device device = open_device();
  EXPECT_EQ(device.backend(), Backend::kGpu);
  const auto& reasons = device.report().reasons;
  EXPECT_TRUE(std::ranges::any_of(reasons, [&plain](const std::string& reason) {
    return reason.find("passed over: corrupt: " + plain.index() + ": is not sealed") == 0;
  })) << device.report().text();
}

TEST_F(SealedProgram, NeverLoadsFromACacheWithAChangedByte) {
  const Sealed seal("signer " + public_hex(1));
  const format::EncodedCache good = signed_cache(1);
  for (std::size_t at = 0; at < good.index.size(); at += 7) {
    format::EncodedCache forged = good;
    forged.index[at] ^= std::byte{0x10};
    forged.index = tests::reseal_index(forged.index);
    if (forged.index == good.index) continue;
    const DiskCache cache(forged);
    EXPECT_NE(why_cpu().find(cache.index()), std::string::npos) << at;
  }
  EXPECT_EQ(cuda_.count("cuLibraryLoadData"), 0);
}

TEST_F(SealedProgram, WithASealOfALaterLarderTakesNothing) {
  const Sealed seal("later thing");
  const DiskCache cache(signed_cache(1));
  EXPECT_NE(why_cpu().find("a seal that is not known here"), std::string::npos);
}

// An entry of the store has no seal. One that an unsealed start has left, or that somebody has put
// there, must serve no sealed kernel.
class SealedProgramWithStore : public ::testing::Test {
 protected:
  SealedProgramWithStore() {
    options_.folder = folder_.path();
    options_.enabled = true;
    options_.mode = StoreMode::kHash;
  }

  /// Opens with a store as a new process would have it.
  StoreStatistics open(Backend expected, Policy policy = Policy::kPreferGpu) const {
    const tests::ScopedVariable quiet("LARDER_LOG", "off");
    const tests::ScopedVariable unset("LARDER_DEVICE", std::nullopt);
    Options options;
    options.policy = policy;
    options.store = Store(options_);
    const Device device = Device::open(options);
    EXPECT_EQ(device.backend(), expected) << device.report().text();
    return options.store.statistics();
  }

  tests::Folder folder_;
  StoreOptions options_;
  FakeCuda cuda_;
  Program program_;
};

TEST_F(SealedProgramWithStore, TakesNoMachineCodeFromIt) {
  format::EncodedCache cache =
      *format::encode(tests::cache_input({tests::ptx(9, 0, 80)}), format::DigestKind::kBlake2b);
  cache.index = *tool::sign_index(cache.index, key_of(1));
  const DiskCache disk(cache);
  EXPECT_EQ(open(Backend::kGpu).saved, 1U);
  EXPECT_EQ(open(Backend::kGpu).hits, 4U);  // without a seal, the next start has it
  EXPECT_EQ(cuda_.count("cuLinkComplete"), 1);

  const Sealed seal("signer " + public_hex(1));
  const StoreStatistics statistics = open(Backend::kGpu);
  EXPECT_EQ(statistics.hits, 0U);
  EXPECT_EQ(statistics.misses, 4U);
  EXPECT_EQ(statistics.saved, 0U);
  EXPECT_EQ(cuda_.count("cuLinkComplete"), 1);  // the driver took the PTX itself
}

TEST_F(SealedProgramWithStore, SharesNoLoadedImageWithUnsealedKernels) {
  const DiskCache disk(signed_cache(1));
  const Device unsealed = open_device();
  const int before = cuda_.count("cuLibraryLoadData");
  const Sealed seal("signer " + public_hex(1));
  const Device device = open_device();
  EXPECT_EQ(device.backend(), Backend::kGpu);
  EXPECT_EQ(cuda_.count("cuLibraryLoadData"), before + 1);
}

TEST_F(SealedProgramWithStore, TakesNoRecordOfACpuVariantFromIt) {
  const DiskCache disk(signed_cache(1));  // has no such records
  EXPECT_EQ(open(Backend::kCpu, Policy::kCpu).saved, 1U);
  EXPECT_EQ(open(Backend::kCpu, Policy::kCpu).hits, 4U);
  const Sealed seal("signer " + public_hex(1));
  for (int i = 0; i < 2; ++i) {
    const StoreStatistics statistics = open(Backend::kCpu, Policy::kCpu);
    EXPECT_EQ(statistics.hits, 0U);
    EXPECT_EQ(statistics.misses, 4U);
    EXPECT_EQ(statistics.saved, 0U);
  }
}

const int in_the_program = 1;

TEST(Seals, CountForTheirOwnModule) {
  const void* library = reinterpret_cast<const void*>(&std::snprintf);
  EXPECT_FALSE(kernels::sealed(&in_the_program));
  const Sealed seal("digest " + std::string(64, 'c'));
  EXPECT_TRUE(kernels::sealed(&in_the_program));
  EXPECT_FALSE(kernels::sealed(library));
  ASSERT_EQ(kernels::seals_of(&in_the_program).size(), 1U);
  EXPECT_EQ(kernels::seals_of(&in_the_program)[0].kind, SealKind::kDigest);
  EXPECT_EQ(kernels::seals_of(&in_the_program)[0].bytes[0], 0xcc);
}

static_assert(detail::is_hex("09afAF", 6));
static_assert(!detail::is_hex("09afAF", 5));
static_assert(!detail::is_hex("0g", 2));
static_assert(!detail::is_hex("0", 2));

}  // namespace
}  // namespace larder
