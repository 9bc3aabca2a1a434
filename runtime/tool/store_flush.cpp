#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "runtime/store/store.h"
#include "runtime/tool/command.h"
#include "runtime/tool/program_stores.h"
#include "runtime/tool/subject.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

// The result for one program's store.
struct Flushed {
  std::string name;
  store::StoreUsage removed;
  Status status;
  Status why_kept;  // the folder
};

Flushed flush(const ProgramStores& stores, const std::string& name, const Machine& machine) {
  Flushed flushed{name, {}, {}, {}};
  store::Store store({stores.folder(name)}, machine.files);
  flushed.status = store.flush(&flushed.removed);
  flushed.why_kept = flushed.status.ok() ? store.remove_folder() : flushed.status;
  // Another process removed it first.
  if (flushed.why_kept.code() == Code::kNotFound) flushed.why_kept = {};
  return flushed;
}

std::string text_of(const std::string& root, const std::vector<Flushed>& all) {
  store::StoreUsage sum;
  std::string lines;
  for (const Flushed& each : all) {
    sum.entries += each.removed.entries;
    sum.bytes += each.removed.bytes;
    lines += fmt::format(
        "  {}: {}{}\n", printable(each.name), usage_text(each.removed),
        each.why_kept.ok() ? ", and the folder" : "; " + printable(each.why_kept.message()));
  }
  return fmt::format("{}: removed {}\n", printable(root), usage_text(sum)) + lines;
}

nlohmann::json json_of(const std::string& root, const std::vector<Flushed>& all) {
  nlohmann::json list = nlohmann::json::array();
  for (const Flushed& each : all) {
    list.push_back({{"name", each.name},
                    {"removed_entries", each.removed.entries},
                    {"removed_bytes", each.removed.bytes},
                    {"removed_folder", each.why_kept.ok()}});
    if (!each.status.ok()) list.back()["error"] = each.status.text();
  }
  return {{"folder", root}, {"programs", list}};
}

}  // namespace

Output store_flush_command(const StoreRequest& request, const Machine& machine) {
  if (request.file.empty() != request.all) {
    return wrong_use(request, {Code::kInvalidArgument,
                               "name one program, or use --all to remove all programs' entries"});
  }
  const Result<ProgramStores> stores = find_stores(request, machine);
  if (!stores.ok()) return failure(request, stores.status());
  std::vector<Flushed> all;
  Output output;
  for (const std::string& name : stores->names) {
    all.push_back(flush(*stores, name, machine));
    if (all.back().status.ok()) continue;
    output.exit_code = kProblem;
    if (!request.json) output.err += error_text(all.back().status);
  }
  output.out = request.json ? json_text(json_of(stores->root, all)) : text_of(stores->root, all);
  return output;
}

}  // namespace larder::tool
