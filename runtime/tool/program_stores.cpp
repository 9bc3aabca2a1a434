#include "runtime/tool/program_stores.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "runtime/images/store_plan.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

namespace fs = std::filesystem;

// The name of a program's folder. A removed program may have left a store: so its path is resolved
// as far as it exists.
std::string folder_name(const std::string& program, const std::string& root) {
  if (images::is_program_folder(program)) return program;
  std::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(program, error), error);
  const std::string path = error ? program : real.string();
  return fs::path(images::program_folder(root, path)).filename().string();
}

Result<std::string> root_of(const StoreRequest& request, const Machine& machine) {
  if (!request.folder.empty()) return request.folder;
  if (!machine.stores.empty()) return machine.stores;
  return Status(Code::kNotFound,
                "neither LARDER_STORE, XDG_CACHE_HOME, HOME nor the user's account names a folder "
                "of stores; name one with --folder");
}

}  // namespace

Result<ProgramStores> find_stores(const StoreRequest& request, const Machine& machine) {
  const Result<std::string> root = root_of(request, machine);
  if (!root.ok()) return root.status();
  Result<std::vector<std::string>> names = machine.files.folders(*root);
  // If no program has stored anything yet, there is no folder either.
  const bool usual = request.folder.empty() && names.status().code() == Code::kNotFound;
  if (usual) names = std::vector<std::string>();
  if (!names.ok()) return names.status();
  std::erase_if(*names, [](const std::string& name) { return !images::is_program_folder(name); });
  std::ranges::sort(*names);
  if (request.file.empty()) return ProgramStores{*root, *std::move(names)};
  const std::string name = folder_name(request.file, *root);
  if (std::ranges::binary_search(*names, name)) return ProgramStores{*root, {name}};
  return Status(Code::kNotFound,
                fmt::format("nothing is kept for {}: {} has no folder {} (links do not count); "
                            "\"larder store list\" shows which there are",
                            request.file, *root, name));
}

std::string usage_text(const store::StoreUsage& usage) {
  return fmt::format("{} {}, {}", usage.entries, usage.entries == 1 ? "entry" : "entries",
                     size_text(usage.bytes));
}

}  // namespace larder::tool
