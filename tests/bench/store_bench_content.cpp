#include "tests/bench/store_bench_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <random>
#include <stdexcept>
#include <string_view>

#include "runtime/format/digest.h"

namespace larder::bench {
namespace {

// How a type is written, and how it is mangled.
struct Type {
  std::string_view name;
  std::string_view mangled;
};

constexpr std::array<Type, 8> kTypes = {{{"float", "f"},
                                         {"double", "d"},
                                         {"int", "i"},
                                         {"unsigned int", "j"},
                                         {"long", "l"},
                                         {"unsigned char", "h"},
                                         {"short", "s"},
                                         {"unsigned long", "m"}}};
constexpr std::array<std::string_view, 10> kLibraries = {
    "algebra", "imaging", "particles",   "spectral", "training",
    "meshing", "finance", "simulations", "graphs",   "sequences"};
constexpr std::array<std::string_view, 25> kOperations = {
    "gemm_tiles",        "scan_blocks",      "reduce_rows",     "transpose_matrix",
    "histogram_bins",    "blur_separable",   "warp_affine",     "advance_particles",
    "integrate_step",    "fft_radix4",       "softmax_rows",    "layer_norm_forward",
    "layer_norm_back",   "gather_indices",   "scatter_indices", "sort_partitions",
    "merge_sorted",      "relax_edges",      "color_vertices",  "price_paths",
    "align_sequences",   "smooth_laplacian", "attention_tiles", "quantize_weights",
    "dequantize_weights"};
constexpr std::uint32_t kLines = 400;  // of a source in which kernels start

// Takes the last digit of `number` in the number system with `base` digits.
std::uint32_t digit(std::uint32_t& number, std::size_t base) {
  const auto result = static_cast<std::uint32_t>(number % base);
  number /= static_cast<std::uint32_t>(base);
  return result;
}

std::string mangled_word(std::string_view word) { return fmt::format("{}{}", word.size(), word); }

// The same number gives the same texts, and no two numbers give the same name.
Kernel name_kernel(std::uint32_t number) {
  const Type& type = kTypes[digit(number, kTypes.size())];
  const std::string_view operation = kOperations[digit(number, kOperations.size())];
  const std::string_view library = kLibraries[digit(number, kLibraries.size())];
  const std::uint32_t rows = 8 << digit(number, 5);
  const std::uint32_t columns = number + 1;
  Kernel kernel;
  kernel.name =
      fmt::format("{}::kernels::{}<{}, {}, {}>", library, operation, type.name, rows, columns);
  kernel.symbol = fmt::format("_ZN{}7kernels{}I{}Li{}ELi{}EEEvPKT_PS2_i", mangled_word(library),
                              mangled_word(operation), type.mangled, rows, columns);
  const std::size_t line = std::hash<std::string_view>()(operation) % kLines + 1;
  kernel.source = fmt::format("src/{}/{}.cpp:{}", library, operation, line);
  return kernel;
}

std::vector<std::byte> make_image(std::mt19937_64& random) {
  std::vector<std::byte> image(kSmallestImage + random() % (kLargestImage - kSmallestImage + 1));
  for (std::size_t i = 0; i < image.size(); i += sizeof(std::uint64_t)) {
    const std::uint64_t bits = random();
    std::memcpy(&image[i], &bits, std::min(sizeof(bits), image.size() - i));
  }
  return image;
}

format::Key key_of(const std::string& text) {
  return {format::digest({format::as_bytes(text)}).bytes};
}

}  // namespace

std::vector<Kernel> make_kernels(std::uint32_t count) {
  std::mt19937_64 random(1);
  std::vector<Kernel> kernels;
  kernels.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    Kernel kernel = name_kernel(i);
    if (kernel.name.size() < 30 || kernel.name.size() > 80) {
      throw std::runtime_error("not 30 to 80 characters long: " + kernel.name);
    }
    kernel.key = key_of(kernel.name);
    kernel.image = make_image(random);
    kernels.push_back(std::move(kernel));
  }
  std::ranges::sort(kernels, {}, &Kernel::key);
  return kernels;
}

std::vector<format::Key> make_absent_keys(std::uint32_t count) {
  std::vector<format::Key> keys;
  keys.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) keys.push_back(key_of(fmt::format("absent {}", i)));
  return keys;
}

format::CacheInput to_input(const std::vector<Kernel>& kernels) {
  constexpr format::Target kTarget{format::ImageKind::kSass, 9, 0, format::ArchSuffix::kNone, 0};
  format::CacheInput input;
  input.producer = "larder-pack 0.1.0";
  input.toolchain = "nvcc 13.0.88";
  for (const Kernel& kernel : kernels) {
    const auto number = static_cast<std::uint32_t>(input.images.size());
    input.images.push_back({kTarget, kernel.image});
    input.kernels.push_back(
        {kernel.key, kernel.name, kernel.symbol, kernel.source, {{number, 32, 1024, 0}}});
  }
  return input;
}

std::vector<std::uint32_t> draw(std::uint32_t count, std::uint32_t limit, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::uint32_t> numbers(count);
  for (std::uint32_t& number : numbers) number = static_cast<std::uint32_t>(random() % limit);
  return numbers;
}

}  // namespace larder::bench
