// A program whose file an upgrade takes away while it runs: removes the files it is given, and
// tells the report of a device that it opens then.
#include <cstdio>

extern "C" const char* report();

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) std::remove(argv[i]);
  std::printf("%s\n", report());
}
