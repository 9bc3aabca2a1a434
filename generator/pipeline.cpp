#include "generator/pipeline.h"

#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "generator/archs/archs.h"
#include "generator/archs/known.h"
#include "generator/archs/native.h"
#include "generator/emit/cuda.h"
#include "generator/emit/host.h"
#include "generator/emit/manifest.h"
#include "generator/flags.h"
#include "generator/key/key.h"
#include "generator/model/control.h"
#include "generator/output.h"
#include "generator/passes.h"
#include "generator/proof.h"
#include "generator/scan/clang_version.h"
#include "generator/scan/scanner.h"

namespace larder::generate {
namespace {

std::string folder_of(const std::string& path) {
  return std::filesystem::path(path).parent_path().generic_string();
}

std::vector<std::string> flags_for(const Options& options) {
  if (options.has_compile_flags) return scan_flags(options.compile_flags);
  if (const auto command = compile_command(options.host)) return scan_flags(*command);
  std::fprintf(stderr,
               "larder-generate: warning: compile_commands.json has no entry for %s, so %s is read "
               "without the flags of its target; run in the build's root, or give flags after --\n",
               options.host.c_str(), options.source.c_str());
  return scan_flags({});
}

KeyContext key_context(const Options& options, const std::vector<std::string>& flags) {
  KeyContext out{key_flags(device_flags(flags)), options.salt};
  out.flags.insert(out.flags.end(), options.device_flags.begin(), options.device_flags.end());
  return out;
}

/// The source is an input that the build knows of anyway: its name need not fit into the depfile.
std::vector<std::string> nameable(std::vector<std::string> dependencies,
                                  const std::string& source) {
  if (printable(source) != source) std::erase(dependencies, source);
  return dependencies;
}

/// The compute capabilities that keys are to be made for.
Result<std::vector<std::uint32_t>> architectures(const Options& options) {
  const std::string nvcc = options.nvcc == "none" ? "" : options.nvcc;
  const auto known = archs::known_archs(nvcc, nvcc::run_process);
  if (!known) return known.status();
  const auto requests = archs::resolve_archs(
      options.archs, *known, archs::native_source(options.native_archs, nvcc::run_process));
  if (!requests) return requests.status();
  return archs::capabilities(*requests);
}

/// Every file that the outputs depend on: what was read, and what the architectures come from.
std::vector<std::string> dependencies(const Options& options, const Passes& passes) {
  std::vector<std::string> files = passes.dependencies();
  if (options.nvcc.find('/') != std::string::npos) files.push_back(options.nvcc);
  if (!options.native_archs.empty()) files.push_back(options.native_archs);
  return files;
}

Status write_outputs(const Options& options, const Passes& passes,
                     const std::vector<std::string>& flags,
                     const std::vector<std::uint32_t>& architectures) {
  ManifestInput input;
  input.key_context = key_context(options, flags);
  const std::vector<KeyedKernel> kernels = key_kernels(passes.device, input.key_context);
  input.views = passes.device;
  input.kernels = kernels;
  input.source = passes.host_view().files.front().path;
  input.cuda_name = std::filesystem::path(options.cuda).filename().string();
  input.clang = clang_version();
  input.archs = architectures;
  input.flags = device_flags(flags);
  const Result<std::string> text = manifest::write(manifest_of(input));
  if (!text) return text.status();
  const std::vector<std::string> targets = {options.host, options.manifest, options.cuda};
  if (Status s = write_if_changed(options.cuda, cuda_source(passes.device)); !s) return s;
  if (Status s = write_if_changed(options.manifest, *text); !s) return s;
  if (Status s = write_if_changed(options.host, host_source(passes.host_view(), kernels)); !s)
    return s;
  if (options.depfile.empty()) return {};
  const Result<std::string> rule =
      depfile_text(targets, nameable(dependencies(options, passes), input.source));
  return rule ? write_if_changed(options.depfile, *rule) : rule.status();
}

int failed(const Status& status) {
  std::fprintf(stderr, "larder-generate: error: %s\n", status.message().c_str());
  return 1;
}

}  // namespace

int run(const Options& options) {
  const Result<std::vector<std::uint32_t>> archs = architectures(options);
  if (!archs) return failed(archs.status());
  const std::vector<std::string> flags = flags_for(options);
  ScanRequest request;
  request.source = options.source;
  request.flags = flags;
  request.include_dir = options.include_dir;
  request.output_folder = folder_of(options.host);
  request.places = asks_for_lines(options.device_flags);
  std::optional<Passes> passes = scan_passes(request, *archs);
  if (!passes || !report_differences(*passes)) return 1;
  prove_variants(passes->device, request);
  const Status written = write_outputs(options, *passes, flags, *archs);
  return written.ok() ? 0 : failed(written);
}

}  // namespace larder::generate
