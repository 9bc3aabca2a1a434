// Needleman-Wunsch: how well two sequences fit, tile after tile along the diagonals.
#include "tests/bench/cpu/openmp/alignment.h"

#include <larder/larder.h>

#include <algorithm>

#include "tests/bench/cpu/task.h"

constexpr int kTile = 32;

/// One tile of those whose row and column add up to `diagonal`. The matrix has a row and a column
/// more than the similarities, which are given.
LARDER_KERNEL void needle(const int* similarities, int* scores, int n, int penalty, int diagonal,
                          int first_row) {
  __shared__ int tile[kTile + 1][kTile + 1];
  __shared__ int similar[kTile][kTile];
  const int t = threadIdx.x;
  const int tile_row = first_row + blockIdx.x;
  const int row = tile_row * kTile;
  const int column = (diagonal - tile_row) * kTile;
  const int width = n + 1;
  for (int i = 0; i < kTile; ++i) similar[i][t] = similarities[(row + i) * n + column + t];
  tile[0][t + 1] = scores[row * width + column + t + 1];
  tile[t + 1][0] = scores[(row + t + 1) * width + column];
  if (t == 0) tile[0][0] = scores[row * width + column];
  __syncthreads();
  for (int step = 0; step < 2 * kTile - 1; ++step) {
    const int x = t + 1;
    const int y = step - t + 1;
    if (y >= 1 && y <= kTile)
      tile[y][x] = max(tile[y - 1][x - 1] + similar[y - 1][x - 1],
                       max(tile[y][x - 1] - penalty, tile[y - 1][x] - penalty));
    __syncthreads();
  }
  for (int i = 0; i < kTile; ++i)
    scores[(row + i + 1) * width + column + t + 1] = tile[i + 1][t + 1];
}

namespace larder::bench {
namespace {

class Needle final : public Task {
 public:
  explicit Needle(Device& device) : Task(device), scores_(device, start(device)) {
    Random random(1);
    std::vector<int> values(kSide * kSide);
    for (int& value : values) value = static_cast<int>(random.bits() % 21) - 10;
    similarities_ = device.upload(values);
  }

  void ours() override {
    constexpr int kTiles = kSide / kTile;
    for (int diagonal = 0; diagonal < 2 * kTiles - 1; ++diagonal) {
      const int first = std::max(0, diagonal - kTiles + 1);
      const int last = std::min(diagonal, kTiles - 1);
      device().launch(needle, {last - first + 1, kTile}, similarities_, scores_.ours, kSide,
                      kPenalty, diagonal, first);
    }
  }
  void theirs() override {
    openmp::needle(similarities_.data(), scores_.theirs.data(), kSide, kPenalty);
  }
  std::string difference() override { return scores_.difference(); }

 private:
  static constexpr int kSide = 1024;
  static constexpr int kPenalty = 10;

  static Buffer<int> start(Device& device) {
    constexpr int kWidth = kSide + 1;
    std::vector<int> scores(kWidth * kWidth);
    for (int i = 0; i < kWidth; ++i) scores[i] = scores[i * kWidth] = -i * kPenalty;
    return device.upload(scores);
  }

  Results<int> scores_;
  Buffer<int> similarities_;
};

}  // namespace

void add_alignment(Catalog& catalog) {
  catalog.push_back(entry<Needle>("needle", Group::kWithBarriers));
}

}  // namespace larder::bench
