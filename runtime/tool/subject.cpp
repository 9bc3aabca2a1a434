#include "runtime/tool/subject.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>

#include "runtime/format/elf.h"
#include "runtime/format/layout.h"
#include "runtime/store/look_up.h"
#include "runtime/tool/modules.h"
#include "runtime/tool/program.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

bool begins_with(format::Bytes file, std::string_view magic) {
  return file.size() >= magic.size() &&
         std::ranges::equal(file.first(magic.size()), format::as_bytes(magic));
}

// Whether a cache has a kernel of the program whose bytes are `file`. Other code reports a program
// without kernels.
bool serves(const store::Cache& cache, format::Bytes file) {
  const Result<std::vector<ProgramKernel>> kernels = read_program(file);
  return !kernels.ok() || std::ranges::any_of(*kernels, [&](const ProgramKernel& kernel) {
    return store::has_any(cache, kernel.keys);
  });
}

Result<store::Cache> open_beside(const std::string& program, format::Bytes file,
                                 const Machine& machine) {
  const Result<store::Places> places = places_of(program, file, machine);
  if (!places.ok()) return places.status();
  store::Located located = store::locate(*places, machine.files);
  if (!located.cache) return located.why_none().with_context(program);
  return std::move(*located.cache);
}

Output output_of(const Request& request, const Result<Told>& told) {
  if (!told.ok()) return failure(request, told.status());
  return {told->sound ? kFine : kProblem, request.json ? json_text(told->json) : told->text, ""};
}

// A cache, and the files whose kernels it would serve; or a file without a cache.
struct Used {
  std::vector<std::string> by;
  Result<store::Cache> cache;
};

std::vector<Used> used_caches(const Process& process) {
  std::vector<Used> all;
  for (const Module& module : process.modules) {
    const store::Located& located = module.located;
    const auto same = std::ranges::find_if(all, [&](const Used& each) {
      return located.cache && each.cache.ok() && each.cache->path() == located.cache->path();
    });
    if (same != all.end()) {
      same->by.push_back(module.file);
    } else if (located.cache) {
      all.push_back({{module.file}, *located.cache});
    } else {
      all.push_back(
          {{module.file}, located.why_none(store::kMaxPathsNamed).with_context(module.file)});
    }
  }
  return all;
}

std::string text_of(const Process& process, const std::vector<Used>& all,
                    const std::vector<Result<Told>>& told) {
  std::string text;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const std::string& file : all[i].by) {
      text += fmt::format("for the kernels of {}:\n", printable(file));
    }
    text += (told[i].ok() ? told[i]->text : error_text(told[i].status())) + "\n";
  }
  for (const Status& status : process.unread) text += error_text(status);
  text += missing_text(process);
  if (text.ends_with("\n\n")) text.pop_back();
  return text;
}

nlohmann::json json_of(const Process& process, const std::vector<Used>& all,
                       const std::vector<Result<Told>>& told) {
  nlohmann::json caches = nlohmann::json::array();
  for (std::size_t i = 0; i < all.size(); ++i) {
    nlohmann::json& each = caches.emplace_back(
        told[i].ok() ? told[i]->json : nlohmann::json({{"error", told[i].status().text()}}));
    each["used_by"] = all[i].by;
  }
  return {{"caches", caches},
          {"libraries_not_found", missing_json(process)},
          {"libraries_not_read", unread_json(process)}};
}

}  // namespace

Output tell_of_caches(const Request& request, const Machine& machine,
                      const std::function<Result<Told>(const store::Cache&)>& tell) {
  const auto told_of = [&tell](const Result<store::Cache>& cache) {
    return cache.ok() ? tell(*cache) : Result<Told>(cache.status());
  };
  const Result<store::Mapping> file = machine.files.map(request.file);
  const Result<Process> process = file.ok() && format::is_elf(file->bytes)
                                      ? find_modules(request.file, file->bytes, machine)
                                      : Result<Process>(Status(Code::kNotFound, "no program"));
  // The search for the file's own cache reports errors of the file itself.
  if (!process.ok() || is_program_alone(*process)) {
    return output_of(request, told_of(open_subject(request.file, machine)));
  }
  const std::vector<Used> all = used_caches(*process);
  std::vector<Result<Told>> told;
  bool sound = process->unread.empty();
  for (const Used& each : all) {
    told.push_back(told_of(each.cache));
    sound = sound && told.back().ok() && told.back()->sound;
  }
  return {sound ? kFine : kProblem,
          request.json ? json_text(json_of(*process, all, told)) : text_of(*process, all, told),
          ""};
}

Result<store::Places> places_of(const std::string& program, format::Bytes file,
                                const Machine& machine) {
  Result<std::vector<format::Seal>> seals = read_seals(file);
  if (!seals.ok()) return seals.status().with_context(program);
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(program, error);
  return store::Places{error ? program : real.string(), machine.caches, "", *std::move(seals),
                       [file](const store::Cache& cache) { return serves(cache, file); }};
}

Result<store::Cache> open_subject(const std::string& file, const Machine& machine) {
  const Result<store::Mapping> mapping = machine.files.map(file);
  if (!mapping.ok()) return mapping.status();
  if (format::is_elf(mapping->bytes)) return open_beside(file, mapping->bytes, machine);
  if (begins_with(mapping->bytes, format::kDataMagic)) {
    return Status(
        Code::kInvalidArgument,
        fmt::format("{} holds the images; name its index, the file without \"-data\"", file));
  }
  return store::Cache::open(file, machine.files);
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
