#include "generator/emit/manifest.h"

#include <set>

namespace larder::generate {
namespace {

std::vector<manifest::Part> parts_of(const KeyedKernel& keyed) {
  std::vector<manifest::Part> parts;
  parts.reserve(keyed.parts.size());
  for (const KeyPart& part : keyed.parts)
    parts.push_back({part.what, part.where.text(), part.digest});
  return parts;
}

std::string linkage(bool internal) { return internal ? "internal" : ""; }

manifest::Kernel kernel_of(const KeyedKernel& keyed) {
  const Kernel& kernel = keyed.kernel;
  return {.name = kernel.name,
          .symbol = kernel.symbol,
          .location = kernel.where.text(),
          .keys = keyed.keys,
          .salt = kernel.salt,
          .template_arguments = kernel.template_arguments,
          .parameters = kernel.parameters,
          .shared_bytes = kernel.shared_bytes,
          .dynamic_shared = kernel.dynamic_shared,
          .launch_bounds = {kernel.max_threads, kernel.min_blocks},
          .cuda_only = kernel.cuda_only,
          .linkage = linkage(kernel.internal),
          .fibers = kernel.cuda_only ? "" : kernel.fibers,
          .variables = kernel.variables,
          .parts = parts_of(keyed)};
}

manifest::Variable variable_of(const Variable& variable) {
  return {.name = variable.name,
          .symbol = variable.symbol,
          .size = variable.size,
          .alignment = variable.alignment,
          .constant = variable.constant,
          .is_mutable = variable.is_mutable,
          .linkage = linkage(variable.internal)};
}

}  // namespace

manifest::Manifest manifest_of(const ManifestInput& input) {
  manifest::Manifest out;
  out.producer = "larder-generate " LARDER_VERSION;
  out.clang = input.clang;
  out.source = printable(input.source);
  out.cuda = input.cuda_name;
  out.archs = input.archs;
  out.flags = input.flags;
  out.key_flags = input.key_context.flags;
  out.salt = input.key_context.salt;
  for (const KeyedKernel& keyed : input.kernels) out.kernels.push_back(kernel_of(keyed));
  std::set<std::string> seen;
  for (const View& view : input.views) {
    if (out.whole.empty()) out.whole = view.whole;
    for (const Variable& variable : view.variables)
      if (variable.reached && seen.insert(variable.symbol).second)
        out.variables.push_back(variable_of(variable));
  }
  return out;
}

}  // namespace larder::generate
