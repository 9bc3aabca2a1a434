#include "tests/bench/cpu/openmp/launches.h"

namespace larder::bench::openmp {

void nothing(int blocks) {
#pragma omp parallel for schedule(static)
  for (int block = 0; block < blocks; ++block) asm volatile("" ::"r"(block));
}

}  // namespace larder::bench::openmp
