// The nearest of many points: of references in space, and of the means of k-means.
#include "tests/bench/cpu/openmp/points.h"

#include <larder/larder.h>

#include <cfloat>

#include "tests/bench/cpu/task.h"

constexpr int kFeatures = 16;

LARDER_KERNEL void nearest_neighbours(const float4* __restrict__ queries, int count,
                                      const float4* __restrict__ references, int reference_count,
                                      int* __restrict__ nearest, float* __restrict__ squares) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= count) return;
  const float4 query = queries[i];
  float best = FLT_MAX;
  int index = -1;
  for (int j = 0; j < reference_count; ++j) {
    const float dx = query.x - references[j].x;
    const float dy = query.y - references[j].y;
    const float dz = query.z - references[j].z;
    const float square = dx * dx + dy * dy + dz * dz;
    if (square < best) {
      best = square;
      index = j;
    }
  }
  nearest[i] = index;
  squares[i] = best;
}

/// Points lie feature by feature, so that neighbouring threads read neighbouring numbers.
LARDER_KERNEL void assign_to_means(const float* __restrict__ points, int count,
                                   const float* __restrict__ means, int mean_count,
                                   int* __restrict__ membership) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < count) {
    int index = 0;
    float best = FLT_MAX;
    for (int mean = 0; mean < mean_count; ++mean) {
      float square = 0;
      for (int feature = 0; feature < kFeatures; ++feature) {
        const float d = points[feature * count + i] - means[mean * kFeatures + feature];
        square += d * d;
      }
      if (square < best) {
        best = square;
        index = mean;
      }
    }
    membership[i] = index;
  }
}

namespace larder::bench {
namespace {

constexpr int kThreads = 128;

/// Coordinates are whole numbers, so squares are exact and the first of equals wins on both sides.
Buffer<float4> whole_points(Device& device, int count, unsigned seed) {
  Random random(seed);
  std::vector<float4> points(count);
  for (float4& point : points) {
    const auto number = [&] { return static_cast<float>(random.bits() % 1024); };
    point = make_float4(number(), number(), number(), 0);
  }
  return device.upload(points);
}

const float* floats(const Buffer<float4>& points) {
  return reinterpret_cast<const float*>(points.data());
}

class Nearest : public Task {
 public:
  explicit Nearest(Device& device)
      : Task(device),
        queries_(whole_points(device, kQueries, 1)),
        references_(whole_points(device, kReferences, 2)),
        nearest_(device, kQueries),
        squares_(device, kQueries) {}

  void ours() override {
    device().launch(nearest_neighbours, {blocks_for(kQueries, kThreads), kThreads}, queries_,
                    kQueries, references_, kReferences, nearest_.ours, squares_.ours);
  }
  void theirs() override {
    openmp::nearest_neighbours(floats(queries_), kQueries, floats(references_), kReferences,
                               nearest_.theirs.data(), squares_.theirs.data());
  }
  std::string difference() override { return nearest_.difference() + squares_.difference(); }

 protected:
  static constexpr int kQueries = 8192;
  static constexpr int kReferences = 2048;
  Buffer<float4> queries_;
  Buffer<float4> references_;
  Results<int> nearest_;
  Results<float> squares_;
};

/// Beside a rival that does by hand what OpenMP's words do not make g++ do.
class NearestInLanes final : public Nearest {
 public:
  using Nearest::Nearest;
  void theirs() override {
    openmp::nearest_neighbours_in_lanes(floats(queries_), kQueries, floats(references_),
                                        kReferences, nearest_.theirs.data(),
                                        squares_.theirs.data());
  }
};

class Means final : public Task {
 public:
  explicit Means(Device& device)
      : Task(device),
        points_(random_whole(device, kPoints * kFeatures, 256, 1)),
        means_(random_whole(device, kMeans * kFeatures, 256, 2)),
        membership_(device, kPoints) {}

  void ours() override {
    device().launch(assign_to_means, {blocks_for(kPoints, kThreads), kThreads}, points_, kPoints,
                    means_, kMeans, membership_.ours);
  }
  void theirs() override {
    openmp::assign_to_means(points_.data(), kPoints, means_.data(), kMeans, kFeatures,
                            membership_.theirs.data());
  }
  std::string difference() override { return membership_.difference(); }

 private:
  static constexpr int kPoints = 1 << 16;
  static constexpr int kMeans = 16;
  Buffer<float> points_;
  Buffer<float> means_;
  Results<int> membership_;
};

}  // namespace

void add_points(Catalog& catalog) {
  catalog.push_back(entry<Nearest>("nearest neighbours", Group::kWithoutBarriers));
  catalog.push_back(entry<NearestInLanes>("nearest neighbours, in lanes", Group::kOther));
  catalog.push_back(entry<Means>("k-means assignment", Group::kWithoutBarriers));
}

}  // namespace larder::bench
