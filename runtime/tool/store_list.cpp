#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>
#include <vector>

#include "runtime/choose/groups.h"
#include "runtime/store/contents.h"
#include "runtime/store/store.h"
#include "runtime/tool/command.h"
#include "runtime/tool/program_stores.h"
#include "runtime/tool/subject.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

// The stored entries of one program, or why they are unknown.
struct Program {
  std::string name;
  store::StoreUsage usage;
  Status status;
};

// The content of one file, as far as its index is sound.
struct Entry {
  store::FileInfo file;
  std::vector<std::string> kernels;
  std::vector<format::Target> targets;
  std::string producer;
  Status status;
};

// Skips programs whose folders are removed meanwhile.
std::vector<Program> programs_of(const ProgramStores& stores, const Machine& machine) {
  std::vector<Program> programs;
  for (const std::string& name : stores.names) {
    store::Store store({stores.folder(name)}, machine.files);
    const Result<store::StoreUsage> usage = store.usage();
    if (usage.status().code() == Code::kNotFound) continue;
    programs.push_back({name, usage.ok() ? *usage : store::StoreUsage(), usage.status()});
  }
  return programs;
}

Entry read_entry(store::Store& store, const store::FileInfo& file) {
  Entry entry{file, {}, {}, "", {}};
  const Result<store::Cache> cache = store.look_at(file.name);
  entry.status = cache.status();
  if (!cache.ok()) return entry;
  const format::IndexView& index = cache->index();
  entry.status = index.check().with_context(cache->path());
  if (!entry.status.ok()) return entry;
  for (std::uint32_t i = 0; i < index.kernel_count(); ++i) {
    const std::string_view name = index.kernel_by_name(i).name;
    if (entry.kernels.empty() || entry.kernels.back() != name) entry.kernels.emplace_back(name);
  }
  for (std::uint32_t i = 0; i < index.image_count(); ++i) {
    entry.targets.push_back(index.image(i).target);
  }
  entry.producer = cache->producer();
  return entry;
}

// The latest first. It is not an error if entries are added or removed meanwhile.
Result<std::vector<Entry>> entries_of(store::Store& store) {
  const Result<std::vector<store::FileInfo>> files = store.entries();
  if (!files.ok()) return files.status();
  std::vector<Entry> entries;
  for (const store::FileInfo& file : *files) {
    Entry entry = read_entry(store, file);
    if (entry.status.code() != Code::kNotFound) entries.push_back(std::move(entry));
  }
  std::ranges::sort(entries, [](const Entry& one, const Entry& other) {
    return std::tie(other.file.used, one.file.name) < std::tie(one.file.used, other.file.name);
  });
  return entries;
}

std::string used_text(const store::StoreUsage& usage) {
  return usage.entries == 0 ? "-" : time_text(usage.used);
}

std::string text_of(const std::string& root, const std::vector<Program>& programs) {
  Table table({{"PROGRAM"}, {"ENTRIES", Align::kRight}, {"SIZE", Align::kRight}, {"LAST USED"}});
  store::StoreUsage sum;
  for (const Program& program : programs) {
    if (!program.status.ok()) continue;
    sum.entries += program.usage.entries;
    sum.bytes += program.usage.bytes;
    table.add({printable(program.name), fmt::format("{}", program.usage.entries),
               size_text(program.usage.bytes), used_text(program.usage)});
  }
  const std::string text = fmt::format("{}: {}, {}\n", printable(root),
                                       count_text(programs.size(), "program"), usage_text(sum));
  return programs.empty() ? text : text + "\n" + table.text();
}

std::string text_of(const std::string& folder, const std::vector<Entry>& entries) {
  Table table({{"ENTRY"},
               {"SIZE", Align::kRight},
               {"LAST USED"},
               {"ARCHITECTURES"},
               {"MADE BY"},
               {"KERNELS"}});
  store::StoreUsage sum;
  for (const Entry& entry : entries) {
    sum.add(entry.file);
    const bool sound = entry.status.ok();
    table.add({entry.file.name, size_text(entry.file.bytes), time_text(entry.file.used),
               sound ? store::targets_text(entry.targets) : "-",
               sound ? printable(entry.producer) : "-",
               sound ? printable(choose::name_list(entry.kernels)) : "-"});
  }
  const std::string text = fmt::format("{}: {}\n", printable(folder), usage_text(sum));
  return entries.empty() ? text : text + "\n" + table.text();
}

nlohmann::json json_of(const std::string& root, const std::vector<Program>& programs) {
  nlohmann::json list = nlohmann::json::array();
  for (const Program& program : programs) {
    list.push_back({{"name", program.name}});
    if (!program.status.ok()) list.back()["error"] = program.status.text();
    if (!program.status.ok()) continue;
    list.back()["entries"] = program.usage.entries;
    list.back()["bytes"] = program.usage.bytes;
    if (program.usage.entries > 0) list.back()["last_used"] = time_text(program.usage.used);
  }
  return {{"folder", root}, {"programs", list}};
}

nlohmann::json json_of(const std::string& folder, const std::vector<Entry>& entries) {
  nlohmann::json list = nlohmann::json::array();
  for (const Entry& entry : entries) {
    list.push_back({{"name", entry.file.name},
                    {"bytes", entry.file.bytes},
                    {"last_used", time_text(entry.file.used)}});
    if (!entry.status.ok()) list.back()["error"] = entry.status.text();
    if (!entry.status.ok()) continue;
    nlohmann::json targets = nlohmann::json::array();
    for (const format::Target& target : entry.targets) targets.push_back(target.text());
    list.back()["kernels"] = entry.kernels;
    list.back()["architectures"] = targets;
    list.back()["producer"] = entry.producer;
  }
  return {{"folder", folder}, {"entries", list}};
}

// The list of programs or entries, with their errors.
template <class Listed>
Output output_of(const StoreRequest& request, const std::string& folder,
                 const std::vector<Listed>& list) {
  Output output;
  for (const Listed& each : list) {
    if (each.status.ok()) continue;
    output.exit_code = kProblem;
    if (!request.json) output.err += error_text(each.status);
  }
  output.out = request.json ? json_text(json_of(folder, list)) : text_of(folder, list);
  return output;
}

}  // namespace

Output store_list_command(const StoreRequest& request, const Machine& machine) {
  const Result<ProgramStores> stores = find_stores(request, machine);
  if (!stores.ok()) return failure(request, stores.status());
  if (request.file.empty()) return output_of(request, stores->root, programs_of(*stores, machine));
  const std::string folder = stores->folder(stores->names.front());
  store::Store store({folder}, machine.files);
  const Result<std::vector<Entry>> entries = entries_of(store);
  if (!entries.ok()) return failure(request, entries.status());
  return output_of(request, folder, *entries);
}

}  // namespace larder::tool
