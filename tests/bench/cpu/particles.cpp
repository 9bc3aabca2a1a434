// Forces between particles: between all, and between those in neighbouring boxes.
#include "tests/bench/cpu/openmp/particles.h"

#include <larder/larder.h>

#include "tests/bench/cpu/task.h"

constexpr int kThreads = 256;

LARDER_KERNEL void attract(const float4* bodies, float4* accelerations, int n, float softening) {
  __shared__ float4 tile[kThreads];
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const float4 me = bodies[i];
  float3 sum = make_float3(0, 0, 0);
  for (int first = 0; first < n; first += kThreads) {
    tile[threadIdx.x] = bodies[first + threadIdx.x];
    __syncthreads();
    for (int j = 0; j < kThreads; ++j) {
      const float dx = tile[j].x - me.x;
      const float dy = tile[j].y - me.y;
      const float dz = tile[j].z - me.z;
      const float inverse = rsqrtf(dx * dx + dy * dy + dz * dz + softening);
      const float pull = tile[j].w * inverse * inverse * inverse;
      sum.x += dx * pull;
      sum.y += dy * pull;
      sum.z += dz * pull;
    }
    __syncthreads();
  }
  accelerations[i] = make_float4(sum.x, sum.y, sum.z, 0);
}

constexpr int kInBox = 64;

/// Potential and force on each particle of a box by those of the box and of its neighbours. A block
/// for each box of a cube with `side` boxes along each edge.
LARDER_KERNEL void box_forces(const float4* __restrict__ particles,
                              const float* __restrict__ charges, float4* __restrict__ forces,
                              int side, float alpha) {
  __shared__ float4 near[kInBox];
  __shared__ float near_charges[kInBox];
  const int t = threadIdx.x;
  const int box = (blockIdx.z * side + blockIdx.y) * side + blockIdx.x;
  const float4 me = particles[box * kInBox + t];
  float4 sum = make_float4(0, 0, 0, 0);
  for (int neighbour = 0; neighbour < 27; ++neighbour) {
    const int x = static_cast<int>(blockIdx.x) + neighbour % 3 - 1;
    const int y = static_cast<int>(blockIdx.y) + neighbour / 3 % 3 - 1;
    const int z = static_cast<int>(blockIdx.z) + neighbour / 9 - 1;
    if (x < 0 || y < 0 || z < 0 || x >= side || y >= side || z >= side) continue;
    const int from = ((z * side + y) * side + x) * kInBox + t;
    near[t] = particles[from];
    near_charges[t] = charges[from];
    __syncthreads();
    for (int j = 0; j < kInBox; ++j) {
      const float dx = me.x - near[j].x;
      const float dy = me.y - near[j].y;
      const float dz = me.z - near[j].z;
      const float potential = near_charges[j] * expf(-alpha * (dx * dx + dy * dy + dz * dz));
      sum.w += potential;
      sum.x += 2 * alpha * potential * dx;
      sum.y += 2 * alpha * potential * dy;
      sum.z += 2 * alpha * potential * dz;
    }
    __syncthreads();
  }
  forces[box * kInBox + t] = sum;
}

namespace larder::bench {
namespace {

float4* vectors(Buffer<float>& floats) { return reinterpret_cast<float4*>(floats.data()); }

class Bodies final : public Task {
 public:
  explicit Bodies(Device& device)
      : Task(device), bodies_(random_floats(device, kCount * 4, 0, 1)), out_(device, kCount * 4) {}

  void ours() override {
    device().launch(attract, {kCount / kThreads, kThreads}, vectors(bodies_), vectors(out_.ours),
                    kCount, kSoftening);
  }
  void theirs() override {
    openmp::attract(bodies_.data(), out_.theirs.data(), kCount, kSoftening);
  }
  std::string difference() override { return out_.difference(1e-4); }
  OpenclCall opencl() override {
    return {"attract", kCount / kThreads, kThreads, {bodies_, out_.theirs, kCount, kSoftening}};
  }

 private:
  static constexpr int kCount = 2048;
  static constexpr float kSoftening = 0.01F;
  Buffer<float> bodies_;
  Results<float> out_;
};

class Boxes final : public Task {
 public:
  explicit Boxes(Device& device) : Task(device), out_(device, kCount * 4) {
    Random random(1);
    std::vector<float> particles;
    for (int box = 0; box < kBoxes; ++box) {
      const int corner[] = {box % kSide, box / kSide % kSide, box / kSide / kSide};
      for (int i = 0; i < kInBox; ++i) {
        for (const int low : corner)
          particles.push_back(static_cast<float>(low) + random.between(0, 1));
        particles.push_back(0);
      }
    }
    particles_ = device.upload(particles);
    charges_ = random_floats(device, kCount, 0, 1, 2);
  }

  void ours() override {
    device().launch(box_forces, {{kSide, kSide, kSide}, kInBox}, vectors(particles_), charges_,
                    vectors(out_.ours), kSide, kAlpha);
  }
  void theirs() override {
    openmp::box_forces(particles_.data(), charges_.data(), out_.theirs.data(), kSide, kAlpha);
  }
  std::string difference() override { return out_.difference(1e-4); }

 private:
  static constexpr int kSide = 4;
  static constexpr int kBoxes = kSide * kSide * kSide;
  static constexpr int kCount = kBoxes * kInBox;
  static constexpr float kAlpha = 0.5F;
  Buffer<float> particles_;
  Buffer<float> charges_;
  Results<float> out_;
};

}  // namespace

void add_particles(Catalog& catalog) {
  catalog.push_back(entry<Bodies>("tiled n-body", Group::kWithBarriers));
  catalog.push_back(entry<Boxes>("lavaMD-like", Group::kWithBarriers));
}

}  // namespace larder::bench
