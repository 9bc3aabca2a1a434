// From sources to objects, and from these to a program with its cache beside it.
//
//   saxpy.cu ──larder-generate──▶ .larder/saxpy.o.larder.cpp ──c++──▶ saxpy.o
//                           └───▶ .larder/saxpy.o.larder.{json,cuda}     │ names its manifest
//   saxpy.o … ──c++──▶ app                                               ▼
//        └──larder-pack──▶ app.larder, app.larder-data   (the manifests that the objects name)
#ifndef LARDER_GENERATOR_LARDER_NVCC_BUILD_H
#define LARDER_GENERATOR_LARDER_NVCC_BUILD_H

#include "generator/larder_nvcc/command_line.h"
#include "generator/larder_nvcc/installed.h"

namespace larder::larder_nvcc {

/// Runs the command line; compilers' messages go to standard error. Returns the exit status.
[[nodiscard]] int build(const Command& command, const Installed& installed);

}  // namespace larder::larder_nvcc

#endif  // LARDER_GENERATOR_LARDER_NVCC_BUILD_H
