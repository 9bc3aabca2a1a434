#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "runtime/choose/groups.h"
#include "runtime/store/locate.h"
#include "runtime/tool/architecture.h"
#include "runtime/tool/command.h"
#include "runtime/tool/driver_version.h"
#include "runtime/tool/plan.h"
#include "runtime/tool/program.h"
#include "runtime/tool/seal_report.h"
#include "runtime/tool/subject.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

// All that is to be told, before it becomes text or JSON.
struct Explanation {
  std::string program;
  std::vector<format::Seal> seals;
  store::Located located;
  Probe probe;
  std::optional<DriverVersion> described;  // where the device is not here, but described
  Plan plan;
};

// A GPU that is not here, as the command line describes it.
struct Described {
  choose::DeviceFacts device;
  DriverVersion driver;
};

bool refused(const Explanation& about) { return !about.plan.decision.status.ok(); }

// A damaged cache is a problem also where another one was found after it.
bool damaged(const Explanation& about) {
  if (!about.plan.damage.empty()) return true;
  for (const store::Attempt& attempt : about.located.attempts) {
    if (attempt.status.code() == Code::kCorrupt) return true;
  }
  return false;
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

std::string kernel_table(const Explanation& about) {
  Table table({{"KERNEL"}, {"RUNS AS"}, {"IMAGES IN THE CACHE"}});
  for (std::size_t i = 0; i < about.plan.kernels.size(); ++i) {
    const KernelPlan& kernel = about.plan.kernels[i];
    table.add({printable(kernel.name), runs_as(about, i), present_text(kernel)});
  }
  return table.text();
}

std::string cache_text(const Explanation& about) {
  const store::Located& located = about.located;
  std::string text = located.cache ? fmt::format("cache: {}\n", printable(located.cache->path()))
                                   : "cache: none\n";
  for (const store::Attempt& attempt : located.attempts) {
    if (attempt.status.ok()) continue;
    const bool missing = attempt.status.code() == Code::kNotFound;
    text += missing ? fmt::format("  not at {}\n", printable(attempt.path))
                    : fmt::format("  refused: {}\n", printable(attempt.status.text()));
  }
  if (located.why_none().code() == Code::kNotFound)
    text += fmt::format("  {}\n", store::kHowToMakeOne);
  for (const Status& problem : about.plan.damage) {
    text += fmt::format("  damaged: {}\n", printable(problem.message()));
  }
  return text;
}

bool is_reason(const Explanation& about, const std::string& sentence) {
  const std::vector<std::string>& reasons = about.plan.decision.reasons;
  return std::ranges::find(reasons, sentence) != reasons.end();
}

// Why kernels have no image, one line for each cause that is not among the reasons already. Where
// there is no cache, the paths tried say it.
std::string missing_text(const Explanation& about) {
  if (!about.located.cache) return "";
  std::map<std::string, std::vector<std::string>> names;
  for (const KernelPlan& kernel : about.plan.kernels) {
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
  const std::string& why_none = about.probe.why_none.message();
  if (about.probe.devices.empty()) {
    return is_reason(about, why_none) ? "device: none\n"
                                      : "device: none; " + printable(why_none) + "\n";
  }
  std::string text;
  for (const choose::DeviceFacts& device : about.probe.devices) {
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
  return fmt::format("{}: {}\n{}\n{}\n{}{}{}{}", printable(about.program), verdict(about),
                     reasons_text(about), kernel_table(about), missing_text(about),
                     device_text(about), accepted_text(about.seals), cache_text(about));
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
                    {"runs_as", runs_as(about, i)},
                    {"key", image ? nlohmann::json(format::to_hex(image->key)) : nullptr},
                    {"present", present},
                    {"why_no_images", kernel.found.why_none.text()}});
  }
  return list;
}

nlohmann::json devices_json(const Explanation& about) {
  nlohmann::json list = nlohmann::json::array();
  for (const choose::DeviceFacts& device : about.probe.devices) {
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

nlohmann::json json_of(const Explanation& about) {
  nlohmann::json tried = nlohmann::json::array();
  for (const store::Attempt& attempt : about.located.attempts) {
    tried.push_back({{"path", attempt.path}, {"result", attempt.status.text()}});
  }
  nlohmann::json damage = nlohmann::json::array();
  for (const Status& problem : about.plan.damage) damage.push_back(problem.message());
  const auto& cache = about.located.cache;
  return {{"program", about.program},
          {"runs_on", refused(about) ? "nothing" : backend_name(about.plan.decision.backend)},
          {"reasons", about.plan.decision.reasons},
          {"devices", devices_json(about)},
          {"described_driver", described_json(about)},
          {"why_no_device", about.probe.devices.empty() ? about.probe.why_none.message() : ""},
          {"seals", accepted_json(about.seals)},
          {"cache", cache ? nlohmann::json(cache->path()) : nullptr},
          {"tried", tried},
          {"damage", damage},
          {"kernels", kernels_json(about)}};
}

// Who asks for the CPU is not kept waiting for a driver.
Probe probe_for(const Wish& wish, const World& world) {
  if (wish.policy != Policy::kCpu) return world.probe();
  return {{}, Status(Code::kUnavailable, "not looked for")};
}

// None where the GPUs of this machine are meant.
Result<std::optional<Described>> described_device(const Request& request) {
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

// `described`, where there is one, stands in for all devices of this machine.
Result<Explanation> explain(const std::string& program, const std::optional<Described>& described,
                            const World& world) {
  const Wish wish = wish_of(world.device);
  const Result<store::Mapping> mapping = world.files.map(program);
  if (!mapping.ok()) return mapping.status();
  const Result<std::vector<ProgramKernel>> kernels = read_program(mapping->bytes);
  if (!kernels.ok()) return kernels.status().with_context(program);
  const Result<store::Places> places = places_of(program, mapping->bytes, world);
  if (!places.ok()) return places.status();

  Explanation about;
  about.program = program;
  about.seals = places->seals;
  about.located = store::locate(*places, world.files);
  about.probe = described ? Probe{{described->device}, {}} : probe_for(wish, world);
  if (described) about.described = described->driver;
  about.plan = make_plan(*kernels, about.located, about.probe, wish);
  return about;
}

}  // namespace

Output explain_command(const Request& request, const World& world) {
  const Result<std::optional<Described>> described = described_device(request);
  if (!described.ok()) return wrong_use(request, described.status());
  const Result<Explanation> about = explain(request.file, *described, world);
  if (!about.ok()) return failure(request, about.status());
  const bool problem = refused(*about) || damaged(*about);
  return {problem ? kProblem : kFine, request.json ? json_text(json_of(*about)) : text_of(*about),
          ""};
}

}  // namespace larder::tool
