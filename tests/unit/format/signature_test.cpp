// Digests and signatures, beside libsodium's.
#include <gtest/gtest.h>
#include <sodium.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "runtime/format/blake2b.h"
#include "runtime/format/ed25519.h"
#include "runtime/format/sha512.h"

namespace larder::inline v1::format {
namespace {

using Signature = std::array<std::uint8_t, 64>;
using PublicKey = std::array<std::uint8_t, 32>;

std::vector<std::byte> random_bytes(std::mt19937& random, std::size_t size) {
  std::vector<std::byte> bytes(size);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
  return bytes;
}

const unsigned char* raw(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

TEST(Signature, Blake2bIsLibsodiums) {
  std::mt19937 random(1);
  for (std::size_t size = 0; size < 700; ++size) {
    const std::vector<std::byte> bytes = random_bytes(random, size);
    const std::span<const std::byte> all = bytes;
    const std::size_t digest_size = 16 + size % 49;
    std::vector<std::uint8_t> right(digest_size);
    crypto_generichash(right.data(), digest_size, raw(bytes), size, nullptr, 0);
    std::vector<std::uint8_t> digest(digest_size);
    Blake2b state(digest_size);
    const std::size_t cut = size == 0 ? 0 : random() % size;
    state.update(all.first(cut));
    state.update(all.subspan(cut));
    state.finish(digest);
    EXPECT_EQ(digest, right) << size;
  }
}

TEST(Signature, Sha512IsLibsodiums) {
  std::mt19937 random(2);
  for (std::size_t size = 0; size < 300; ++size) {
    const std::vector<std::byte> bytes = random_bytes(random, size);
    std::array<std::uint8_t, 64> right;
    crypto_hash_sha512(right.data(), raw(bytes), size);
    const std::span<const std::byte> all = bytes;
    EXPECT_EQ(sha512({all.first(size / 3), all.subspan(size / 3)}), right) << size;
  }
}

/// What both say of it.
bool both(const Signature& signature, std::span<const std::byte> message, const PublicKey& key) {
  const bool theirs =
      crypto_sign_verify_detached(signature.data(), raw(message), message.size(), key.data()) == 0;
  const bool ours = signature_is_right(signature, message, key);
  EXPECT_EQ(ours, theirs);
  return ours;
}

struct Signed {
  std::vector<std::byte> message;
  PublicKey key;
  Signature signature;
};

Signed signed_message(std::mt19937& random) {
  Signed result{random_bytes(random, random() % 200), {}, {}};
  std::array<std::uint8_t, crypto_sign_SEEDBYTES> seed;
  for (std::uint8_t& byte : seed) byte = static_cast<std::uint8_t>(random());
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret;
  crypto_sign_seed_keypair(result.key.data(), secret.data(), seed.data());
  crypto_sign_detached(result.signature.data(), nullptr, raw(result.message), result.message.size(),
                       secret.data());
  return result;
}

TEST(Signature, RightOnesAreRight) {
  std::mt19937 random(3);
  for (int i = 0; i < 100; ++i) {
    const Signed one = signed_message(random);
    EXPECT_TRUE(both(one.signature, one.message, one.key));
  }
}

TEST(Signature, EachBitCounts) {
  std::mt19937 random(4);
  const Signed one = signed_message(random);
  for (std::size_t bit = 0; bit < 512; ++bit) {
    Signature signature = one.signature;
    signature[bit / 8] = static_cast<std::uint8_t>(signature[bit / 8] ^ 1U << bit % 8);
    EXPECT_FALSE(both(signature, one.message, one.key)) << bit;
  }
  for (std::size_t bit = 0; bit < 256; ++bit) {
    PublicKey key = one.key;
    key[bit / 8] = static_cast<std::uint8_t>(key[bit / 8] ^ 1U << bit % 8);
    EXPECT_FALSE(both(one.signature, one.message, key)) << bit;
  }
  std::vector<std::byte> longer = one.message;
  longer.push_back(std::byte{0});
  EXPECT_FALSE(both(one.signature, longer, one.key));
}

// The same signature with the group's order added to its scalar.
TEST(Signature, AScalarAboveTheOrderIsRefused) {
  constexpr std::uint8_t kOrder[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,
                                       0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                                       0,    0,    0,    0,    0,    0,    0,    0,
                                       0,    0,    0,    0,    0,    0,    0,    0x10};
  std::mt19937 random(5);
  Signed one = signed_message(random);
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    carry += one.signature[32 + i] + unsigned{kOrder[i]};
    one.signature[32 + i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  EXPECT_FALSE(both(one.signature, one.message, one.key));
}

// Points of small order, also written in a longer form; with a scalar of zero and themselves as
// the commitment some of them fit any message.
TEST(Signature, KeysOfSmallOrderAreRefused) {
  const auto point = [](std::uint8_t first, std::uint8_t middle, std::uint8_t last) {
    PublicKey key;
    key.fill(middle);
    key.front() = first;
    key.back() = last;
    return key;
  };
  PublicKey eight = {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4,
                     0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6,
                     0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05};
  const PublicKey keys[] = {
      point(0, 0, 0),          point(1, 0, 0),          eight,
      point(0xec, 0xff, 0x7f), point(0xed, 0xff, 0x7f), point(0xee, 0xff, 0x7f),
      point(1, 0, 0x80),       point(0xec, 0xff, 0xff)};
  const std::vector<std::byte> message(10);
  for (const PublicKey& key : keys) {
    for (const PublicKey& commitment : keys) {
      Signature signature{};
      std::copy(commitment.begin(), commitment.end(), signature.begin());
      EXPECT_FALSE(both(signature, message, key));
    }
  }
}

TEST(Signature, RandomBytesAreJudgedAsByLibsodium) {
  std::mt19937 random(6);
  for (int i = 0; i < 2000; ++i) {
    const std::vector<std::byte> bytes = random_bytes(random, 96);
    Signature signature;
    PublicKey key;
    std::memcpy(signature.data(), bytes.data(), signature.size());
    std::memcpy(key.data(), bytes.data() + signature.size(), key.size());
    signature[63] &= 0x0f;
    EXPECT_FALSE(both(signature, {}, key));
  }
}

}  // namespace
}  // namespace larder::inline v1::format
