#include "tests/support/sample_manifest.h"

#include "tests/support/sample_cache.h"

namespace larder::tests {

manifest::Manifest sample_manifest() {
  manifest::Kernel kernel;
  kernel.name = "block_sum<float, 256>";
  kernel.symbol = "_Z9block_sumIfLi256EEvPfi";
  kernel.location = "reduce.cpp:30";
  kernel.keys = {{0, sample_key(0x11)}, {90, sample_key(0x22)}};
  kernel.salt = "v1";
  kernel.template_arguments = {"float", "256"};
  kernel.parameters = {{"out", "float *", 8, 8, 0}, {"n", "int", 4, 4, 8}};
  kernel.shared_bytes = 1024;
  kernel.dynamic_shared = true;
  kernel.launch_bounds = {256, 2};
  kernel.cuda_only = true;
  kernel.fibers = "calls __syncthreads";
  kernel.variables = {"counter", "table"};
  kernel.parts = {{"kernel block_sum", "reduce.cpp:30", sample_key(0xa1)},
                  {"device function warp_sum", "reduce.h:12", sample_key(0xa2)},
                  {"device function warp_sum", "reduce.h:12", sample_key(0xa3)}};
  manifest::Manifest manifest;
  manifest.producer = "larder-generate 0.1.0";
  manifest.clang = "19.1.7";
  manifest.source = "reduce.cpp";
  manifest.cuda = "reduce.larder.cuda";
  manifest.whole = "it asks for __CUDACC_VER_MAJOR__";
  manifest.archs = {75, 80, 90};
  manifest.flags = {"-std=c++17", "-I.."};
  manifest.key_flags = {"-std=c++17"};
  manifest.salt = "s";
  manifest.kernels = {kernel};
  manifest.variables = {{"counter", "counter", 4, 4, false, true},
                        {"table", "table", 64, 4, true, false}};
  return manifest;
}

}  // namespace larder::tests
