#include "generator/emit/manifest.h"

#include <nlohmann/json.hpp>
#include <set>

namespace larder::generate {
namespace {

using Json = nlohmann::ordered_json;

Json keys_json(const KeyedKernel& keyed) {
  Json out = Json::array();
  for (const KernelKey& key : keyed.keys)
    out.push_back({{"compute_capability", key.architecture}, {"key", hex(key.digest)}});
  return out;
}

Json parameters_json(const Kernel& kernel) {
  Json out = Json::array();
  for (const Parameter& parameter : kernel.parameters)
    out.push_back({{"name", parameter.name},
                   {"type", parameter.type},
                   {"size", parameter.size},
                   {"alignment", parameter.alignment},
                   {"offset", parameter.offset}});
  return out;
}

Json parts_json(const KeyedKernel& keyed) {
  Json out = Json::array();
  for (const KeyPart& part : keyed.parts)
    out.push_back({{"what", part.what},
                   {"location", part.where.text()},
                   {"digest", hex(part.digest.text)},
                   {"resolution", hex(part.digest.resolution)}});
  return out;
}

Json kernel_json(const KeyedKernel& keyed) {
  const Kernel& kernel = keyed.kernel;
  Json out;
  out["name"] = kernel.name;
  out["symbol"] = kernel.symbol;
  out["location"] = kernel.where.text();
  out["keys"] = keys_json(keyed);
  if (!kernel.salt.empty()) out["salt"] = kernel.salt;
  out["template_arguments"] = kernel.template_arguments;
  out["parameters"] = parameters_json(kernel);
  out["shared_bytes"] = kernel.shared_bytes;
  out["dynamic_shared"] = kernel.dynamic_shared;
  out["launch_bounds"] = {{"max_threads", kernel.max_threads}, {"min_blocks", kernel.min_blocks}};
  out["cuda_only"] = kernel.cuda_only;
  out["variables"] = kernel.variables;
  out["parts"] = parts_json(keyed);
  return out;
}

Json variable_json(const Variable& variable) {
  return {{"name", variable.name},         {"symbol", variable.symbol},
          {"size", variable.size},         {"alignment", variable.alignment},
          {"constant", variable.constant}, {"mutable", variable.is_mutable}};
}

}  // namespace

std::string manifest(const ManifestInput& input) {
  Json out;
  out["schema"] = kManifestSchema;
  out["producer"] = "larder-generate " LARDER_VERSION;
  out["source"] = input.source;
  out["cuda"] = input.cuda_name;
  for (const View& view : input.views)
    if (!view.whole.empty() && !out.contains("whole")) out["whole"] = view.whole;
  out["flags"] = input.flags;
  out["key_flags"] = input.key_context.flags;
  if (!input.key_context.salt.empty()) out["salt"] = input.key_context.salt;
  out["kernels"] = Json::array();
  for (const KeyedKernel& keyed : input.kernels) out["kernels"].push_back(kernel_json(keyed));
  out["variables"] = Json::array();
  std::set<std::string> seen;
  for (const View& view : input.views)
    for (const Variable& variable : view.variables)
      if (seen.insert(variable.symbol).second) out["variables"].push_back(variable_json(variable));
  return out.dump(1) + "\n";
}

}  // namespace larder::generate
