// larder-generate: finds the marked kernels of one source and writes its host source, its CUDA
// variant and its manifest.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "generator/options.h"
#include "generator/pipeline.h"

namespace {

void complete(larder::generate::Options& options, const std::string& base) {
  if (!base.empty()) {
    const auto name = [&](std::string& output, const char* end) {
      if (output.empty()) output = base + ".larder" + end;
    };
    name(options.host, ".cpp");
    name(options.cuda, ".cuda");
    name(options.manifest, ".json");
    name(options.depfile, ".d");
  }
  if (options.host.empty() || options.cuda.empty() || options.manifest.empty())
    throw CLI::RequiredError("--output (or --host, --cuda and --manifest)");
  options.device_flags.insert(options.device_flags.end(), options.source_flags.begin(),
                              options.source_flags.end());
  if (!options.include_dir.empty()) return;
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::path prefix = fs::read_symlink("/proc/self/exe", ignored).parent_path().parent_path();
  options.include_dir = prefix / "include";
  if (!fs::exists(prefix / "include" / "larder" / "kernel.h", ignored))
    throw CLI::RequiredError("--include-dir (no headers of Larder are in " + options.include_dir +
                             ")");
}

}  // namespace

int main(int argc, char** argv) {
  larder::generate::Options options;
  CLI::App app{
      "Finds the kernels marked LARDER_KERNEL in a C++ source; writes the host source "
      "with their CPU variants, the CUDA variant and the manifest.\n"
      "Compile flags are those of the host source in the build's compile_commands.json, or the "
      "words after --.",
      "larder-generate"};
  app.set_version_flag("--version", "larder-generate " LARDER_VERSION);
  app.add_option("source", options.source, "C++ source")->required();
  std::string base;
  app.add_option("-o,--output", base,
                 "the prefix of all outputs' names: BASE.larder.cpp, .json, .cuda and .d; "
                 "the next four options name them one by one");
  app.add_option("--host", options.host, "host source to write");
  app.add_option("--cuda", options.cuda, "CUDA variant to write");
  app.add_option("--manifest", options.manifest, "manifest (JSON) to write");
  app.add_option("--depfile", options.depfile,
                 "Makefile rule to write, with all files that were read");
  app.add_flag("--phony", options.phony,
               "write an empty rule for each file into the depfile, too, as -MP of compilers does: "
               "Make continues if a header was removed");
  app.add_option("--include-dir", options.include_dir,
                 "folder of Larder's headers; else \"include\" of the installed Larder that this "
                 "program belongs to");
  app.add_option("--nvcc", options.nvcc,
                 "nvcc, for its architectures and its macros; default: that of CUDA_HOME, PATH or "
                 "/usr/local/cuda; none: those of CUDA 13");
  app.add_option("--archs", options.archs,
                 "75;80;90-real;120-virtual, all, all-major or native (as in CMake); may be "
                 "repeated; commas work too")
      ->allow_extra_args(false);
  app.add_option("--native-archs", options.native_archs,
                 "a file with the output of nvidia-smi --query-gpu=compute_cap, for \"native\"");
  app.add_option("--device-flag", options.device_flags, "flag of nvcc that the keys cover")
      ->allow_extra_args(false);
  app.add_option("--source-flag", options.source_flags,
                 "the same for this source alone: larder-pack finds it in the manifest")
      ->allow_extra_args(false);
  app.add_flag(
      "--whole", options.whole,
      "make nvcc read the source itself, not the CUDA variant: a workaround if the variant "
      "is wrong");
  app.add_option("--probes", options.probes,
                 "folder that keeps compilers' answers (default: \"larder-probes\" beside the "
                 "host source)");
  app.add_option("--store", options.store,
                 "folder with the CPU variants of earlier builds (default: \"larder-store\" beside "
                 "the host source); LARDER_STORE, unless it is off, overrides it; larder-pack can "
                 "use the same folder");
  app.add_option("--compile-commands", options.compile_commands,
                 "the build's compile_commands.json, which has the host source's flags");
  app.add_option("--salt", options.salt, "text that becomes part of every key");

  std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto dashes = std::find(arguments.begin(), arguments.end(), "--");
  if (dashes != arguments.end()) {
    options.has_compile_flags = true;
    options.compile_flags.assign(dashes + 1, arguments.end());
    arguments.erase(dashes, arguments.end());
  }
  std::reverse(arguments.begin(), arguments.end());
  try {
    app.parse(arguments);
    complete(options, base);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  }
  return larder::generate::run(options);
}
