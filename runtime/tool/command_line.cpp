#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

#include "runtime/tool/command.h"

namespace larder::tool {
namespace {

constexpr const char* kFooter =
    "Environment: LARDER_CACHE (index files and folders, separated by ':') and LARDER_DEVICE\n"
    "(auto, gpu, cpu), as a program that uses Larder takes them.\n\n"
    "Exit status: 0 all is well (also where a program runs on the CPU), 1 a problem was found\n"
    "(damage, a file that is not there, a GPU required and missing), 2 wrong use.";

using Command = Output (*)(const Request&, const World&);

void add_command(CLI::App& app, const std::string& name, const std::string& description,
                 const std::string& file_description, Request& request) {
  CLI::App* command = app.add_subcommand(name, description);
  command->add_option("file", request.file, file_description)->required()->type_name("FILE");
  command->add_flag("--json", request.json, "print JSON for scripts");
  command->footer(kFooter);
}

void add_diff(CLI::App& app, Request& request) {
  CLI::App* command =
      app.add_subcommand("diff", "Which kernels changed between two builds, and through what");
  command->add_option("old", request.file, "a manifest (app.larder.json)")
      ->required()
      ->type_name("OLD");
  command->add_option("new", request.other, "the manifest of a later build")
      ->required()
      ->type_name("NEW");
  command->add_flag("--json", request.json, "print JSON for scripts");
  command->footer("Exit status: 0 no kernel changed, 1 some did, 2 trouble.");
}

void add_keygen(CLI::App& app, Request& request) {
  CLI::App* command = app.add_subcommand(
      "keygen", "Makes a key to sign caches with, and tells how a program asks for it");
  command->add_option("name", request.file, "writes NAME.key, the secret key, and NAME.pub")
      ->required()
      ->type_name("NAME");
  command->add_flag("--json", request.json, "print JSON for scripts");
  command->footer(
      "Exit status: 0 written, 1 not written (never over a file that is there), 2 wrong use.");
}

void add_sign(CLI::App& app, Request& request) {
  CLI::App* command =
      app.add_subcommand("sign", "Signs a cache for the programs that name the key");
  command->add_option("file", request.file, "an index (app.larder); its data file lies beside it")
      ->required()
      ->type_name("FILE");
  command->add_option("--key", request.key, "the secret key, as keygen wrote it")
      ->required()
      ->type_name("NAME.key");
  command->add_flag("--json", request.json, "print JSON for scripts");
  command->footer(
      "A cache whose digests are XXH3 is written again with BLAKE2b's first.\n\n"
      "Exit status: 0 signed, 1 not signed (damage, no such key, a file that cannot be written), "
      "2 wrong use.");
}

// What CLI11 has to say when it stops early: help and version are fine, all else is wrong use.
Output stopped(const CLI::App& app, const CLI::ParseError& stop) {
  std::ostringstream out;
  std::ostringstream err;
  const bool fine = app.exit(stop, out, err) == 0;
  return {fine ? kFine : kUsage, out.str(), err.str()};
}

}  // namespace

Output run(const std::vector<std::string>& arguments, const World& world) {
  CLI::App app("Looks into kernel caches: what they hold, whether they are sound, what runs here.",
               "larder");
  app.set_version_flag("--version", "larder " LARDER_VERSION);
  app.require_subcommand(1);
  app.footer(kFooter);
  Request request;
  const std::string cache = "an index (app.larder), or a program or library that has one beside it";
  add_command(app, "list", "What a cache holds: kernels, architectures, sizes", cache, request);
  add_command(app, "verify", "Whether a cache is sound, byte for byte", cache, request);
  add_command(app, "explain", "Which variant of a program's kernels runs here, and why",
              "a program or library with kernels", request);
  add_diff(app, request);
  add_keygen(app, request);
  add_sign(app, request);
  try {
    // CLI11 takes arguments from the back.
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& stop) {
    return stopped(app, stop);
  }
  const std::pair<const char*, Command> commands[] = {
      {"list", list_command}, {"verify", verify_command}, {"explain", explain_command},
      {"diff", diff_command}, {"keygen", keygen_command}, {"sign", sign_command}};
  const auto* command = std::ranges::find_if(
      commands, [&app](const auto& each) { return app.got_subcommand(each.first); });
  return command->second(request, world);
}

}  // namespace larder::tool
