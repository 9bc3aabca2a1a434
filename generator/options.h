// The command line of larder-generate.
#ifndef LARDER_GENERATOR_OPTIONS_H
#define LARDER_GENERATOR_OPTIONS_H

#include <string>
#include <vector>

namespace larder::generate {

struct Options {
  std::string source;
  std::string host;      ///< host source to write
  std::string cuda;      ///< CUDA variant to write
  std::string manifest;  ///< manifest to write
  std::string depfile;   ///< empty: none
  bool phony = false;    ///< the depfile gets an empty rule for each file
  std::string include_dir;
  std::string nvcc;    ///< empty: search for it; "none": there is none
  std::string probes;  ///< folder of compilers' answers; empty: one beside the host source
  std::string store;   ///< folder of what earlier builds lowered; empty: one beside the host source
  /// The architectures of the caches: lists as archs::resolve_archs() reads them.
  std::vector<std::string> archs = {"all-major"};
  std::string native_archs;               ///< file with the meaning of "native"; empty: find out
  std::vector<std::string> device_flags;  ///< of nvcc, which the keys cover
  std::vector<std::string> source_flags;  ///< those of them that the manifest names
  bool whole = false;                     ///< nvcc must read the source itself
  std::string salt;                       ///< enters every key; empty: none
  std::string compile_commands = "compile_commands.json";  ///< of the host compiler
  std::vector<std::string> compile_flags;                  ///< given after "--"
  bool has_compile_flags = false;                          ///< there was a "--"
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_OPTIONS_H
