// Any bytes as a program, and as the section in which a program lists its kernels.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/format/elf.h"
#include "runtime/tool/program.h"
#include "tests/fuzz/fuzz.h"

namespace {

using larder::format::Bytes;
using larder::format::KernelKey;
using larder::fuzz::require;
using larder::fuzz::require_reason;
using larder::tool::ProgramKernel;

using Kernels = larder::Result<std::vector<ProgramKernel>>;

void check(const Kernels& kernels) {
  require_reason(kernels.status());
  if (!kernels.ok()) return;
  for (const ProgramKernel& kernel : *kernels) {
    require(!kernel.name.empty() && !kernel.keys.empty());
    require(std::ranges::is_sorted(kernel.keys, {}, &KernelKey::compute_capability));
    require(std::ranges::count(*kernels, kernel) == 1);
  }
}

bool inside(Bytes part, Bytes whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void check_program(Bytes file) {
  const Kernels kernels = larder::tool::read_program(file);
  check(kernels);
  const auto section = larder::format::find_section(file, larder::tool::kKernelSection);
  require_reason(section.status());
  require(section.ok() || !kernels.ok());
  if (!section.ok()) return;
  require(larder::format::is_elf(file) && inside(*section, file));
  const Kernels same = larder::tool::parse_kernels(*section);
  require(same.ok() == kernels.ok() && (!same.ok() || *same == *kernels));
}

void check_variables(Bytes file) {
  const auto names = larder::format::variable_names(file);
  require_reason(names.status());
  if (!names.ok()) return;
  for (const std::string_view name : *names)
    require(inside(std::as_bytes(std::span(name.data(), name.size())), file));
}

void check_dynamic(Bytes file) {
  const auto dynamic = larder::format::read_dynamic(file);
  require_reason(dynamic.status());
  if (!dynamic.ok()) return;
  for (const std::string_view name : dynamic->needed)
    require(inside(std::as_bytes(std::span(name.data(), name.size())), file));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes bytes = larder::fuzz::input_bytes(data, size);
  check_program(bytes);
  check_variables(bytes);
  check_dynamic(bytes);
  check(larder::tool::parse_kernels(bytes));
  return 0;
}
