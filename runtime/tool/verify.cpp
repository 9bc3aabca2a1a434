#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "runtime/store/cache.h"
#include "runtime/tool/command.h"
#include "runtime/tool/seal_report.h"
#include "runtime/tool/subject.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

std::string text_of(const store::Cache& cache, const std::vector<Status>& problems) {
  const format::IndexView& index = cache.index();
  std::string text = fmt::format(
      "{}: {}\n", printable(cache.path()),
      problems.empty() ? "sound" : "DAMAGED, " + count_text(problems.size(), "problem"));
  for (const Status& problem : problems) text += "  " + printable(problem.message()) + "\n";
  text += fmt::format("  checked {}, {} of index and {} of data\n",
                      count_text(index.image_count(), "image"),
                      size_text(index.prefix().index_size), size_text(index.prefix().data_size));
  return text + seal_text(index);
}

nlohmann::json json_of(const store::Cache& cache, const std::vector<Status>& problems) {
  nlohmann::json list = nlohmann::json::array();
  for (const Status& problem : problems) list.push_back(problem.message());
  return {{"file", cache.path()},
          {"data_file", store::data_path(cache.path())},
          {"sound", problems.empty()},
          {"images", cache.index().image_count()},
          {"index_bytes", cache.index().prefix().index_size},
          {"data_bytes", cache.index().prefix().data_size},
          {"seal", seal_json(cache.index())},
          {"problems", list}};
}

}  // namespace

Output verify_command(const Request& request, const Machine& machine) {
  return tell_of_caches(request, machine, [](const store::Cache& cache) -> Result<Told> {
    std::vector<Status> problems = cache.verify();
    const Status status = format::check_signature(format::inspect_seal(cache.index()));
    if (!status.ok()) problems.push_back(status);
    return Told{problems.empty(), text_of(cache, problems), json_of(cache, problems)};
  });
}

}  // namespace larder::tool
