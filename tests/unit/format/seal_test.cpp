#include "runtime/format/seal.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "runtime/format/layout.h"
#include "runtime/store/cache.h"
#include "runtime/tool/secret_key.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/sample_cache.h"

namespace larder::inline v1::format {
namespace {

using tests::reseal_index;

tool::SecretKey key_of(std::uint8_t byte) {
  SealBytes seed;
  seed.fill(byte);
  return tool::SecretKey(seed);
}

Seal signer(std::uint8_t byte) { return {SealKind::kSigner, key_of(byte).public_key()}; }

std::string hex(const SealBytes& bytes) { return to_hex(std::span<const std::uint8_t>(bytes)); }

EncodedCache blake2b_cache() { return *encode(tests::sample_input(), DigestKind::kBlake2b); }

EncodedCache signed_cache(std::uint8_t key) {
  EncodedCache cache = blake2b_cache();
  cache.index = *tool::sign_index(cache.index, key_of(key));
  return cache;
}

Seal digest_seal(Bytes index) {
  return {SealKind::kDigest, inspect_seal(*IndexView::open(index)).digest};
}

/// What a program with these seals makes of an index: its own checks and then the seals'.
Status accepted(Bytes index, const std::vector<Seal>& seals) {
  const Result<IndexView> view = IndexView::parse(index);
  return view.ok() ? check_seals(*view, seals) : view.status();
}

/// An index of version 1 with the sample's content.
std::vector<std::byte> version_1_index() {
  const EncodedCache sample = tests::sample_cache();
  std::vector<std::byte> index(sample.index.begin(), sample.index.begin() + header::kSigner);
  index.insert(index.end(), sample.index.begin() + header::kSize, sample.index.end());
  tests::poke(index, header::kVersionAt, 1, 4);
  return reseal_index(index);
}

TEST(Seal, NoSealsAcceptEveryCache) {
  EXPECT_TRUE(accepted(tests::sample_cache().index, {}).ok());
  EXPECT_TRUE(accepted(version_1_index(), {}).ok());
}

TEST(Seal, DigestIsBlake2bOfTheFirst128Bytes) {
  const EncodedCache cache = blake2b_cache();
  const std::string digest = hex(digest_seal(cache.index).bytes);
  EXPECT_EQ(digest, "31288004b771fbf942f8191506b56dd0e56e66e512aee4d157a9227a81513678");
  EXPECT_EQ(hex(digest_seal(signed_cache(1).index).bytes), digest);
}

TEST(Seal, OneThatFitsIsEnough) {
  const EncodedCache cache = signed_cache(1);
  const Seal digest = digest_seal(cache.index);
  EXPECT_TRUE(accepted(cache.index, {digest}).ok());
  EXPECT_TRUE(accepted(cache.index, {signer(1)}).ok());
  EXPECT_TRUE(accepted(cache.index, {signer(2), signer(1)}).ok());
  EXPECT_TRUE(accepted(cache.index, {digest, signer(2)}).ok());
  EXPECT_TRUE(accepted(blake2b_cache().index, {digest}).ok());
}

TEST(Seal, ReasonsNameWhatIsThereAndWhatIsAccepted) {
  const Seal other{SealKind::kDigest, key_of(7).seed()};
  const std::string one = hex(signer(1).bytes);
  const std::string two = hex(signer(2).bytes);
  const std::string three = hex(signer(3).bytes);
  const EncodedCache cache = signed_cache(1);
  const std::string build = "is another build: its digest is " +
                            hex(digest_seal(cache.index).bytes) + " where the program carries " +
                            hex(other.bytes) + "; install the cache that was made with the program";
  EXPECT_EQ(accepted(cache.index, {signer(2)}).text(),
            "corrupt: is signed by " + one + ", not by " + two);
  EXPECT_EQ(accepted(cache.index, {signer(2), signer(3)}).message(),
            "is signed by " + one + ", not by " + two + " or " + three);
  EXPECT_EQ(accepted(cache.index, {other}).message(), build);
  EXPECT_EQ(accepted(cache.index, {other, signer(2)}).message(),
            build + "; and it is signed by " + one + ", not by " + two);
  EXPECT_EQ(accepted(blake2b_cache().index, {signer(2)}).message(),
            "is not signed; the program accepts caches signed by " + two);
}

TEST(Seal, WhereDigestsAreNotBlake2bNoneFits) {
  const std::vector<Seal> all = {
      digest_seal(blake2b_cache().index), signer(1), {SealKind::kDigest, {}}};
  EXPECT_EQ(accepted(tests::sample_cache().index, all).message(),
            "is not sealed: its digests are XXH3, which anyone can make right; the program accepts "
            "only a cache that larder-pack --seal made or larder sign signed for it");
  EXPECT_EQ(accepted(version_1_index(), all)
                .message()
                .find("is not sealed: its format is version 1, which knows no seals"),
            0U);
}

TEST(Seal, SignatureOfAnIndexWithXxh3IsRefused) {
  // As a forger would who wants a program to believe digests that he can make right.
  std::vector<std::byte> index = signed_cache(1).index;
  tests::poke(index, header::kDigests, 0, 4);
  index = reseal_index(index);
  ASSERT_TRUE(IndexView::parse(index).ok());
  EXPECT_EQ(accepted(index, {signer(1)}).code(), Code::kCorrupt);
}

TEST(Seal, Version1HasNoKindOfDigests) {
  std::vector<std::byte> index = version_1_index();
  tests::poke(index, header::kDigests, 1, 4);
  EXPECT_EQ(IndexView::parse(reseal_index(index)).status().message(),
            "index: digests of kind 1, which is none; damaged");
}

TEST(Seal, SignatureThatIsWrongIsRefusedWhateverTheSeal) {
  std::vector<std::byte> index = signed_cache(1).index;
  const Seal digest = digest_seal(index);
  index[header::kSignature + 5] ^= std::byte{1};
  index = reseal_index(index);
  const std::string why =
      "signature is wrong: " + hex(signer(1).bytes) + " did not sign this index";
  EXPECT_EQ(accepted(index, {signer(1)}).message(), why);
  EXPECT_EQ(accepted(index, {digest}).message(), why);
  EXPECT_EQ(check_signature(inspect_seal(*IndexView::open(index))).message(), why);
}

TEST(Seal, SignatureWithoutSignerIsNobodys) {
  std::vector<std::byte> index = signed_cache(1).index;
  std::fill_n(index.begin() + header::kSigner, 32, std::byte{0});
  index = reseal_index(index);
  EXPECT_FALSE(accepted(index, {{SealKind::kSigner, {}}}).ok());
  EXPECT_FALSE(accepted(blake2b_cache().index, {{SealKind::kSigner, {}}}).ok());
}

TEST(Seal, SignatureOfAnotherIndexDoesNotFit) {
  CacheInput input = tests::sample_input();
  input.images[0].bytes[0] ^= std::byte{1};
  std::vector<std::byte> index = encode(input, DigestKind::kBlake2b)->index;
  const std::vector<std::byte> good = signed_cache(1).index;
  std::copy_n(good.begin() + header::kSigner, header::kSize - header::kSigner,
              index.begin() + header::kSigner);
  ASSERT_TRUE(IndexView::parse(index).ok());
  EXPECT_FALSE(accepted(index, {signer(1)}).ok());
  EXPECT_FALSE(accepted(index, {digest_seal(good)}).ok());
}

/// Which seals the program has, and the cache that fits them.
struct Fitting {
  EncodedCache cache;
  std::vector<Seal> seals;
};

std::vector<Fitting> fitting() {
  return {{blake2b_cache(), {digest_seal(blake2b_cache().index)}},
          {signed_cache(1), {signer(1)}},
          {signed_cache(1), {signer(2), digest_seal(blake2b_cache().index)}}};
}

TEST(Seal, NoByteOfTheIndexCanBeForged) {
  for (const auto& [cache, seals] : fitting()) {
    ASSERT_TRUE(accepted(cache.index, seals).ok());
    int forged = 0;
    for (std::size_t at = 0; at < cache.index.size(); ++at) {
      for (const int bit : {0, 3, 7}) {
        std::vector<std::byte> index = cache.index;
        index[at] ^= std::byte{1} << bit;
        EXPECT_FALSE(accepted(index, seals).ok()) << at;
        index = reseal_index(index);
        if (index == cache.index) continue;  // the byte was one of a digest
        ++forged;
        EXPECT_FALSE(accepted(index, seals).ok()) << "with digests made right: " << at;
      }
    }
    EXPECT_GT(forged, static_cast<int>(cache.index.size()));
  }
}

/// The images that a sealed program gets from a cache; nothing where it is refused.
std::vector<std::vector<std::byte>> images_of(const EncodedCache& encoded,
                                              const std::vector<Seal>& seals) {
  tests::MemoryFileSystem disk;
  disk.files["app.larder"] = encoded.index;
  disk.files["app.larder-data"] = encoded.data;
  std::vector<std::vector<std::byte>> images;
  const Result<store::Cache> cache = store::Cache::open("app.larder", disk);
  if (!cache.ok() || !check_seals(cache->index(), seals).ok()) return images;
  for (const std::uint8_t byte : {0x11, 0x22, 0x33}) {
    const auto entries = cache->find(tests::sample_key(byte));
    if (!entries.ok()) continue;
    for (const store::ImageEntry& entry : *entries) {
      const auto image = cache->image(tests::sample_key(byte), entry);
      if (image.ok()) images.emplace_back(image->begin(), image->end());
    }
  }
  return images;
}

TEST(Seal, NoByteOfTheDataCanBeChanged) {
  const auto [cache, seals] = fitting()[1];
  const auto right = images_of(cache, seals);
  ASSERT_EQ(right.size(), 6U);
  for (std::size_t at = 0; at < cache.data.size(); ++at) {
    EncodedCache damaged = cache;
    damaged.data[at] ^= std::byte{1};
    const auto images = images_of(damaged, seals);
    EXPECT_LT(images.size(), right.size()) << at;
    for (const auto& image : images) {
      EXPECT_NE(std::ranges::find(right, image), right.end()) << at;
    }
  }
}

TEST(Seal, DataOfAnotherBuildWithItsDigestsMadeRightIsRefused) {
  const auto [cache, seals] = fitting()[1];
  CacheInput input = tests::sample_input();
  input.images[1].bytes[3] ^= std::byte{1};
  EncodedCache mixed = *encode(input, DigestKind::kBlake2b);
  mixed.index = cache.index;
  // The data file claims to be the index's partner, and its header's digest is right again.
  std::copy_n(cache.data.begin(), data_header::kSize, mixed.data.begin());
  const auto right = images_of(cache, seals);
  const auto images = images_of(mixed, seals);
  EXPECT_LT(images.size(), right.size());
  for (const auto& image : images) EXPECT_NE(std::ranges::find(right, image), right.end());
}

TEST(Seal, SigningReplacesASignatureAndChangesNothingElse) {
  const EncodedCache plain = blake2b_cache();
  const std::vector<std::byte> one = *tool::sign_index(plain.index, key_of(1));
  EXPECT_EQ(*tool::sign_index(one, key_of(1)), one);
  EXPECT_EQ(*tool::sign_index(*tool::sign_index(one, key_of(2)), key_of(1)), one);
  EXPECT_TRUE(std::equal(one.begin(), one.begin() + header::kSigner, plain.index.begin()));
  EXPECT_TRUE(
      std::equal(one.begin() + header::kSize, one.end(), plain.index.begin() + header::kSize));
}

TEST(Seal, OnlyASoundIndexWithBlake2bIsSigned) {
  EXPECT_EQ(tool::sign_index(tests::sample_cache().index, key_of(1)).status().code(),
            Code::kInvalidArgument);
  std::vector<std::byte> index = blake2b_cache().index;
  index.back() ^= std::byte{1};
  EXPECT_EQ(tool::sign_index(index, key_of(1)).status().code(), Code::kCorrupt);
  EXPECT_EQ(tool::sign_index({}, key_of(1)).status().code(), Code::kCorrupt);
}

TEST(SealLine, IsADigestOrASigner) {
  const std::string digits = "00ff" + std::string(60, 'A');
  const Seal digest = parse_seal("digest " + digits);
  EXPECT_EQ(digest.kind, SealKind::kDigest);
  EXPECT_EQ(digest.bytes[1], 0xff);
  EXPECT_EQ(digest.bytes[31], 0xaa);
  EXPECT_EQ(parse_seal("signer " + digits).kind, SealKind::kSigner);
  EXPECT_EQ(seal_text(parse_seal("signer " + digits)),
            "caches signed by 00ff" + std::string(60, 'a'));
}

TEST(SealLine, ThatIsNotUnderstoodAcceptsNothing) {
  const std::string digits(64, 'a');
  for (const std::string& line :
       {std::string(), std::string("digest"), "digest " + digits + "0", "digest " + digits + " ",
        "digest  " + digits, "digest " + digits.substr(1), "signer " + digits.substr(1) + "g",
        "later " + digits, digits}) {
    const Seal seal = parse_seal(line);
    EXPECT_EQ(seal.kind, SealKind::kUnknown) << line;
    const Status status = accepted(signed_cache(1).index, {seal});
    EXPECT_NE(status.message().find("a seal that is not known here"), std::string::npos) << line;
  }
}

}  // namespace
}  // namespace larder::inline v1::format
