#include "runtime/tool/modules.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "runtime/tool/subject.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

// Fails as read_program() and read_seals().
Result<Module> read_module(const std::string& path, format::Bytes file, const Machine& machine) {
  Result<std::vector<ProgramKernel>> kernels = read_program(file);
  if (!kernels.ok()) return kernels.status().with_context(path);
  const Result<store::Places> places = places_of(path, file, machine);
  if (!places.ok()) return places.status();
  return Module{path, places->module, *std::move(kernels), places->seals,
                store::locate(*places, machine.files)};
}

void add_library(const Library& library, const Machine& machine, Process& process) {
  Result<Module> module = read_module(library.path, library.file.bytes, machine);
  if (module.ok()) {
    module->file = module->real_path;  // as a Device names it
    process.modules.push_back(*std::move(module));
  } else if (module.status().code() != Code::kNotFound) {
    process.unread.push_back(module.status());
  }
}

// Why there are none; the program's own reason is the first.
Status no_kernels(const Status& of_program, const Libraries& libraries) {
  std::string text = of_program.message();
  if (!libraries.found.empty()) {
    text += fmt::format("; of the libraries that it loads none does ({} looked at)",
                        libraries.found.size());
  }
  for (const MissingLibrary& each : libraries.missing) {
    text += fmt::format("; library not found: {}", each.name);
  }
  return {Code::kNotFound, text};
}

}  // namespace

Result<Process> find_modules(const std::string& program, format::Bytes file,
                             const Machine& machine) {
  Process process;
  Result<Module> own = read_module(program, file, machine);
  Status read = own.status();
  if (!read.ok() && read.code() != Code::kNotFound) return read;
  process.program_has_kernels = read.ok();
  if (read.ok()) process.modules.push_back(*std::move(own));
  const Libraries libraries = find_libraries(program, file, machine.libraries, machine.files);
  process.missing = libraries.missing;
  for (const Library& library : libraries.found) add_library(library, machine, process);
  if (process.modules.empty()) {
    return process.unread.empty() ? no_kernels(read, libraries) : process.unread.front();
  }
  return process;
}

bool is_program_alone(const Process& process) {
  return process.program_has_kernels && process.modules.size() == 1 && process.missing.empty() &&
         process.unread.empty();
}

std::string missing_text(const Process& process) {
  std::string text;
  for (const MissingLibrary& each : process.missing) {
    text += fmt::format("library not found: {}, which {} needs\n", printable(each.name),
                        printable(each.needed_by));
  }
  return text;
}

nlohmann::json missing_json(const Process& process) {
  nlohmann::json list = nlohmann::json::array();
  for (const MissingLibrary& each : process.missing) {
    list.push_back({{"name", each.name}, {"needed_by", each.needed_by}});
  }
  return list;
}

nlohmann::json unread_json(const Process& process) {
  nlohmann::json list = nlohmann::json::array();
  for (const Status& status : process.unread) list.push_back(status.text());
  return list;
}

}  // namespace larder::tool
