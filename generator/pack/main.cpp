// larder-pack: compiles the kernels of manifests and writes a cache. Arguments and exit code only.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string_view>
#include <thread>

#include "generator/pack/native.h"
#include "generator/pack/pack.h"

namespace {

larder::pack::Options read_options(CLI::App& app, int argc, char** argv) {
  larder::pack::Options options;
  options.workers = std::max(1U, std::thread::hardware_concurrency());
  app.set_version_flag("--version", "larder-pack " LARDER_VERSION);
  app.add_option("manifests", options.inputs, "manifests written by larder-generate")->required();
  app.add_option("-o,--output", options.output, "the index; the data file gets \"-data\" behind it")
      ->required();
  // An empty text would be a program that is not sealed.
  app.add_option("--seal", options.seal,
                 "a C++ source to write: the program that links it accepts this cache alone")
      ->check([](const std::string& path) { return path.empty() ? "is empty" : ""; });
  app.add_option("--archs", options.archs,
                 "75;80;90-real;120-virtual, all, all-major or native (as in CMake)")
      ->take_last();
  app.add_option("--nvcc", options.toolkit.nvcc, "nvcc; without it the cache holds no images");
  app.add_option("--ptxas", options.toolkit.ptxas, "ptxas; else the one beside nvcc");
  app.add_option("--nvcc-flag", options.toolkit.flags, "a flag for nvcc; may be repeated")
      ->expected(1)
      ->take_all();
  app.add_option("--launcher", options.toolkit.launcher,
                 "a word to put in front of nvcc, such as ccache; may be repeated")
      ->expected(1)
      ->take_all();
  app.add_option(
         "--store", options.store,
         "folder with the images of earlier builds (else \"larder-store\" beside the output); "
         "LARDER_STORE, unless it is off, comes first")
      ->take_last();
  app.add_option("--build-root", options.build_root,
                 "the build's root folder: \"larder-caches\" there gets a note of where the cache "
                 "is, by which programs in other folders of the build find it");
  app.add_option("-j,--jobs", options.workers, "how many compilers run at once");
  app.parse(argc, argv);
  options.terminal = isatty(STDERR_FILENO) != 0;
  const char* store = std::getenv("LARDER_STORE");
  // "off" is for programs at run time; a build without images of earlier ones would gain nothing.
  const std::string_view named = store != nullptr ? store : "";
  if (!named.empty() && named != "off") options.store = named;
  if (options.store.empty())
    options.store = std::filesystem::path(options.output).parent_path() / "larder-store";
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Compiles kernels for GPUs and packs them into a cache.");
  larder::pack::Options options;
  try {
    options = read_options(app, argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  }
  larder::nvcc::catch_interrupts();
  const larder::Status status = larder::pack::pack(
      options, larder::nvcc::run_process,
      [] { return larder::pack::native_archs(larder::nvcc::run_process); }, std::cerr);
  if (larder::nvcc::interrupted() != 0) return 128 + larder::nvcc::interrupted();
  if (!status) std::cerr << "larder-pack: error: " << status.message() << '\n';
  return status ? 0 : 1;
}
