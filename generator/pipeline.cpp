#include "generator/pipeline.h"

#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "generator/emit/cuda.h"
#include "generator/emit/host.h"
#include "generator/emit/manifest.h"
#include "generator/flags.h"
#include "generator/key/key.h"
#include "generator/output.h"
#include "generator/passes.h"
#include "generator/scan/scanner.h"
#include "generator/worlds.h"

namespace larder::generate {
namespace {

std::string folder_of(const std::string& path) {
  return std::filesystem::path(path).parent_path().generic_string();
}

/// The host compiler's command; only flags, or nothing, where no more is known.
std::vector<std::string> command_for(const Options& options) {
  if (options.has_compile_flags) return options.compile_flags;
  if (auto command = compile_command(options.host)) return std::move(*command);
  std::fprintf(stderr,
               "larder-generate: warning: compile_commands.json has no entry for %s, so %s is read "
               "without the flags of its target; run in the build's root, or give flags after --\n",
               options.host.c_str(), options.source.c_str());
  return {};
}

Status write_outputs(const Options& options, const Passes& passes,
                     const std::vector<std::string>& flags, const Worlds& worlds) {
  ManifestInput input;
  input.key_context = worlds.key_context();
  const std::vector<KeyedKernel> kernels = key_kernels(passes.device, input.key_context);
  input.views = passes.device;
  input.kernels = kernels;
  input.source = passes.host_view().files.front().path;
  input.cuda_name = std::filesystem::path(options.cuda).filename().string();
  input.flags = device_flags(flags);
  const std::vector<std::string> targets = {options.host, options.manifest, options.cuda};
  if (Status s = write_if_changed(options.cuda, cuda_source(passes.device)); !s) return s;
  if (Status s = write_if_changed(options.manifest, manifest(input)); !s) return s;
  if (Status s = write_if_changed(options.host, host_source(passes.host_view(), kernels)); !s)
    return s;
  if (options.depfile.empty()) return {};
  std::vector<std::string> read = passes.dependencies();
  const std::vector<std::string> probed = worlds.files();
  read.insert(read.end(), probed.begin(), probed.end());
  return write_if_changed(options.depfile, depfile_text(targets, read));
}

}  // namespace

int run(const Options& options) {
  const std::vector<std::string> command = command_for(options);
  const std::vector<std::string> flags = scan_flags(command);
  Worlds worlds(options, command, device_flags(flags));
  const std::vector<unsigned> architectures = scanned_architectures(options.archs);
  if (Result<const MacroWorld*> first = worlds.device(architectures.front()); !first) {
    std::fprintf(stderr, "larder-generate: error: %s\n", first.status().message().c_str());
    return 1;
  }
  ScanRequest request;
  request.source = options.source;
  request.flags = flags;
  request.include_dir = options.include_dir;
  request.output_folder = folder_of(options.host);
  request.places = worlds.lines();
  const std::optional<Passes> passes = scan_passes(request, architectures, worlds);
  if (!passes || !report_differences(*passes)) return 1;
  const Status written = write_outputs(options, *passes, flags, worlds);
  if (written.ok()) return 0;
  std::fprintf(stderr, "larder-generate: error: %s\n", written.message().c_str());
  return 1;
}

}  // namespace larder::generate
