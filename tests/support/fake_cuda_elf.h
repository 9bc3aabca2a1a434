// The stand-in's reader of machine code, as nvcc makes it.
#ifndef LARDER_TESTS_SUPPORT_FAKE_CUDA_ELF_H
#define LARDER_TESTS_SUPPORT_FAKE_CUDA_ELF_H

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace larder::fake {

struct CubinKernel {
  std::string symbol;
  std::size_t static_shared = 0;
};

/// Where a variable holds an address that the driver fills in: that of another one's byte.
struct CubinAddress {
  std::size_t offset = 0;
  std::string symbol;
  std::size_t byte = 0;
};

struct CubinVariable {
  std::string symbol;
  std::vector<std::byte> value;  ///< the first one
  std::vector<CubinAddress> addresses;
};

struct Cubin {
  int major = 0;  ///< of the compute capability that it was made for
  int minor = 0;
  std::vector<CubinKernel> kernels;
  std::vector<CubinVariable> variables;
};

[[nodiscard]] bool is_cubin(const char* code);
/// nullopt if a table leads outside the file.
[[nodiscard]] std::optional<Cubin> read_cubin(const char* code);

}  // namespace larder::fake

#endif  // LARDER_TESTS_SUPPORT_FAKE_CUDA_ELF_H
