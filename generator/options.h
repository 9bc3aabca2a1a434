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
  std::string include_dir;
  std::string archs;                      ///< "75;80;90-real": those the caches are built for
  std::vector<std::string> device_flags;  ///< of nvcc, which the keys cover
  std::string nvcc;    ///< whose macros the source sees; empty: looked for; "none": no nvcc
  std::string probes;  ///< folder of what compilers answered; empty: one beside the host source
  std::string salt;    ///< enters every key; empty: none
  std::vector<std::string> compile_flags;  ///< given after "--"
  bool has_compile_flags = false;          ///< there was a "--"
};

/// The compute capabilities among `archs`, ascending, each once: {75, 80, 90}. Words such as
/// "native" have none; without any, {80}.
[[nodiscard]] std::vector<unsigned> scanned_architectures(const std::string& archs);

/// How `archs` spells that capability: "90a" where it has no plain "90", else "90".
[[nodiscard]] std::string architecture_name(const std::string& archs, unsigned capability);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_OPTIONS_H
