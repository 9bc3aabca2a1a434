// Some of the bench's kernels in OpenCL.
#ifndef LARDER_TESTS_BENCH_CPU_OPENCL_KERNELS_H
#define LARDER_TESTS_BENCH_CPU_OPENCL_KERNELS_H

namespace larder::bench {

constexpr char kOpenclKernels[] = R"(
kernel void saxpy(int n, float a, global const float* x, global float* y) {
  const int i = get_global_id(0);
  if (i < n) y[i] = a * x[i] + y[i];
}

#define TILE 32
kernel void multiply(global const float* a, global const float* b, global float* c, int n) {
  local float a_tile[TILE][TILE];
  local float b_tile[TILE][TILE];
  const int tx = get_local_id(0);
  const int ty = get_local_id(1);
  const int row = get_group_id(1) * TILE + ty;
  const int column = get_group_id(0) * TILE + tx;
  float sum = 0;
  for (int tile = 0; tile < n / TILE; ++tile) {
    a_tile[ty][tx] = a[row * n + tile * TILE + tx];
    b_tile[ty][tx] = b[(tile * TILE + ty) * n + column];
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int k = 0; k < TILE; ++k) sum += a_tile[ty][k] * b_tile[k][tx];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  c[row * n + column] = sum;
}

#define THREADS 256
kernel void sum_by_tree(global const float* in, global float* sums, int n) {
  local float values[THREADS];
  const int t = get_local_id(0);
  const int i = get_global_id(0);
  values[t] = i < n ? in[i] : 0.0f;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (int stride = get_local_size(0) / 2; stride > 0; stride /= 2) {
    if (t < stride) values[t] += values[t + stride];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  if (t == 0) sums[get_group_id(0)] = values[0];
}

int inside(int position, int size) {
  return position < 0 ? 0 : position < size ? position : size - 1;
}

#define WIDTH 32
#define HEIGHT 8
kernel void stencil(global const float* in, global float* out, int n) {
  local float tile[HEIGHT + 2][WIDTH + 2];
  const int tx = get_local_id(0);
  const int ty = get_local_id(1);
  const int x = get_global_id(0);
  const int y = get_global_id(1);
  tile[ty + 1][tx + 1] = in[y * n + x];
  if (ty == 0) tile[0][tx + 1] = in[inside(y - 1, n) * n + x];
  if (ty == HEIGHT - 1) tile[HEIGHT + 1][tx + 1] = in[inside(y + 1, n) * n + x];
  if (tx == 0) tile[ty + 1][0] = in[y * n + inside(x - 1, n)];
  if (tx == WIDTH - 1) tile[ty + 1][WIDTH + 1] = in[y * n + inside(x + 1, n)];
  barrier(CLK_LOCAL_MEM_FENCE);
  out[y * n + x] = 0.5f * tile[ty + 1][tx + 1] +
                   0.125f * (tile[ty][tx + 1] + tile[ty + 2][tx + 1] + tile[ty + 1][tx] +
                             tile[ty + 1][tx + 2]);
}

kernel void attract(global const float4* bodies, global float4* accelerations, int n,
                    float softening) {
  local float4 tile[THREADS];
  const int i = get_global_id(0);
  const int t = get_local_id(0);
  const float4 me = bodies[i];
  float3 sum = (float3)(0, 0, 0);
  for (int first = 0; first < n; first += THREADS) {
    tile[t] = bodies[first + t];
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int j = 0; j < THREADS; ++j) {
      const float dx = tile[j].x - me.x;
      const float dy = tile[j].y - me.y;
      const float dz = tile[j].z - me.z;
      const float inverse = rsqrt(dx * dx + dy * dy + dz * dz + softening);
      const float pull = tile[j].w * inverse * inverse * inverse;
      sum.x += dx * pull;
      sum.y += dy * pull;
      sum.z += dz * pull;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  accelerations[i] = (float4)(sum, 0);
}
)";

}  // namespace larder::bench

#endif  // LARDER_TESTS_BENCH_CPU_OPENCL_KERNELS_H
