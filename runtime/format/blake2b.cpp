#include "runtime/format/blake2b.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace larder::inline v1::format {
namespace {

static_assert(std::endian::native == std::endian::little, "words are read as they lie");

constexpr int kRounds = 12;
// The order of the block's words in each round; it repeats after ten.
constexpr std::uint8_t kOrder[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};

using Words = std::array<std::uint64_t, 16>;

inline void mix(Words& v, int a, int b, int c, int d, std::uint64_t x, std::uint64_t y) {
  v[a] += v[b] + x;
  v[d] = std::rotr(v[d] ^ v[a], 32);
  v[c] += v[d];
  v[b] = std::rotr(v[b] ^ v[c], 24);
  v[a] += v[b] + y;
  v[d] = std::rotr(v[d] ^ v[a], 16);
  v[c] += v[d];
  v[b] = std::rotr(v[b] ^ v[c], 63);
}

}  // namespace

Blake2b::Blake2b(std::size_t size) { state_[0] ^= 0x01010000 ^ size; }

void Blake2b::compress(const std::byte* block, bool last) {
  Words m;
  std::memcpy(m.data(), block, kBlock);
  Words v;
  std::copy(state_.begin(), state_.end(), v.begin());
  std::copy(kHashStart.begin(), kHashStart.end(), v.begin() + 8);
  v[12] ^= bytes_;
  if (last) v[14] = ~v[14];
  for (int round = 0; round < kRounds; ++round) {
    const std::uint8_t* const at = kOrder[round % 10];
    mix(v, 0, 4, 8, 12, m[at[0]], m[at[1]]);
    mix(v, 1, 5, 9, 13, m[at[2]], m[at[3]]);
    mix(v, 2, 6, 10, 14, m[at[4]], m[at[5]]);
    mix(v, 3, 7, 11, 15, m[at[6]], m[at[7]]);
    mix(v, 0, 5, 10, 15, m[at[8]], m[at[9]]);
    mix(v, 1, 6, 11, 12, m[at[10]], m[at[11]]);
    mix(v, 2, 7, 8, 13, m[at[12]], m[at[13]]);
    mix(v, 3, 4, 9, 14, m[at[14]], m[at[15]]);
  }
  for (std::size_t i = 0; i < state_.size(); ++i) state_[i] ^= v[i] ^ v[i + 8];
}

// The last block is marked, so a full block is held back until more bytes or finish() follow.
void Blake2b::update(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    if (held_ == kBlock) {
      bytes_ += kBlock;
      compress(rest_.data(), false);
      held_ = 0;
    }
    const std::size_t taken = std::min(kBlock - held_, bytes.size());
    std::memcpy(rest_.data() + held_, bytes.data(), taken);
    held_ += taken;
    bytes = bytes.subspan(taken);
  }
}

void Blake2b::finish(std::span<std::uint8_t> out) {
  bytes_ += held_;
  std::fill(rest_.begin() + static_cast<std::ptrdiff_t>(held_), rest_.end(), std::byte{0});
  compress(rest_.data(), true);
  std::memcpy(out.data(), state_.data(), out.size());
}

}  // namespace larder::inline v1::format
