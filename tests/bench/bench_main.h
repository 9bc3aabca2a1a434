// The main() of each benchmark.
#ifndef LARDER_TESTS_BENCH_BENCH_MAIN_H
#define LARDER_TESTS_BENCH_BENCH_MAIN_H

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace larder::bench {

/// Adds --json FILE to the options of `app`, which has a name, reads the command line, and calls
/// `run` with FILE, which may be empty. Gives main()'s result; what is thrown is printed.
int bench_main(CLI::App& app, int argc, char** argv,
               const std::function<void(const std::string& json)>& run);

}  // namespace larder::bench

#endif  // LARDER_TESTS_BENCH_BENCH_MAIN_H
