// The stand-in's readers of real images: machine code and PTX, as nvcc makes them.
#ifndef LARDER_TESTS_SUPPORT_FAKE_CUDA_CODE_H
#define LARDER_TESTS_SUPPORT_FAKE_CUDA_CODE_H

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace larder::fake {

struct CodeKernel {
  std::string symbol;
  std::size_t static_shared = 0;
};

/// Where a variable holds an address that the driver fills in: that of another one's byte.
struct CodeAddress {
  std::size_t offset = 0;
  std::string symbol;
  std::size_t byte = 0;
};

struct CodeVariable {
  std::string symbol;
  std::vector<std::byte> value;  ///< the first one
  std::vector<CodeAddress> addresses;
};

/// What the stand-in knows of an image.
struct Code {
  int major = 0;  ///< of the compute capability that it was made for
  int minor = 0;
  std::vector<CodeKernel> kernels;
  std::vector<CodeVariable> variables;
};

[[nodiscard]] bool is_cubin(const char* code);
/// nullopt if a table leads outside the file.
[[nodiscard]] std::optional<Code> read_cubin(const char* code);

[[nodiscard]] bool is_ptx(std::string_view text);
/// Its declarations; nullopt if one is not understood.
[[nodiscard]] std::optional<Code> read_ptx(std::string_view text);

}  // namespace larder::fake

#endif  // LARDER_TESTS_SUPPORT_FAKE_CUDA_CODE_H
