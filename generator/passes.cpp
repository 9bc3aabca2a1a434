#include "generator/passes.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>

namespace larder::generate {
namespace {

/// In Clang's format; `kind` is "warning" or "error".
void report(const char* kind, const Location& where, const std::string& text) {
  std::string message =
      where.text() + ":" + std::to_string(where.column) + ": " + kind + ": " + text + "\n";
  std::ifstream file(where.file);
  std::string line;
  for (unsigned i = 0; i < where.line && std::getline(file, line); ++i) {
  }
  if (file) {
    const std::string number = std::to_string(where.line);
    message += "  " + number + " | " + line + "\n  " + std::string(number.size(), ' ') + " | " +
               std::string(where.column > 0 ? where.column - 1 : 0, ' ') + "^\n";
  }
  std::fputs(message.c_str(), stderr);
}

/// What users wrote; a library's header adapts to its compilers as its author means it.
using WrittenByName = std::multimap<std::string, const Written*>;

WrittenByName written_by_name(const View& view) {
  WrittenByName out;
  for (const Kernel& kernel : view.kernels)
    if (!kernel.cuda_only)
      for (const std::size_t index : kernel.written)
        if (const Written& written = view.written[index]; !written.included)
          out.emplace(written.what + '\n' + written.where.file, &written);
  return out;
}

/// The host source is compiled once and represents all passes: a macro that any of them used
/// counts, unless the host compiler itself defines it, and the GPU's does not.
void merge_outside_macros(Passes& passes, const MacroWorld* host_world) {
  std::map<std::string, OutsideMacro> all;
  const auto is_hosts = [&](const OutsideMacro& macro) {
    return !macro.defined && host_world != nullptr && host_world->macros.contains(macro.name);
  };
  const auto add = [&](const View& view) {
    for (const OutsideMacro& macro : view.outside_macros)
      if (!is_hosts(macro))
        all.try_emplace(macro.name, macro).first->second.asked_for_value |= macro.asked_for_value;
  };
  add(*passes.host);
  for (const View& view : passes.device) add(view);
  passes.host->outside_macros.clear();
  for (auto& [name, macro] : all) passes.host->outside_macros.push_back(std::move(macro));
}

/// The host's pass decides how the CPU variants run; their code may differ from the device's.
void take_lowerings(Passes& passes) {
  for (View& device : passes.device)
    for (Kernel& kernel : device.kernels) {
      const auto own = std::ranges::find(passes.host->kernels, kernel.symbol, &Kernel::symbol);
      if (own == passes.host->kernels.end()) continue;
      kernel.fibers = own->fibers;
      kernel.lanes = own->lanes;
      kernel.marked_vectors = own->marked_vectors;
      kernel.asks_index = own->asks_index;
    }
}

bool has_kernel(const View& view, const std::string& symbol) {
  return std::any_of(view.kernels.begin(), view.kernels.end(),
                     [&](const Kernel& kernel) { return kernel.symbol == symbol; });
}

bool is_kernel(const Written& part, const View& view) {
  return std::any_of(view.kernels.begin(), view.kernels.end(), [&](const Kernel& kernel) {
    return kernel.where.text() == part.where.text() && kernel.where.column == part.where.column;
  });
}

bool has_empty_body(const Written& part) { return part.tokens.ends_with("{ }"); }

/// Bodies that are empty for the host compiler, and not for a GPU's.
std::vector<GpuBody> gpu_bodies(const Passes& passes) {
  std::vector<GpuBody> out;
  const WrittenByName on_host = written_by_name(*passes.host);
  for (const View& device : passes.device) {
    for (const auto& [name, part] : written_by_name(device)) {
      if (!part->device_body || has_empty_body(*part)) continue;
      const auto [begin, end] = on_host.equal_range(name);
      const bool is_lost = std::any_of(begin, end, [p = part](const auto& entry) {
        return entry.second->where.line == p->where.line && has_empty_body(*entry.second);
      });
      if (is_lost) out.push_back({*part->device_body, device.architecture});
    }
  }
  return out;
}

/// Adds bodies that are not there yet; of several architectures the first one's counts.
bool add_bodies(std::vector<GpuBody>& to, const std::vector<GpuBody>& bodies) {
  const std::size_t before = to.size();
  for (const GpuBody& each : bodies)
    if (std::ranges::find(to, each.body, &GpuBody::body) == to.end()) to.push_back(each);
  return to.size() != before;
}

/// Reports code that differs. False if a kernel would do nothing on the CPU.
bool report_parts(const View& device, const View& host, std::set<std::string>& reported) {
  bool good = true;
  const WrittenByName on_host = written_by_name(host);
  for (const auto& [name, part] : written_by_name(device)) {
    const auto [begin, end] = on_host.equal_range(name);
    const bool alike = begin == end || std::any_of(begin, end, [&, p = part](const auto& entry) {
                         return entry.second->tokens == p->tokens;
                       });
    if (alike || !reported.insert(name).second) continue;
    if (has_empty_body(*begin->second) && !has_empty_body(*part) && is_kernel(*part, device)) {
      report("error", part->where,
             part->what +
                 " has an empty body where __CUDA_ARCH__ is not defined, so its CPU variant would "
                 "do nothing; mark it LARDER_KERNEL_CUDA_ONLY, or give an alternative under "
                 "#ifndef __CUDA_ARCH__");
      good = false;
      continue;
    }
    report("warning", part->where,
           part->what +
               " differs between the GPU's code and the CPU variant (a macro that their "
               "compilers define differently decides), so their results may differ");
  }
  return good;
}

}  // namespace

std::vector<std::string> Passes::dependencies() const {
  std::set<std::string> all;
  for (const View& view : device) all.insert(view.dependencies.begin(), view.dependencies.end());
  if (host) all.insert(host->dependencies.begin(), host->dependencies.end());
  return {all.begin(), all.end()};
}

namespace {

/// Whether a pass for `architecture` could see other code than the existing passes.
Result<bool> differs(const Passes& passes, unsigned architecture, Worlds& worlds) {
  for (const View& view : passes.device) {
    Result<bool> differ = worlds.differ(view.architecture, architecture, view.asked);
    if (!differ || *differ) return differ;
  }
  return false;
}

Status add_device_pass(Passes& passes, ScanRequest& request, unsigned architecture,
                       Worlds& worlds) {
  Result<const MacroWorld*> world = worlds.device(architecture);
  if (!world) return world.status();
  request.architecture = architecture;
  request.world = *world;
  request.host_world = worlds.host();
  if (request.host_world == nullptr) request.world = nullptr;
  request.definitions = worlds.definitions();
  std::optional<View> view = scan(request);
  if (!view) return {Code::kInvalidArgument, ""};
  worlds.settle(*view, request);
  passes.device.push_back(std::move(*view));
  request.reports = false;
  return {};
}

/// The first device pass, and those that can differ from it.
Status add_device_passes(Passes& passes, ScanRequest& request,
                         const std::vector<unsigned>& architectures, Worlds& worlds) {
  if (Status s = add_device_pass(passes, request, architectures.front(), worlds); !s) return s;
  bool differ = false;
  for (const unsigned architecture : architectures) {
    Result<bool> here = differs(passes, architecture, worlds);
    if (!here) return here.status();
    differ = differ || *here;
  }
  if (!differ) return {};
  for (std::size_t i = 1; i < architectures.size(); ++i)
    if (Status s = add_device_pass(passes, request, architectures[i], worlds); !s) return s;
  return {};
}

}  // namespace

std::optional<Passes> scan_passes(ScanRequest request, const std::vector<unsigned>& architectures,
                                  Worlds& worlds) {
  Passes passes;
  const Status done = add_device_passes(passes, request, architectures, worlds);
  if (!done && !done.message().empty())
    std::fprintf(stderr, "larder-generate: error: %s\n", done.message().c_str());
  if (!done) return std::nullopt;
  if (!passes.device.front().pass_dependent) return passes;
  request.architecture = 0;
  request.world = worlds.host();
  request.host_world = nullptr;
  request.device = &passes.device.front();
  // What such a body calls has become reachable.
  do {
    passes.host = scan(request);
    if (!passes.host) return std::nullopt;
  } while (add_bodies(request.gpu_bodies, gpu_bodies(passes)));
  take_lowerings(passes);
  merge_outside_macros(passes, worlds.host());
  return passes;
}

bool report_differences(const Passes& passes) {
  if (!passes.host) return true;
  bool good = true;
  std::set<std::string> reported;
  for (const View& device : passes.device) {
    for (const Kernel& kernel : device.kernels) {
      if (has_kernel(*passes.host, kernel.symbol) || !reported.insert(kernel.symbol).second)
        continue;
      report("error", kernel.where,
             "kernel " + kernel.name +
                 " exists in the device pass only, so no host code can launch it; declare it "
                 "outside of #ifdef __CUDA_ARCH__");
      good = false;
    }
    good = report_parts(device, *passes.host, reported) && good;
  }
  return good;
}

}  // namespace larder::generate
