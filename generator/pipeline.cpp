#include "generator/pipeline.h"

#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "generator/emit/host.h"
#include "generator/emit/manifest.h"
#include "generator/emit/whole.h"
#include "generator/flags.h"
#include "generator/key/key.h"
#include "generator/output.h"
#include "generator/passes.h"
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

Status write_outputs(const Options& options, const Passes& passes,
                     const std::vector<std::string>& flags) {
  ManifestInput input;
  input.key_context = key_context(options, flags);
  const std::vector<KeyedKernel> kernels = key_kernels(passes.device, input.key_context);
  input.views = passes.device;
  input.kernels = kernels;
  input.source = passes.host_view().files.front().path;
  input.cuda_name = std::filesystem::path(options.cuda).filename().string();
  input.flags = device_flags(flags);
  const std::vector<std::string> targets = {options.host, options.manifest, options.cuda};
  if (Status s = write_if_changed(options.cuda, cuda_file(passes.device)); !s) return s;
  if (Status s = write_if_changed(options.manifest, manifest(input)); !s) return s;
  if (Status s = write_if_changed(options.host, host_source(passes.host_view(), kernels)); !s)
    return s;
  if (options.depfile.empty()) return {};
  return write_if_changed(options.depfile, depfile_text(targets, passes.dependencies()));
}

}  // namespace

int run(const Options& options) {
  const std::vector<std::string> flags = flags_for(options);
  ScanRequest request;
  request.source = options.source;
  request.flags = flags;
  request.include_dir = options.include_dir;
  request.output_folder = folder_of(options.host);
  request.cuda_folder = folder_of(options.cuda);
  request.places = asks_for_lines(options.device_flags);
  std::optional<Passes> passes = scan_passes(request, scanned_architectures(options.archs));
  if (!passes || !report_differences(*passes)) return 1;
  if (options.whole)
    for (View& view : passes->device) view.whole = "asked for by --whole";
  const Status written = write_outputs(options, *passes, flags);
  if (written.ok()) return 0;
  std::fprintf(stderr, "larder-generate: error: %s\n", written.message().c_str());
  return 1;
}

}  // namespace larder::generate
