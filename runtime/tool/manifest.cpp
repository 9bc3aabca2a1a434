#include "runtime/tool/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace larder::tool {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kOldestSchema = 1;
constexpr std::uint64_t kNewestSchema = 2;  // the fields that are read here mean the same in both
constexpr std::uint64_t kMaxComputeCapability = 10'000;

// Thrown and caught within this file: the first field that is not as it must be.
struct BadField {
  std::string message;
};

const Json& member(const Json& object, const char* name, const std::string& where) {
  const auto found = object.find(name);
  if (found == object.end()) throw BadField{where + name + " is missing"};
  return *found;
}

std::string text_of(const Json& object, const char* name, const std::string& where) {
  const Json& value = member(object, name, where);
  if (!value.is_string()) throw BadField{where + name + " is not a string"};
  return value.get<std::string>();
}

std::string optional_text(const Json& object, const char* name, const std::string& where) {
  return object.contains(name) ? text_of(object, name, where) : std::string();
}

std::uint64_t number_of(const Json& object, const char* name, const std::string& where) {
  const Json& value = member(object, name, where);
  if (!value.is_number_unsigned()) throw BadField{where + name + " is not a whole number"};
  return value.get<std::uint64_t>();
}

/// What `read` makes of each element, all of which must be objects.
template <class T>
std::vector<T> list_of(const Json& object, const char* name, const std::string& where,
                       T (*read)(const Json&, const std::string&)) {
  const Json& list = member(object, name, where);
  if (!list.is_array()) throw BadField{where + name + " is not an array"};
  std::vector<T> out;
  for (const Json& element : list) {
    const std::string place = fmt::format("{}{}[{}]", where, name, out.size());
    if (!element.is_object()) throw BadField{place + " is not an object"};
    out.push_back(read(element, place + "."));
  }
  return out;
}

ManifestKey read_key(const Json& object, const std::string& where) {
  const std::uint64_t capability = number_of(object, "compute_capability", where);
  if (capability > kMaxComputeCapability) {
    throw BadField{fmt::format("{}compute_capability is {}", where, capability)};
  }
  return {static_cast<unsigned>(capability), text_of(object, "key", where)};
}

ManifestPart read_part(const Json& object, const std::string& where) {
  return {text_of(object, "what", where), text_of(object, "location", where),
          text_of(object, "digest", where), optional_text(object, "resolution", where)};
}

ManifestKernel read_kernel(const Json& object, const std::string& where) {
  return {text_of(object, "name", where), text_of(object, "symbol", where),
          optional_text(object, "salt", where), list_of(object, "keys", where, read_key),
          list_of(object, "parts", where, read_part)};
}

// Kernels are matched by their symbols, so two of one symbol would hide each other's changes.
std::vector<ManifestKernel> read_kernels(const Json& root) {
  std::vector<ManifestKernel> kernels = list_of(root, "kernels", "", read_kernel);
  std::set<std::string> symbols;
  for (const ManifestKernel& kernel : kernels) {
    if (symbols.insert(kernel.symbol).second) continue;
    throw BadField{
        fmt::format("kernels[{}].symbol {} is there twice", symbols.size(), kernel.symbol)};
  }
  return kernels;
}

std::vector<std::string> read_flags(const Json& root) {
  const std::string where;  // at the top
  const Json& list = member(root, "key_flags", where);
  const bool texts = list.is_array() &&
                     std::ranges::all_of(list, [](const Json& each) { return each.is_string(); });
  if (!texts) throw BadField{"key_flags is not an array of strings"};
  return list.get<std::vector<std::string>>();
}

Result<Manifest> read_root(const Json& root, const std::string& path) {
  if (!root.is_object()) throw BadField{"the outermost value is not an object"};
  const std::uint64_t schema = number_of(root, "schema", "");
  if (schema < kOldestSchema || schema > kNewestSchema) {
    return Status(Code::kUnsupported,
                  fmt::format("{} has schema {}, this larder reads {} to {}; use the larder that "
                              "belongs to the larder-generate that wrote it",
                              path, schema, kOldestSchema, kNewestSchema));
  }
  return Manifest{text_of(root, "producer", ""), read_flags(root), optional_text(root, "salt", ""),
                  read_kernels(root)};
}

}  // namespace

Result<Manifest> read_manifest(const std::string& path, store::FileSystem& files) {
  const Result<store::Mapping> mapping = files.map(path);
  if (!mapping.ok()) return mapping.status();
  const auto* begin = reinterpret_cast<const char*>(mapping->bytes.data());
  try {
    return read_root(Json::parse(begin, begin + mapping->bytes.size()), path);
  } catch (const BadField& bad) {
    return Status(Code::kCorrupt, path + " is no manifest: " + bad.message);
  } catch (const Json::parse_error& error) {
    return Status(Code::kCorrupt,
                  fmt::format("{} is not JSON: byte {} can't be read", path, error.byte));
  } catch (const Json::out_of_range&) {
    return Status(Code::kCorrupt, path + " is no manifest: a number in it is too large");
  }
}

}  // namespace larder::tool
