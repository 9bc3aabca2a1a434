#include "tests/bench/bench_main.h"

#include <cstdio>
#include <exception>

namespace larder::bench {

int bench_main(CLI::App& app, int argc, char** argv,
               const std::function<void(const std::string& json)>& run) {
  std::string json;
  app.add_option("--json", json, "write the rows into this file");
  CLI11_PARSE(app, argc, argv);
  try {
    run(json);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", app.get_name().c_str(), error.what());
    return 1;
  }
  return 0;
}

}  // namespace larder::bench
