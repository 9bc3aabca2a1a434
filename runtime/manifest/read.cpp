#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "runtime/manifest/check.h"
#include "runtime/manifest/fields.h"

namespace larder::manifest {
namespace {

using Json = nlohmann::json;

class Reader {
 public:
  Reader(const Json& object, Place& place) : object_(object), place_(place) {}

  template <class T>
  void operator()(const char* name, T& value) {
    within(place_, name, [&] {
      const auto found = object_.find(name);
      if (found == object_.end()) refuse("is missing");
      read(*found, value);
    });
  }
  void line(const char* name, std::string& text) {
    (*this)(name, text);
    within(place_, name, [&] { check_line(text, place_); });
  }
  void line(const char* name, std::vector<std::string>& texts) {
    (*this)(name, texts);
    within(place_, name, [&] { check_lines(texts, place_); });
  }
  void word(const char* name, std::string& text) {
    (*this)(name, text);
    within(place_, name, [&] { check_word(text, place_); });
  }
  void optional(const char* name, std::string& text) {
    if (object_.contains(name)) (*this)(name, text);
  }

 private:
  [[noreturn]] void refuse(const std::string& why) const {
    throw BadField{place_.text() + " " + why};
  }

  void read(const Json& value, std::string& text) {
    if (!value.is_string()) refuse("is not a string");
    text = value.get<std::string>();
  }
  void read(const Json& value, bool& flag) {
    if (!value.is_boolean()) refuse("is not true or false");
    flag = value.get<bool>();
  }
  void read(const Json& value, std::uint64_t& number) {
    if (!value.is_number_unsigned()) refuse("is not a whole number");
    number = value.get<std::uint64_t>();
  }
  void read(const Json& value, std::uint32_t& number) {
    std::uint64_t large = 0;
    read(value, large);
    if (large > std::numeric_limits<std::uint32_t>::max()) refuse(fmt::format("is {}", large));
    number = static_cast<std::uint32_t>(large);
  }
  void read(const Json& value, format::Digest& digest) {
    std::string text;
    read(value, text);
    const Result<format::Digest> parsed = format::from_hex(text);
    if (!parsed.ok()) refuse("is not a digest: " + parsed.status().message());
    digest = *parsed;
  }
  template <class T>
  void read(const Json& value, std::vector<T>& list) {
    if (!value.is_array()) refuse("is not an array");
    for (const Json& element : value) {
      within(place_, list.size(), [&] { read(element, list.emplace_back()); });
    }
  }
  template <class Object>
  void read(const Json& value, Object& object) {
    if (!value.is_object()) refuse("is not an object");
    Reader fields(value, place_);
    visit(fields, object);
  }

  const Json& object_;
  Place& place_;
};

Status other_schema(std::uint32_t schema, const std::string& path) {
  return {Code::kUnsupported,
          fmt::format("{} has schema {}, this version of Larder reads {}: use larder-generate, "
                      "larder-pack and larder of one version, and build again",
                      path, schema, kSchema)};
}

Result<Manifest> read_root(const Json& root, const std::string& path) {
  if (!root.is_object()) throw BadField{"the outermost value is not an object"};
  Place place;
  Reader fields(root, place);
  std::uint32_t schema = 0;
  fields("schema", schema);
  if (schema != kSchema) return other_schema(schema, path);
  Manifest manifest;
  visit(fields, manifest);
  check_whole(manifest);
  return manifest;
}

}  // namespace

Result<Manifest> parse(std::string_view text, const std::string& path) {
  try {
    return read_root(Json::parse(text), path);
  } catch (const BadField& bad) {
    return Status(Code::kCorrupt, path + " is not a manifest: " + bad.message);
  } catch (const Json::parse_error& error) {
    return Status(Code::kCorrupt, fmt::format("{} is not a manifest: byte {} can't be read as JSON",
                                              path, error.byte));
  } catch (const Json::out_of_range&) {
    return Status(Code::kCorrupt, path + " is not a manifest: a number in it is too large");
  }
}

Result<Manifest> read(const std::string& path, store::FileSystem& files) {
  const Result<store::Mapping> mapping = files.map(path);
  if (!mapping.ok()) return mapping.status();
  return parse({reinterpret_cast<const char*>(mapping->bytes.data()), mapping->bytes.size()}, path);
}

const format::Key* Kernel::key_for(std::uint32_t compute_capability) const {
  const format::Key* common = nullptr;
  for (const format::KernelKey& key : keys) {
    if (key.compute_capability == compute_capability) return &key.key;
    if (key.compute_capability == 0) common = &key.key;
  }
  return common;
}

std::string_view clang_major(const Manifest& manifest) {
  return std::string_view(manifest.clang).substr(0, manifest.clang.find('.'));
}

}  // namespace larder::manifest
