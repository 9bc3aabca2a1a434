// A sealed program: two keys, of which either will do. It opens a device before main() and in it,
// and prints both reports; with an argument it loads that plug-in first.
#include <dlfcn.h>

#include <cstdio>
#include <string>

#include "tests/seal/module.h"

namespace {

std::string report_of_new_device() { return larder::Device::open().report().text(); }

LARDER_KERNEL void scale(float* values) { values[threadIdx.x] *= 2; }

LARDER_TEST_MODULE(scale, 1)

// Before the seals, on purpose: they must be there for every constructor all the same.
const std::string early_report = report_of_new_device();

}  // namespace

LARDER_SIGNED_BY("8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c");
LARDER_SIGNED_BY("8139770EA87D175F56A35466C34C7ECCCB8D8A91B4EE37A25DF60F5B8FC9B394");

int main(int argc, char** argv) {
  std::printf("early: %s\n", early_report.c_str());
  if (argc > 1 && dlopen(argv[1], RTLD_NOW) == nullptr) {
    std::printf("%s\n", dlerror());
    return 1;
  }
  std::printf("main: %s\n", report_of_new_device().c_str());
  return 0;
}
