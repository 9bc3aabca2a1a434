// Runs all kernels of the corpus, the wrong ones and the right ones.
#include <cstdio>

#include "corpus.h"

int main() {
  corpus::run_shared();
  corpus::run_blocks();
  corpus::run_atomics();
  corpus::run_memory();
  corpus::run_failures();
  corpus::run_streams();
  std::puts("ran to its end");
}
