// A program whose file an upgrade takes away while it runs: removes the files it is given, and
// tells the report of a device that it opens then. With the word "renamed" first, it gives the
// files other names before.
#include <cstdio>
#include <string>

extern "C" const char* report();

int main(int argc, char** argv) {
  const bool renames = argc > 1 && std::string(argv[1]) == "renamed";
  for (int i = renames ? 2 : 1; i < argc; ++i) {
    std::string name = argv[i];
    if (renames && std::rename(argv[i], (name + ".gone").c_str()) == 0) name += ".gone";
    std::remove(name.c_str());
  }
  std::printf("%s\n", report());
}
