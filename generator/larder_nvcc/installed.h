// The files of the installed Larder that this program belongs to.
#ifndef LARDER_GENERATOR_LARDER_NVCC_INSTALLED_H
#define LARDER_GENERATOR_LARDER_NVCC_INSTALLED_H

#include <string>

#include "larder/status.h"

namespace larder::larder_nvcc {

struct Installed {
  std::string self;      ///< larder-nvcc
  std::string generate;  ///< larder-generate
  std::string pack;      ///< larder-pack
  std::string headers;   ///< the folder of larder/larder.h
  std::string cuda;      ///< the folder of Larder's cuda_runtime.h
  std::string overlay;   ///< the folder of Larder's headers that lie before CCCL's
  std::string library;   ///< liblarder.a
  std::string runtime;   ///< liblarder_cudart.a
  std::string check;     ///< liblarder_check.a; only --check needs it
};

/// The files in PREFIX/bin, PREFIX/include and PREFIX/lib*; this program is PREFIX/bin/*.
/// kNotFound names what is missing.
[[nodiscard]] Result<Installed> find_installed();

}  // namespace larder::larder_nvcc

#endif  // LARDER_GENERATOR_LARDER_NVCC_INSTALLED_H
