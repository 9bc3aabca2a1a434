#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "runtime/choose/groups.h"
#include "runtime/tool/architecture.h"
#include "runtime/tool/command.h"
#include "runtime/tool/driver_version.h"
#include "runtime/tool/modules.h"
#include "runtime/tool/plan.h"
#include "runtime/tool/seal_report.h"
#include "runtime/tool/subject.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

// All data of the report, before it becomes text or JSON.
struct Explanation {
  std::string program;
  Process process;
  choose::Devices devices;
  std::optional<DriverVersion> described;  // if the device is elsewhere, and described
  Plan plan;
};

// A GPU elsewhere, as the command line describes it.
struct Described {
  choose::DeviceFacts device;
  DriverVersion driver;
};

bool refused(const Explanation& about) { return !about.plan.decision.status.ok(); }

// A damaged cache is a problem even if another one was found after it.
bool damaged(const Explanation& about) {
  if (!about.process.unread.empty()) return true;
  for (std::size_t i = 0; i < about.process.modules.size(); ++i) {
    if (!about.plan.damage[i].empty()) return true;
    for (const store::Attempt& attempt : about.process.modules[i].located.attempts) {
      if (attempt.status.code() == Code::kCorrupt) return true;
    }
  }
  return false;
}

// If all kernels are the program's own, the report does not name modules.
bool has_libraries(const Process& process) {
  return process.modules.size() > 1 || !process.program_has_kernels;
}

const std::string& file_of(const Explanation& about, const KernelPlan& kernel) {
  return about.process.modules[kernel.module].file;
}

const char* verdict(const Explanation& about) {
  if (refused(about)) return "does not run here";
  return about.plan.decision.backend == Backend::kGpu ? "runs on the GPU" : "runs on the CPU";
}

const store::FoundImage* chosen_image(const Explanation& about, std::size_t kernel) {
  const std::optional<std::size_t> chosen = about.plan.decision.images[kernel];
  return chosen ? &about.plan.kernels[kernel].found.images[*chosen] : nullptr;
}

std::string runs_as(const Explanation& about, std::size_t kernel) {
  if (const store::FoundImage* image = chosen_image(about, kernel))
    return image->entry.target.text();
  const bool has_cpu_variant = !about.plan.kernels[kernel].cuda_only;
  return about.plan.decision.backend == Backend::kCpu && has_cpu_variant ? "CPU variant"
                                                                         : "nothing";
}

std::string present_text(const KernelPlan& kernel) {
  std::string text;
  for (const store::FoundImage& image : kernel.found.images) {
    text += (text.empty() ? "" : ", ") + image.entry.target.text();
  }
  return text.empty() ? "none" : text;
}

// How it runs a block's threads; unknown for programs from an older larder-generate.
std::string cpu_variant_text(const KernelPlan& kernel) {
  if (kernel.cuda_only) return "none";
  return kernel.lowering.empty() ? "there" : kernel.lowering;
}

std::string kernel_table(const Explanation& about) {
  const bool with_files = has_libraries(about.process);
  std::vector<Column> columns = {{"KERNEL"}, {"RUNS AS"}, {"IMAGES IN THE CACHE"}, {"CPU VARIANT"}};
  if (with_files) columns.insert(columns.begin() + 1, {"FROM"});
  Table table(std::move(columns));
  for (std::size_t i = 0; i < about.plan.kernels.size(); ++i) {
    const KernelPlan& kernel = about.plan.kernels[i];
    std::vector<std::string> cells = {printable(kernel.name), runs_as(about, i),
                                      present_text(kernel), printable(cpu_variant_text(kernel))};
    if (with_files) cells.insert(cells.begin() + 1, printable(file_of(about, kernel)));
    table.add(std::move(cells));
  }
  return table.text();
}

std::string cache_text(const Module& module, const std::vector<Status>& damage) {
  const store::Located& located = module.located;
  std::string text = accepted_text(module.seals);
  text += located.cache ? fmt::format("cache: {}\n", printable(located.cache->path()))
                        : "cache: none\n";
  for (const store::Attempt& attempt : located.attempts) {
    if (attempt.status.ok()) continue;
    const bool missing = attempt.status.code() == Code::kNotFound;
    text += missing ? fmt::format("  not at {}\n", printable(attempt.path))
                    : fmt::format("  refused: {}\n", printable(attempt.status.text()));
  }
  if (located.why_none().code() == Code::kNotFound)
    text += fmt::format("  {}\n", store::kHowToMakeOne);
  for (const Status& problem : damage) {
    text += fmt::format("  damaged: {}\n", printable(problem.message()));
  }
  return text;
}

std::string caches_text(const Explanation& about) {
  std::string text;
  for (std::size_t i = 0; i < about.process.modules.size(); ++i) {
    const Module& module = about.process.modules[i];
    if (has_libraries(about.process)) text += fmt::format("of {}:\n", printable(module.file));
    text += cache_text(module, about.plan.damage[i]);
  }
  for (const Status& status : about.process.unread) {
    text += fmt::format("library not read: {}\n", printable(status.text()));
  }
  return text + missing_text(about.process);
}

bool is_reason(const Explanation& about, const std::string& sentence) {
  const std::vector<std::string>& reasons = about.plan.decision.reasons;
  return std::ranges::find(reasons, sentence) != reasons.end();
}

// Why kernels have no image, one line for each cause that is not among the reasons already. If
// there is no cache, the tried paths explain it.
std::string no_image_text(const Explanation& about) {
  std::map<std::string, std::vector<std::string>> names;
  for (const KernelPlan& kernel : about.plan.kernels) {
    if (!about.process.modules[kernel.module].located.cache) continue;
    if (kernel.found.images.empty()) {
      names[kernel.found.why_none.message()].push_back(kernel.name);
    }
  }
  std::string text;
  for (const auto& [why, kernels] : names) {
    const std::string line = fmt::format("no image of {}: {}", choose::name_list(kernels), why);
    if (!is_reason(about, line)) text += printable(line) + "\n";
  }
  return text.empty() ? "" : text + "\n";
}

std::string device_text(const Explanation& about) {
  const std::string& why_none = about.devices.why_none.message();
  if (about.devices.all.empty()) {
    return is_reason(about, why_none) ? "device: none\n"
                                      : "device: none; " + printable(why_none) + "\n";
  }
  std::string text;
  for (const choose::DeviceFacts& device : about.devices.all) {
    text += "device: " + printable(choose::device_text(device)) + "\n";
  }
  if (about.described) text += "  " + printable(about.described->note) + "\n";
  return text;
}

std::string reasons_text(const Explanation& about) {
  std::string text;
  for (const std::string& reason : about.plan.decision.reasons) {
    text += (text.empty() ? "why: " : "     ") + printable(reason) + "\n";
  }
  return text;
}

std::string text_of(const Explanation& about) {
  return fmt::format("{}: {}\n{}\n{}\n{}{}{}", printable(about.program), verdict(about),
                     reasons_text(about), kernel_table(about), no_image_text(about),
                     device_text(about), caches_text(about));
}

nlohmann::json kernels_json(const Explanation& about) {
  nlohmann::json list = nlohmann::json::array();
  for (std::size_t i = 0; i < about.plan.kernels.size(); ++i) {
    const KernelPlan& kernel = about.plan.kernels[i];
    nlohmann::json present = nlohmann::json::array();
    for (const store::FoundImage& image : kernel.found.images) {
      present.push_back(image.entry.target.text());
    }
    const store::FoundImage* image = chosen_image(about, i);
    list.push_back({{"name", kernel.name},
                    {"file", file_of(about, kernel)},
                    {"runs_as", runs_as(about, i)},
                    {"cpu_variant", cpu_variant_text(kernel)},
                    {"key", image ? nlohmann::json(format::to_hex(image->key)) : nullptr},
                    {"present", present},
                    {"why_no_images", kernel.found.why_none.text()}});
  }
  return list;
}

nlohmann::json devices_json(const Explanation& about) {
  nlohmann::json list = nlohmann::json::array();
  for (const choose::DeviceFacts& device : about.devices.all) {
    list.push_back({{"name", device.name},
                    {"ordinal", device.ordinal},
                    {"compute_capability", fmt::format("{}.{}", device.major, device.minor)},
                    {"driver_version", device.driver_version},
                    {"hypothetical", about.described.has_value()}});
  }
  return list;
}

nlohmann::json described_json(const Explanation& about) {
  if (!about.described) return nullptr;
  return {{"driver_assumed", about.described->assumed}, {"note", about.described->note}};
}

nlohmann::json json_of(const Module& module, const std::vector<Status>& problems) {
  nlohmann::json tried = nlohmann::json::array();
  for (const store::Attempt& attempt : module.located.attempts) {
    tried.push_back({{"path", attempt.path}, {"result", attempt.status.text()}});
  }
  nlohmann::json damage = nlohmann::json::array();
  for (const Status& problem : problems) damage.push_back(problem.message());
  const auto& cache = module.located.cache;
  return {{"file", module.file},
          {"seals", accepted_json(module.seals)},
          {"cache", cache ? nlohmann::json(cache->path()) : nullptr},
          {"tried", tried},
          {"damage", damage}};
}

// The program's cache is at the top level, those of libraries are in "libraries".
nlohmann::json json_of(const Explanation& about) {
  nlohmann::json all = json_of(Module(), {});
  nlohmann::json libraries = nlohmann::json::array();
  for (std::size_t i = 0; i < about.process.modules.size(); ++i) {
    nlohmann::json module = json_of(about.process.modules[i], about.plan.damage[i]);
    if (i == 0 && about.process.program_has_kernels) {
      all = std::move(module);
    } else {
      libraries.push_back(std::move(module));
    }
  }
  all.erase("file");
  all.update({{"program", about.program},
              {"runs_on", refused(about) ? "nothing" : backend_name(about.plan.decision.backend)},
              {"reasons", about.plan.decision.reasons},
              {"devices", devices_json(about)},
              {"described_driver", described_json(about)},
              {"why_no_device", about.devices.all.empty() ? about.devices.why_none.message() : ""},
              {"kernels", kernels_json(about)},
              {"libraries", libraries},
              {"libraries_not_found", missing_json(about.process)},
              {"libraries_not_read", unread_json(about.process)}});
  return all;
}

// A user who requests the CPU need not wait for a driver.
choose::Devices devices_for(const choose::PolicyChoice& policy, const Machine& machine) {
  if (policy.policy != Policy::kCpu) return machine.devices();
  return {{}, Status(Code::kUnavailable, "not looked for")};
}

// None if the GPUs of this machine are meant.
Result<std::optional<Described>> described_device(const ExplainRequest& request) {
  if (request.capability.empty()) return std::optional<Described>();
  const Result<Capability> capability = parse_capability(request.capability);
  if (!capability.ok()) return capability.status();
  const Result<DriverVersion> driver = request.driver.empty()
                                           ? Result(assumed_driver_version())
                                           : parse_driver_version(request.driver);
  if (!driver.ok()) return driver.status();
  const choose::DeviceFacts device{0, "hypothetical GPU", capability->major, capability->minor,
                                   driver->cuda_version};
  return std::optional(Described{device, *driver});
}

// `described`, if there is one, replaces all devices of this machine.
Result<Explanation> explain(const std::string& program, const std::optional<Described>& described,
                            const Machine& machine) {
  // An invalid value counts as none, as in a program, which warns about it.
  const auto policy = choose::parse_policy(machine.device).value_or(choose::PolicyChoice());
  const Result<store::Mapping> mapping = machine.files.map(program);
  if (!mapping.ok()) return mapping.status();
  Result<Process> process = find_modules(program, mapping->bytes, machine);
  if (!process.ok()) return process.status();

  Explanation about;
  about.program = program;
  about.process = *std::move(process);
  about.devices =
      described ? choose::Devices{{described->device}, {}} : devices_for(policy, machine);
  if (described) about.described = described->driver;
  about.plan = make_plan(about.process.modules, about.devices, policy);
  return about;
}

}  // namespace

Output explain_command(const ExplainRequest& request, const Machine& machine) {
  const Result<std::optional<Described>> described = described_device(request);
  if (!described.ok()) return wrong_use(request, described.status());
  const Result<Explanation> about = explain(request.file, *described, machine);
  if (!about.ok()) return failure(request, about.status());
  const bool problem = refused(*about) || damaged(*about);
  return {problem ? kProblem : kFine, request.json ? json_text(json_of(*about)) : text_of(*about),
          ""};
}

}  // namespace larder::tool
