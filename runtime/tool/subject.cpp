#include "runtime/tool/subject.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>

#include "runtime/format/elf.h"
#include "runtime/format/layout.h"
#include "runtime/store/look_up.h"
#include "runtime/tool/program.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

bool begins_with(format::Bytes file, std::string_view magic) {
  return file.size() >= magic.size() &&
         std::ranges::equal(file.first(magic.size()), format::as_bytes(magic));
}

// Whether a cache has a kernel of the program whose bytes are `file`. One without kernels is told
// so elsewhere.
bool serves(const store::Cache& cache, format::Bytes file) {
  const Result<std::vector<ProgramKernel>> kernels = read_program(file);
  return !kernels.ok() || std::ranges::any_of(*kernels, [&](const ProgramKernel& kernel) {
    return store::has_any(cache, kernel.keys);
  });
}

Result<store::Cache> open_beside(const std::string& program, format::Bytes file,
                                 const World& world) {
  const Result<store::Places> places = places_of(program, file, world);
  if (!places.ok()) return places.status();
  store::Located located = store::locate(*places, world.files);
  if (!located.cache) return located.why_none().with_context(program);
  return std::move(*located.cache);
}

}  // namespace

Result<store::Places> places_of(const std::string& program, format::Bytes file,
                                const World& world) {
  Result<std::vector<format::Seal>> seals = read_seals(file);
  if (!seals.ok()) return seals.status().with_context(program);
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(program, error);
  return store::Places{error ? program : real.string(), world.caches, "", *std::move(seals),
                       [file](const store::Cache& cache) { return serves(cache, file); }};
}

Result<store::Cache> open_subject(const std::string& file, const World& world) {
  const Result<store::Mapping> mapping = world.files.map(file);
  if (!mapping.ok()) return mapping.status();
  if (format::is_elf(mapping->bytes)) return open_beside(file, mapping->bytes, world);
  if (begins_with(mapping->bytes, format::kDataMagic)) {
    return Status(
        Code::kInvalidArgument,
        fmt::format("{} holds the images; name its index, the file without \"-data\"", file));
  }
  return store::Cache::open(file, world.files);
}

std::string error_text(const Status& status) {
  return "larder: " + printable(status.text()) + "\n";
}

Output failure(const std::string& file, bool json, const Status& status) {
  if (!json) return {kProblem, "", error_text(status)};
  return {kProblem, json_text({{"file", file}, {"error", status.text()}}), ""};
}

Output failure(const Request& request, const Status& status) {
  return failure(request.file, request.json, status);
}

Output wrong_use(const Request& request, const Status& status) {
  Output output = failure(request, status);
  output.exit_code = kUsage;
  return output;
}

std::string json_text(const nlohmann::json& value) {
  return value.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace larder::tool
