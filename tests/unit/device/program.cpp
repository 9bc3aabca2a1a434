#include "tests/unit/device/program.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "runtime/store/cache.h"

namespace larder::tests {

namespace fs = std::filesystem;
using detail::Entry;
using detail::KernelKey;
using detail::KernelRecord;
using detail::VariableRecord;

float weights[4] = {1, 2, 3, 4};
int offset = 10;
int lone[3] = {7, 8, 9};
int unknown_variable = 0;

LARDER_KERNEL void scale(float* values, float factor, int count) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < count) values[i] *= factor;
}

LARDER_KERNEL void poly(const double* in, double* out, short power, char sign, long count) {
  const long i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= count) return;
  double value = sign;
  for (short k = 0; k < power; ++k) value *= in[i];
  out[i] = value;
}

LARDER_KERNEL void nothing() {}

LARDER_KERNEL void weigh(float* values) {
  const unsigned i = threadIdx.x;
  values[i] = (values[i] + static_cast<float>(offset)) * weights[i];
}

LARDER_KERNEL_CUDA_ONLY void gpu_only(int*) {}

LARDER_KERNEL void halve(float* values) { values[threadIdx.x] /= 2; }

void unregistered(int) {}

namespace {

template <std::uint8_t Number>
constexpr KernelKey kKey = {0,
                            {Number, Number, Number, Number, Number, Number, Number, Number, Number,
                             Number, Number, Number, Number, Number, Number, Number}};

template <auto Kernel, std::uint8_t Number>
KernelRecord record(const char* name, std::uint32_t max_threads = 0) {
  return {name,
          name,
          "program.cpp:1",
          reinterpret_cast<const void*>(Kernel),
          Entry<Kernel>::run,
          &kKey<Number>,
          1,
          max_threads,
          detail::Lowering::kFibers,
          &Entry<Kernel>::parameters};
}

const KernelRecord* kernels() {
  static const KernelRecord table[] = {
      record<scale, 1>("scale"),
      record<poly, 2>("poly", 128),
      record<nothing, 3>("nothing"),
      record<weigh, 4>("weigh"),
      [] {
        KernelRecord cuda_only = record<gpu_only, 5>("gpu_only");
        cuda_only.run = nullptr;
        return cuda_only;
      }(),
  };
  return table;
}

const KernelRecord* one_more_kernel() {
  static const KernelRecord kernel = record<halve, 6>("halve");
  return &kernel;
}

const VariableRecord* variables() {
  static const VariableRecord table[] = {
      {"weights", "weights", weights, sizeof weights, true},
      {"offset", "offset", &offset, sizeof offset, false},
      {"lone", "lone", lone, sizeof lone, false},
  };
  return table;
}

constexpr int kKernels = 5;
constexpr const char* kNames[] = {"scale", "poly", "nothing", "weigh", "gpu_only"};

std::vector<std::byte> image_text(const format::Target& target, bool with_gpu_only) {
  // The target makes each image's bytes its own; the null is for the stand-in, which reads text.
  std::string text = "target:" + target.text() +
                     " kernel:scale:0 kernel:poly:1024 kernel:nothing:0 kernel:weigh:0 "
                     "variable:weights:16 variable:offset:4";
  if (with_gpu_only) text += " kernel:gpu_only:0";
  const auto* begin = reinterpret_cast<const std::byte*>(text.c_str());
  return {begin, begin + text.size() + (target.kind == format::ImageKind::kSass ? 1 : 0)};
}

format::EncodedCache encoded_or_throw(const format::CacheInput& input) {
  Result<format::EncodedCache> encoded = format::encode(input);
  if (!encoded.ok()) throw std::runtime_error(encoded.status().text());
  return *std::move(encoded);
}

}  // namespace

Program::Program(bool with_gpu_only)
    : module_("program.cpp", kernels(), with_gpu_only ? kKernels : kKernels - 1, variables(), 3) {}

OneMoreKernel::OneMoreKernel() : module_("more.cpp", one_more_kernel(), 1, nullptr, 0) {}

format::Key key_of(int kernel) {
  format::Key key;
  key.bytes.fill(static_cast<std::uint8_t>(kernel));
  return key;
}

format::CacheInput cache_input(const std::vector<format::Target>& targets, bool with_gpu_only) {
  format::CacheInput input;
  input.producer = "larder-pack test";
  input.toolchain = "nvcc test";
  const int count = with_gpu_only ? kKernels : kKernels - 1;
  for (int kernel = 0; kernel < count; ++kernel) {
    input.kernels.push_back(
        {key_of(kernel + 1), kNames[kernel], kNames[kernel], "program.cpp:1", {}});
  }
  for (const format::Target& target : targets) {
    for (format::KernelInput& kernel : input.kernels) {
      kernel.uses.push_back({static_cast<std::uint32_t>(input.images.size()), 16, 0, 0});
    }
    input.images.push_back({target, image_text(target, with_gpu_only)});
  }
  return input;
}

DiskCache::DiskCache(const std::vector<format::Target>& targets, bool with_gpu_only)
    : DiskCache(cache_input(targets, with_gpu_only)) {}

DiskCache::DiskCache(const format::CacheInput& input) : DiskCache(encoded_or_throw(input)) {}

DiskCache::DiskCache(const format::EncodedCache& encoded) {
  index_ = folder_.path() + "/program.larder";
  const Status written = store::write_cache(index_, encoded);
  if (!written.ok()) throw std::runtime_error(written.text());
  variable_.emplace("LARDER_CACHE", index_);
}

void DiskCache::damage(const std::string& file, long offset) {
  const auto size = static_cast<long>(fs::file_size(file));
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  const long at = offset < 0 ? size + offset : offset;
  stream.seekg(at);
  const int byte = stream.get();
  stream.seekp(at);
  stream.put(static_cast<char>(byte ^ 0xff));
}

void DiskCache::truncate(const std::string& file, std::size_t size) { fs::resize_file(file, size); }

Device open_device(Policy policy) {
  const ScopedVariable quiet("LARDER_LOG", "off");
  const ScopedVariable unset("LARDER_DEVICE", std::nullopt);
  Options options;
  options.policy = policy;
  return Device::open(options);
}

}  // namespace larder::tests
