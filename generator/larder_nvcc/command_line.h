// nvcc's command line, as Makefiles and build systems write it.
#ifndef LARDER_GENERATOR_LARDER_NVCC_COMMAND_LINE_H
#define LARDER_GENERATOR_LARDER_NVCC_COMMAND_LINE_H

#include <span>
#include <string>
#include <vector>

#include "larder/status.h"

namespace larder::larder_nvcc {

enum class Stage {
  kLink,        ///< all the way to a program or shared library
  kCompile,     ///< -c: an object of each source
  kPreprocess,  ///< -E
  kListFiles,   ///< -M, -MM: a rule for make
  kDeviceLink,  ///< -dlink: an object for the code that nvcc would link here
  kLibrary,     ///< -lib: an archive of the objects
  kHelp,
  kVersion,
};

struct Command {
  Stage stage = Stage::kLink;
  std::vector<std::string>
      inputs;                 ///< sources, objects, libraries and flags of the linker, in order
  std::string output;         ///< empty: named as nvcc names it
  std::string object_folder;  ///< for objects without a name of their own; empty: the current one
  std::vector<std::string> archs;    ///< in CMake's spelling; empty: nvcc's own default
  std::vector<std::string> compile;  ///< flags of the host compiler, which the scan follows
  std::vector<std::string> host;     ///< of them, those behind -Xcompiler: for links, too
  std::vector<std::string> device;   ///< flags of nvcc that its host compiler does not get
  std::string compiler = "g++";      ///< the host compiler (-ccbin)
  std::string archiver = "ar";       ///< for libraries (-arbin)
  std::vector<std::string> archive;  ///< flags of the archiver
  std::string language;              ///< -x: "cu" or "c++" for all sources; empty: by their names
  bool shared = false;
  bool optimised = false;            ///< the flags set an optimisation level
  bool check = false;                ///< kernels are built with checks
  bool verbose = false;              ///< -v: each command is printed
  bool dry_run = false;              ///< --dryrun: printed, and not run
  std::vector<std::string> depfile;  ///< -MD, -MF and the like, for the host compiler
};

/// Whether an input is compiled as CUDA.
[[nodiscard]] bool is_cuda(const Command& command, const std::string& input);
/// Whether an input is a source in C, which nvcc hands on as such.
[[nodiscard]] bool is_c(const Command& command, const std::string& input);
/// Whether it is compiled at all; other inputs are the linker's.
[[nodiscard]] bool is_source(const Command& command, const std::string& input);

/// kInvalidArgument names an unknown word or one without its value; kUnsupported names an option of
/// nvcc that larder-nvcc lacks, and says what to do.
[[nodiscard]] Result<Command> parse_command_line(std::span<const std::string> words);

/// The output of --help.
[[nodiscard]] std::string help_text();

}  // namespace larder::larder_nvcc

#endif  // LARDER_GENERATOR_LARDER_NVCC_COMMAND_LINE_H
