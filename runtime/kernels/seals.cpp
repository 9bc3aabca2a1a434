#include "runtime/kernels/seals.h"

#include <string_view>

#include "runtime/kernels/module_file.h"
#include "runtime/kernels/registry.h"

namespace larder::inline v1::kernels {

std::vector<format::Seal> seals_of(const void* address) {
  std::vector<format::Seal> seals;
  for (const SealLine& seal : registered_seals()) {
    if (!same_module(seal.address, address)) continue;
    const std::string_view line(seal.text);
    seals.push_back(format::parse_seal(line.substr(0, line.find('\n'))));
  }
  return seals;
}

bool sealed(const void* address) { return !seals_of(address).empty(); }

}  // namespace larder::inline v1::kernels
