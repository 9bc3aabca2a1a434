// larder-pack: compiles the kernels of manifests and writes a cache. Arguments and exit code only.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <string_view>
#include <thread>

#include "generator/archs/native.h"
#include "generator/kept/texts.h"
#include "generator/nvcc/find.h"
#include "generator/pack/pack.h"

namespace {

// Each has a thread and processes of its own.
constexpr unsigned kMaxJobs = 1024;

larder::pack::Options read_options(CLI::App& app, int argc, char** argv,
                                   std::string& native_archs) {
  larder::pack::Options options;
  options.workers = std::max(1U, std::thread::hardware_concurrency());
  app.set_version_flag("--version", "larder-pack " LARDER_VERSION);
  app.add_option("manifests", options.inputs, "manifests written by larder-generate")->required();
  CLI::Option* const output = app.add_option(
      "-o,--output", options.output, "the index; the data file's name has \"-data\" appended");
  app.add_flag(
      "--explain", options.explain,
      "compile nothing, but print for each source whether nvcc reads its CUDA variant or the "
      "source itself, and why");
  // With an empty name the program would not be sealed.
  app.add_option("--seal", options.seal,
                 "a C++ source to write: the program that links it accepts only this cache")
      ->check([](const std::string& path) { return path.empty() ? "is empty" : ""; });
  app.add_option("--archs", options.archs,
                 "75;80;90-real;120-virtual, all, all-major or native (as in CMake); may be "
                 "repeated; commas work too")
      ->allow_extra_args(false);
  app.add_option("--native-archs", native_archs,
                 "a file with the output of nvidia-smi --query-gpu=compute_cap, for \"native\"");
  app.add_option(
      "--nvcc", options.toolkit.nvcc,
      "nvcc; default: that of CUDA_HOME, PATH or /usr/local/cuda; none: the cache holds no "
      "images");
  app.add_option("--ptxas", options.toolkit.ptxas, "ptxas; default: the one beside nvcc");
  app.add_option("--nvcc-flag", options.toolkit.flags, "a flag for nvcc; may be repeated")
      ->expected(1)
      ->take_all();
  app.add_option("--launcher", options.toolkit.launcher,
                 "a word to put in front of nvcc, such as ccache; may be repeated")
      ->expected(1)
      ->take_all();
  app.add_option(
         "--store", options.store,
         "folder with the images of earlier builds (default: \"larder-store\" beside the output); "
         "LARDER_STORE, unless it is off, overrides it")
      ->take_last();
  app.add_option("--probes", options.probes,
                 "folder that keeps compilers' answers (default: \"larder-probes\" beside the "
                 "output); larder-generate can use the same folder");
  CLI::Option* root =
      app.add_option("--build-root", options.build_root,
                     "the build's root folder: \"larder-caches\" there gets a record of the cache, "
                     "so that programs in other folders of the build find it");
  CLI::Option* mark = app.add_option(
      "--program-mark", options.program_mark,
      "the folder that this build leaves beside each program that it links, with * for the "
      "program's file name: an installed copy has none, and finds no cache of the build");
  root->needs(mark);
  mark->needs(root);
  app.add_option("-j,--jobs", options.workers, "how many compilers run at once")
      ->check(CLI::Range(1U, kMaxJobs));
  app.parse(argc, argv);
  if (output->empty() && !options.explain) throw CLI::RequiredError(output->get_name());
  options.toolkit.nvcc = larder::nvcc::find_nvcc(options.toolkit.nvcc);
  options.terminal = isatty(STDERR_FILENO) != 0;
  options.store = larder::kept::folder_for(options.store, options.output);
  if (options.probes.empty())
    options.probes = std::filesystem::path(options.output).parent_path() / "larder-probes";
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Compiles kernels for GPUs and packs them into a cache.");
  larder::pack::Options options;
  std::string native_archs;
  try {
    options = read_options(app, argc, argv, native_archs);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  }
  larder::nvcc::catch_interrupts();
  const larder::Status status = larder::pack::pack(
      options, larder::nvcc::run_process,
      larder::archs::native_source(native_archs, larder::nvcc::run_process), std::cerr);
  if (larder::nvcc::interrupted() != 0) return 128 + larder::nvcc::interrupted();
  if (!status) std::cerr << "larder-pack: error: " << status.message() << '\n';
  return status ? 0 : 1;
}
