#include "tests/bench/cpu/opencl.h"

#include <stdexcept>
#include <string>
#include <vector>

#include "tests/bench/bench_report.h"

#ifdef LARDER_WITH_OPENCL
#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>

#include "tests/bench/cpu/opencl_kernels.h"
#endif

namespace larder::bench {

#ifdef LARDER_WITH_OPENCL
namespace {

void check(cl_int code, const std::string& what) {
  if (code != CL_SUCCESS)
    throw std::runtime_error("OpenCL: " + what + " failed with code " + std::to_string(code));
}

/// POCL's first device, or null.
cl_device_id find_device() {
  std::vector<cl_platform_id> platforms(8);
  cl_uint count = 0;
  if (clGetPlatformIDs(8, platforms.data(), &count) != CL_SUCCESS) return nullptr;
  for (cl_uint i = 0; i < count && i < 8; ++i) {
    std::string name(128, '\0');
    cl_device_id device = nullptr;
    clGetPlatformInfo(platforms[i], CL_PLATFORM_NAME, name.size(), name.data(), nullptr);
    if (name.find("Portable Computing Language") != std::string::npos &&
        clGetDeviceIDs(platforms[i], CL_DEVICE_TYPE_CPU, 1, &device, nullptr) == CL_SUCCESS)
      return device;
  }
  return nullptr;
}

/// What it makes lives as long as the process.
class Pocl final : public Opencl {
 public:
  explicit Pocl(cl_device_id device) {
    cl_int code = CL_SUCCESS;
    context_ = clCreateContext(nullptr, 1, &device, nullptr, nullptr, &code);
    check(code, "a context");
    queue_ = clCreateCommandQueue(context_, device, 0, &code);
    check(code, "a queue");
    const char* text = kOpenclKernels;
    program_ = clCreateProgramWithSource(context_, 1, &text, nullptr, &code);
    check(code, "a program");
    check(clBuildProgram(program_, 1, &device, "", nullptr, nullptr), "building the kernels");
  }

  Launch prepare(const OpenclCall& call) override {
    cl_int code = CL_SUCCESS;
    cl_kernel kernel = clCreateKernel(program_, call.kernel, &code);
    check(code, call.kernel);
    std::vector<Memory> memories;
    for (cl_uint i = 0; i < call.arguments.size(); ++i) set(kernel, i, call.arguments[i], memories);
    const std::vector<std::size_t> local = sizes(call.block);
    std::vector<std::size_t> global = sizes(call.grid);
    for (std::size_t i = 0; i < global.size(); ++i) global[i] *= local[i];
    const auto run = [=, queue = queue_] {
      check(clEnqueueNDRangeKernel(queue, kernel, 3, nullptr, global.data(), local.data(), 0,
                                   nullptr, nullptr),
            "a launch");
      check(clFinish(queue), "a kernel");
    };
    return {run, [=, queue = queue_] { fetch(queue, memories); }};
  }

 private:
  struct Memory {
    cl_mem memory;
    std::size_t bytes;
  };

  static std::vector<std::size_t> sizes(const Dim3& from) {
    return {static_cast<std::size_t>(from.x), static_cast<std::size_t>(from.y),
            static_cast<std::size_t>(from.z)};
  }

  void set(cl_kernel kernel, cl_uint index, const OpenclArgument& argument,
           std::vector<Memory>& memories) const {
    if (argument.memory == nullptr) {
      check(clSetKernelArg(kernel, index, argument.bytes, argument.value.data()), "an argument");
      return;
    }
    cl_int code = CL_SUCCESS;
    cl_mem memory = clCreateBuffer(context_, CL_MEM_READ_WRITE | CL_MEM_USE_HOST_PTR,
                                   argument.bytes, argument.memory, &code);
    check(code, "a buffer");
    check(clSetKernelArg(kernel, index, sizeof(cl_mem), static_cast<const void*>(&memory)),
          "an argument");
    memories.push_back({memory, argument.bytes});
  }

  static void fetch(cl_command_queue queue, const std::vector<Memory>& memories) {
    for (const Memory& one : memories) {
      cl_int code = CL_SUCCESS;
      void* at = clEnqueueMapBuffer(queue, one.memory, CL_TRUE, CL_MAP_READ, 0, one.bytes, 0,
                                    nullptr, nullptr, &code);
      check(code, "reading a buffer");
      check(clEnqueueUnmapMemObject(queue, one.memory, at, 0, nullptr, nullptr), "letting it go");
      check(clFinish(queue), "letting it go");
    }
  }

  cl_context context_ = nullptr;
  cl_command_queue queue_ = nullptr;
  cl_program program_ = nullptr;
};

}  // namespace

std::unique_ptr<Opencl> Opencl::open() {
  cl_device_id device = find_device();
  if (device != nullptr) return std::make_unique<Pocl>(device);
  Report::note("POCL: skipped, OpenCL's loader finds no such platform (Debian: pocl-opencl-icd)");
  return nullptr;
}

#else

std::unique_ptr<Opencl> Opencl::open() {
  Report::note("POCL: skipped, built without OpenCL (Debian: ocl-icd-opencl-dev opencl-headers)");
  return nullptr;
}

#endif

}  // namespace larder::bench
