#include "generator/pack/manifest.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <utility>

namespace larder::pack {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kSchema = 1;
constexpr std::uint64_t kMaxComputeCapability = 10'000;

// Thrown and caught within this file: the first field that is not as it must be.
struct BadField {
  std::string message;
};

bool printable(const std::string& text) {
  return std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

const Json& member(const Json& object, const char* name, const std::string& where) {
  if (!object.is_object()) throw BadField{where + " is not an object"};
  const auto found = object.find(name);
  if (found == object.end()) throw BadField{where + "." + name + " is missing"};
  return *found;
}

std::string checked_text(const Json& value, const std::string& where) {
  if (!value.is_string()) throw BadField{where + " is not a string"};
  std::string text = value.get<std::string>();
  if (!printable(text)) throw BadField{where + " has control characters"};
  return text;
}

std::string text_of(const Json& object, const char* name, const std::string& where) {
  return checked_text(member(object, name, where), where + "." + name);
}

std::string non_empty(const Json& object, const char* name, const std::string& where) {
  std::string text = text_of(object, name, where);
  if (text.empty()) throw BadField{where + "." + name + " is empty"};
  return text;
}

std::uint64_t number_of(const Json& object, const char* name, const std::string& where) {
  const Json& value = member(object, name, where);
  if (!value.is_number_unsigned()) throw BadField{where + "." + name + " is not a whole number"};
  return value.get<std::uint64_t>();
}

// Not a reference to `where`: g++ 13 would take the result for one to what `where` was made from.
const Json& array_of(const Json& object, const char* name, std::string_view where) {
  const std::string place(where);
  const Json& value = member(object, name, place);
  if (!value.is_array()) throw BadField{place + "." + name + " is not an array"};
  return value;
}

std::vector<std::string> texts_of(const Json& object, const char* name, const std::string& where) {
  std::vector<std::string> texts;
  for (const Json& value : array_of(object, name, where)) {
    texts.push_back(
        checked_text(value, where + "." + name + "[" + std::to_string(texts.size()) + "]"));
  }
  return texts;
}

ManifestKey read_key(const Json& object, const std::string& where) {
  const std::uint64_t capability = number_of(object, "compute_capability", where);
  if (capability > kMaxComputeCapability) {
    throw BadField{where + ".compute_capability is " + std::to_string(capability)};
  }
  Result<format::Key> key = format::from_hex(text_of(object, "key", where));
  if (!key) throw BadField{where + ".key: " + key.status().message()};
  return {static_cast<unsigned>(capability), *key};
}

ManifestKernel read_kernel(const Json& object, const std::string& where) {
  ManifestKernel kernel{non_empty(object, "name", where),
                        non_empty(object, "symbol", where),
                        text_of(object, "location", where),
                        {},
                        texts_of(object, "variables", where)};
  kernel.cuda_only = object.contains("cuda_only") && object.at("cuda_only") == true;
  std::set<unsigned> seen;
  for (const Json& key : array_of(object, "keys", where)) {
    const std::string place = where + ".keys[" + std::to_string(kernel.keys.size()) + "]";
    kernel.keys.push_back(read_key(key, place));
    if (!seen.insert(kernel.keys.back().compute_capability).second) {
      throw BadField{place + " repeats a compute capability"};
    }
  }
  if (kernel.keys.empty()) throw BadField{where + ".keys is empty"};
  return kernel;
}

std::vector<ManifestKernel> read_kernels(const Json& root) {
  std::vector<ManifestKernel> kernels;
  std::set<std::string> symbols;
  for (const Json& object : array_of(root, "kernels", "manifest")) {
    const std::string where = "kernels[" + std::to_string(kernels.size()) + "]";
    kernels.push_back(read_kernel(object, where));
    if (!symbols.insert(kernels.back().symbol).second) {
      throw BadField{where + ".symbol: " + kernels.back().symbol + " is there twice"};
    }
  }
  return kernels;
}

std::vector<std::string> read_flags(const Json& root) {
  std::vector<std::string> flags;
  for (const Json& value : array_of(root, "flags", "manifest")) {
    const std::string where = "flags[" + std::to_string(flags.size()) + "]";
    flags.push_back(checked_text(value, where));
    // Anything else would be a second input file, or "@file", for nvcc.
    if (!flags.back().starts_with('-')) {
      throw BadField{where + ": \"" + flags.back() + "\" is no flag"};
    }
  }
  return flags;
}

// The file lies beside its manifest: a name with folders in it was not written by our generator.
std::string read_cuda_path(const Json& root, const std::string& manifest_path) {
  const std::filesystem::path name = non_empty(root, "cuda", "manifest");
  if (name != name.filename() || name == "." || name == "..") {
    throw BadField{"manifest.cuda: \"" + name.string() + "\" is not a file name"};
  }
  return (std::filesystem::path(manifest_path).parent_path() / name).string();
}

bool flag_of(const Json& object, const char* name, const std::string& where) {
  const Json& value = member(object, name, where);
  if (!value.is_boolean()) throw BadField{where + "." + name + " is not true or false"};
  return value.get<bool>();
}

// Keeps all variables' symbols for the host, and with each kernel those that may be written.
void read_variables(const Json& root, Manifest& manifest) {
  std::set<std::string> all;
  std::set<std::string> constant;
  for (const Json& object : array_of(root, "variables", "manifest")) {
    const std::string where = "variables[" + std::to_string(manifest.variables.size()) + "]";
    const std::string symbol = non_empty(object, "symbol", where);
    if (!all.insert(symbol).second)
      throw BadField{where + ".symbol: " + symbol + " is there twice"};
    if (!flag_of(object, "mutable", where)) constant.insert(symbol);
    manifest.variables.push_back(symbol);
  }
  for (ManifestKernel& kernel : manifest.kernels) {
    std::erase_if(kernel.shared_variables,
                  [&](const std::string& symbol) { return constant.contains(symbol); });
  }
}

Manifest read_root(const Json& root, const std::string& path) {
  Manifest manifest{non_empty(root, "source", "manifest"),
                    read_cuda_path(root, path),
                    read_flags(root),
                    root.contains("whole") ? text_of(root, "whole", "manifest") : std::string(),
                    root.contains("archs") ? text_of(root, "archs", "manifest") : std::string(),
                    read_kernels(root),
                    {}};
  read_variables(root, manifest);
  return manifest;
}

}  // namespace

const format::Key* ManifestKernel::key_for(unsigned compute_capability) const {
  const ManifestKey* common = nullptr;
  for (const ManifestKey& key : keys) {
    if (key.compute_capability == compute_capability) return &key.key;
    if (key.compute_capability == 0) common = &key;
  }
  return common == nullptr ? nullptr : &common->key;
}

Result<Manifest> parse_manifest(std::string_view text, const std::string& path) {
  try {
    const Json root = Json::parse(text);
    const std::uint64_t schema = number_of(root, "schema", "manifest");
    if (schema != kSchema) {
      return Status(Code::kUnsupported,
                    path + " has schema " + std::to_string(schema) + ", this larder-pack reads " +
                        std::to_string(kSchema) +
                        ": rebuild with larder-generate and larder-pack of one version");
    }
    return read_root(root, path);
  } catch (const Json::exception& error) {
    return Status(Code::kCorrupt, path + " is not a manifest: " + error.what());
  } catch (const BadField& bad) {
    return Status(Code::kCorrupt, path + " is not a manifest: " + bad.message);
  }
}

Result<Manifest> read_manifest(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Status(Code::kIo, path + " can't be read: " + std::strerror(errno));
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  return parse_manifest(text, path);
}

}  // namespace larder::pack
