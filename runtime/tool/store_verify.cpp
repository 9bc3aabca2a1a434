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

struct Verified {
  store::StoreUsage checked;
  std::vector<Status> problems;  // of entries, and of folders that no program would use
};

std::vector<Status> problems_of(const Result<store::Cache>& entry) {
  if (!entry.ok()) return {entry.status()};
  std::vector<Status> problems = entry->verify();
  for (Status& problem : problems) problem = problem.with_context(entry->path());
  return problems;
}

// Skips entries that are removed meanwhile.
void verify(store::Store& store, Verified& verified) {
  const Result<std::vector<store::FileInfo>> files = store.entries();
  if (files.status().code() == Code::kNotFound) return;
  if (!files.ok()) return verified.problems.push_back(files.status());
  for (const store::FileInfo& file : *files) {
    const Result<store::Cache> entry = store.look_at(file.name);
    if (entry.status().code() == Code::kNotFound) continue;
    verified.checked.add(file);
    const std::vector<Status> problems = problems_of(entry);
    verified.problems.insert(verified.problems.end(), problems.begin(), problems.end());
  }
}

std::string text_of(const std::string& root, const Verified& verified) {
  const std::vector<Status>& problems = verified.problems;
  std::string text = fmt::format(
      "{}: {}\n", printable(root),
      problems.empty() ? "sound" : "NOT SOUND, " + count_text(problems.size(), "problem"));
  for (const Status& problem : problems) text += "  " + printable(problem.message()) + "\n";
  return text + "  checked " + usage_text(verified.checked) + "\n";
}

nlohmann::json json_of(const std::string& root, const Verified& verified) {
  nlohmann::json list = nlohmann::json::array();
  for (const Status& problem : verified.problems) list.push_back(problem.message());
  return {{"folder", root},
          {"sound", verified.problems.empty()},
          {"entries", verified.checked.entries},
          {"bytes", verified.checked.bytes},
          {"problems", list}};
}

}  // namespace

Output store_verify_command(const StoreRequest& request, const Machine& machine) {
  const Result<ProgramStores> stores = find_stores(request, machine);
  if (!stores.ok()) return failure(request, stores.status());
  Verified verified;
  for (const std::string& name : stores->names) {
    store::Store store({stores->folder(name)}, machine.files);
    verify(store, verified);
  }
  const std::string& root = stores->root;
  return {verified.problems.empty() ? kFine : kProblem,
          request.json ? json_text(json_of(root, verified)) : text_of(root, verified), ""};
}

}  // namespace larder::tool
