// The kernels of checked_kernels.cpp in OpenCL, for Oclgrind, which checks them too. OpenCL 1.2 has
// no shuffles, and atomic operations on integers alone. Arguments: measured.h.
#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "measured.h"

namespace {

constexpr char kKernels[] = R"(
kernel void saxpy(int n, float a, global const float* x, global float* y) {
  const int i = get_global_id(0);
  if (i < n) y[i] = a * x[i] + y[i];
}

kernel void stencil(int side, float a, global const float* in, global float* out) {
  const int i = get_global_id(0);
  const int x = i % side;
  const int y = i / side;
  if (x < 2 || y < 2 || x >= side - 2 || y >= side - 2) return;
  float sum = 0;
  for (int dy = -2; dy <= 2; ++dy)
    for (int dx = -2; dx <= 2; ++dx) sum += in[(y + dy) * side + x + dx];
  out[i] = sum / 25;
}

kernel void matrix_product(int side, float a, global const float* in, global float* out) {
  local float left[16][16];
  local float right[16][16];
  const uint x = get_local_id(0) % 16;
  const uint y = get_local_id(0) / 16;
  const uint tiles = side / 16;
  const uint row = get_group_id(0) / tiles * 16 + y;
  const uint column = get_group_id(0) % tiles * 16 + x;
  float sum = 0;
  for (uint tile = 0; tile < tiles; ++tile) {
    left[y][x] = in[row * side + tile * 16 + x];
    right[y][x] = in[(tile * 16 + y) * side + column];
    barrier(CLK_LOCAL_MEM_FENCE);
    for (uint k = 0; k < 16; ++k) sum += left[y][k] * right[k][x];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  out[row * side + column] = sum;
}

kernel void reduce(int n, float a, global const float* in, global float* out) {
  local float sums[256];
  const uint t = get_local_id(0);
  sums[t] = in[get_global_id(0)];
  barrier(CLK_LOCAL_MEM_FENCE);
  for (uint step = 128; step > 0; step /= 2) {
    if (t < step) sums[t] += sums[t + step];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  if (t == 0) out[get_group_id(0)] = sums[0];
}
)";

void check(cl_int code, const char* what) {
  if (code == CL_SUCCESS) return;
  std::fprintf(stderr, "OpenCL: %s failed with code %d\n", what, code);
  std::exit(1);
}

class Program {
 public:
  Program() {
    cl_platform_id platform = nullptr;
    check(clGetPlatformIDs(1, &platform, nullptr), "finding a platform");
    check(clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 1, &device_, nullptr), "finding a device");
    cl_int code = CL_SUCCESS;
    context_ = clCreateContext(nullptr, 1, &device_, nullptr, nullptr, &code);
    check(code, "a context");
    queue_ = clCreateCommandQueue(context_, device_, 0, &code);
    check(code, "a queue");
    const char* text = kKernels;
    program_ = clCreateProgramWithSource(context_, 1, &text, nullptr, &code);
    check(code, "a program");
    check(clBuildProgram(program_, 1, &device_, "", nullptr, nullptr), "building the kernels");
  }

  [[nodiscard]] cl_mem upload(const std::vector<float>& values) const {
    cl_int code = CL_SUCCESS;
    cl_mem memory =
        clCreateBuffer(context_, CL_MEM_READ_WRITE | CL_MEM_COPY_HOST_PTR,
                       values.size() * sizeof(float), const_cast<float*>(values.data()), &code);
    check(code, "a buffer");
    return memory;
  }
  [[nodiscard]] std::vector<float> download(cl_mem memory, std::size_t count) const {
    std::vector<float> values(count);
    check(clEnqueueReadBuffer(queue_, memory, CL_TRUE, 0, count * sizeof(float), values.data(), 0,
                              nullptr, nullptr),
          "reading a buffer");
    return values;
  }
  [[nodiscard]] cl_kernel kernel(std::string name) const {
    if (name == "matrix-product") name = "matrix_product";
    cl_int code = CL_SUCCESS;
    cl_kernel found = clCreateKernel(program_, name.c_str(), &code);
    check(code, "finding the kernel");
    return found;
  }
  void launch(cl_kernel kernel, int count) const {
    const std::size_t global = static_cast<std::size_t>(count);
    const std::size_t local = measured::kThreads;
    check(clEnqueueNDRangeKernel(queue_, kernel, 1, nullptr, &global, &local, 0, nullptr, nullptr),
          "a launch");
    check(clFinish(queue_), "a kernel");
  }

 private:
  cl_device_id device_ = nullptr;
  cl_context context_ = nullptr;
  cl_command_queue queue_ = nullptr;
  cl_program program_ = nullptr;
};

}  // namespace

int main(int count, char** arguments) {
  const measured::Request request = measured::read(count, arguments);
  const Program program;
  const std::vector<float> values = measured::values(request);
  const int size = measured::size(request);
  const float factor = measured::kFactor;
  const cl_mem in = program.upload(values);
  const cl_mem out = program.upload(values);
  const cl_kernel kernel = program.kernel(request.kernel);
  check(clSetKernelArg(kernel, 0, sizeof size, &size), "an argument");
  check(clSetKernelArg(kernel, 1, sizeof factor, &factor), "an argument");
  check(clSetKernelArg(kernel, 2, sizeof in, &in), "an argument");
  check(clSetKernelArg(kernel, 3, sizeof out, &out), "an argument");
  const auto launch = [&] { program.launch(kernel, measured::count_of(request)); };
  launch();
  return measured::report(request, program.download(out, values.size()), launch);
}
