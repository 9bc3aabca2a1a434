// Any bytes as a program, and as the section in which a program lists its kernels.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "runtime/tool/program.h"

namespace {

void check(const larder::Result<std::vector<larder::tool::ProgramKernel>>& kernels) {
  if (!kernels.ok()) {
    if (kernels.status().message().empty()) std::abort();
    return;
  }
  for (const larder::tool::ProgramKernel& kernel : *kernels) {
    if (kernel.name.empty() || kernel.keys.empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const larder::format::Bytes bytes(reinterpret_cast<const std::byte*>(data), size);
  check(larder::tool::read_program(bytes));
  check(larder::tool::parse_kernels(bytes));
  return 0;
}
