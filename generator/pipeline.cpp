#include "generator/pipeline.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/archs/archs.h"
#include "generator/archs/known.h"
#include "generator/archs/native.h"
#include "generator/emit/host.h"
#include "generator/emit/manifest.h"
#include "generator/emit/whole.h"
#include "generator/flags/compile_commands.h"
#include "generator/inputs.h"
#include "generator/kept/texts.h"
#include "generator/key/key.h"
#include "generator/model/control.h"
#include "generator/model/seen_from.h"
#include "generator/nvcc/environment.h"
#include "generator/nvcc/find.h"
#include "generator/output.h"
#include "generator/passes.h"
#include "generator/proof.h"
#include "generator/scan/scanner.h"
#include "generator/syntax/clang_version.h"
#include "generator/vectors.h"
#include "generator/worlds.h"

namespace larder::generate {
namespace {

std::string folder_of(const std::string& path) {
  return std::filesystem::path(path).parent_path().generic_string();
}

/// nvcc reads CCCL and the toolkit's headers as they are: Larder's headers under their names are
/// for the other compilers. nvcc searches its own folder before those of -isystem.
void hide_overlay(const Options& options, HostFlags& flags) {
  const std::string headers = options.include_dir + "/larder/cudart";
  std::erase(flags.device, "-isystem=" + headers + "/cccl");
  for (std::string& flag : flags.device) {
    std::error_code ignored;
    if (flag.starts_with("-I") && std::filesystem::equivalent(flag.substr(2), headers, ignored))
      flag = "-isystem=" + headers;
  }
}

Result<HostFlags> flags_for(const Options& options) {
  Result<HostFlags> flags = options.has_compile_flags
                                ? flags_by_hand(options.compile_flags)
                                : flags_of_targets(options.host, options.compile_commands);
  if (flags) hide_overlay(options, *flags);
  return flags;
}

/// The build knows the source as an input anyway: its name need not be valid in a depfile.
std::vector<std::string> nameable(std::vector<std::string> dependencies,
                                  const std::string& source) {
  if (printable(source) != source) std::erase(dependencies, source);
  return dependencies;
}

/// The architectures for which keys are made.
Result<std::vector<archs::ArchRequest>> requested_archs(const Options& options) {
  const auto known = archs::known_archs(nvcc::find_nvcc(options.nvcc), nvcc::run_process);
  if (!known) return known.status();
  return archs::resolve_archs(options.archs, *known,
                              archs::native_source(options.native_archs, nvcc::run_process));
}

std::vector<std::string> outputs(const Options& options) {
  return {options.host, options.manifest, options.cuda};
}

/// `read`: the files that were read. The outputs also depend on the files that give the flags, the
/// architectures and the compilers' macros, but only on these values.
Status write_depfile(const Options& options, const HostFlags& flags,
                     std::vector<std::string> read) {
  if (options.depfile.empty()) return {};
  read.insert(read.end(), flags.read_from.begin(), flags.read_from.end());
  if (const std::string nvcc = nvcc::find_nvcc(options.nvcc); nvcc.find('/') != std::string::npos)
    read.push_back(nvcc);
  if (!options.native_archs.empty()) read.push_back(options.native_archs);
  const std::string source =
      std::filesystem::path(options.source).lexically_normal().generic_string();
  const Result<std::string> rule =
      depfile_text(outputs(options), nameable(std::move(read), source), options.phony);
  return rule ? write_if_changed(options.depfile, *rule) : rule.status();
}

/// The names by which a text in `folder` includes files that -include finds.
std::vector<std::string> forced_from(const std::string& folder,
                                     const std::vector<std::string>& files) {
  namespace fs = std::filesystem;
  std::vector<std::string> out;
  for (const fs::path file : files) {
    std::error_code ignored;
    const bool here = file.is_relative() && fs::exists(file, ignored);
    out.push_back(here ? seen_from(folder, file.string()) : file.string());
  }
  return out;
}

Status write_outputs(const Options& options, const Passes& passes, const HostFlags& flags,
                     Worlds& worlds, const ScanRequest& request) {
  ManifestInput input;
  input.key_context = worlds.key_context();
  std::vector<KeyedKernel> kernels = key_kernels(passes.device, input.key_context);
  const std::string store = kept::folder_for(options.store, options.host);
  const std::string assembly = add_vector_variants(
      kernels, {request, flags, passes.host_view(), options.host, store, worlds});
  input.views = passes.device;
  input.kernels = kernels;
  input.source = passes.host_view().files.front().path;
  input.cuda_name = std::filesystem::path(options.cuda).filename().string();
  input.clang = clang_version();
  input.archs = worlds.architectures();
  input.flags = flags.device;
  input.flags.insert(input.flags.end(), options.source_flags.begin(), options.source_flags.end());
  const std::vector<std::string> forced = forced_from(folder_of(options.cuda), flags.forced);
  const Result<std::string> text = manifest::write(manifest_of(input));
  if (!text) return text.status();
  if (Status s = write_if_changed(options.cuda, cuda_file(passes.device, forced)); !s) return s;
  if (Status s = write_if_changed(options.manifest, *text); !s) return s;
  return write_if_changed(options.host, host_source(passes.host_view(), kernels, assembly));
}

/// Everything that determines the outputs, except for the files that are read.
Inputs inputs_of(const Options& options, const HostFlags& flags,
                 const std::vector<std::uint32_t>& architectures) {
  std::vector<std::string> words = {std::string("larder-generate ") + LARDER_VERSION,
                                    file_word("/proc/self/exe"),
                                    clang_version(),
                                    resource_dir(),
                                    std::filesystem::current_path().string(),
                                    options.source,
                                    options.include_dir,
                                    nvcc::find_nvcc(options.nvcc),
                                    file_word(nvcc::find_nvcc(options.nvcc)),
                                    options.salt,
                                    options.whole ? "whole" : ""};
  const auto add = [&](const char* what, const std::vector<std::string>& more) {
    words.emplace_back(what);
    words.insert(words.end(), more.begin(), more.end());
  };
  add("flags of nvcc:", options.device_flags);
  add("flags:", flags.scan);
  add("command:", flags.command);
  words.emplace_back("architectures:");
  for (const std::uint32_t each : architectures) words.push_back(std::to_string(each));
  words.push_back("environment: " + nvcc::code_environment());
  return {options.host + ".inputs", words, outputs(options)};
}

// Whether the host compiler's command requests one of these checks.
bool checks(const HostFlags& flags, std::initializer_list<std::string_view> names) {
  constexpr std::string_view option = "-fsanitize=";
  return std::any_of(flags.command.begin(), flags.command.end(), [&](std::string_view word) {
    if (word.substr(0, option.size()) != option) return false;
    const std::string list = "," + std::string(word.substr(option.size())) + ",";
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
      return list.find("," + std::string(name) + ",") != std::string::npos;
    });
  });
}

ScanRequest scan_request(const Options& options, const HostFlags& flags, const Worlds& worlds) {
  ScanRequest request;
  request.source = options.source;
  request.flags = flags.scan;
  request.include_dir = options.include_dir;
  request.output_folder = folder_of(options.host);
  request.cuda_folder = folder_of(options.cuda);
  request.places = worlds.lines();
  request.checks_conversions = checks(flags, {"float-cast-overflow"});
  request.checks_shifts = checks(flags, {"undefined", "shift", "shift-exponent"});
  return request;
}

int failed(const Status& status) {
  std::fprintf(stderr, "larder-generate: error: %s\n", status.message().c_str());
  return 1;
}

}  // namespace

int run(const Options& options) {
  const Result<std::vector<archs::ArchRequest>> requests = requested_archs(options);
  if (!requests) return failed(requests.status());
  const std::vector<std::uint32_t> archs = archs::capabilities(*requests);
  const Result<HostFlags> flags = flags_for(options);
  if (!flags) return failed(flags.status());
  const Inputs inputs = inputs_of(options, *flags, archs);
  // Flags given by hand do not come from a build: then always scan.
  if (const auto read = inputs.unchanged(); read && !options.has_compile_flags) {
    const Status written = write_depfile(options, *flags, *read);
    return written.ok() ? 0 : failed(written);
  }
  for (const std::string& text : flags->warnings)
    std::fprintf(stderr, "larder-generate: warning: %s\n", text.c_str());
  Worlds worlds(options, *flags, *requests);
  if (Result<const MacroWorld*> first = worlds.device(archs.front()); !first)
    return failed(first.status());
  const ScanRequest request = scan_request(options, *flags, worlds);
  std::optional<Passes> passes = scan_passes(request, archs, worlds);
  if (!passes || !report_differences(*passes)) return 1;
  if (options.whole)
    for (View& view : passes->device) view.whole = "asked for by --whole";
  if (Status s = prove_variants(passes->device, request, worlds); !s) return failed(s);
  if (Status s = write_outputs(options, *passes, *flags, worlds, request); !s) return failed(s);
  std::vector<std::string> read = passes->dependencies();
  const std::vector<std::string> probed = worlds.files();
  read.insert(read.end(), probed.begin(), probed.end());
  if (!options.has_compile_flags) inputs.keep(read);
  const Status written = write_depfile(options, *flags, read);
  return written.ok() ? 0 : failed(written);
}

}  // namespace larder::generate
