#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <sstream>

#include "runtime/tool/command.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

constexpr const char* kFooter =
    "Environment: LARDER_CACHE (index files and folders, separated by ':') and LARDER_DEVICE\n"
    "(auto, gpu, cpu), as in a program that uses Larder.\n\n"
    "Exit status: 0 all is well (even if a program runs on the CPU), 1 a problem was found\n"
    "(damage, a missing file, a required GPU that is missing), 2 wrong use.";

constexpr const char* kCache =
    "an index (app.larder), or a program or library that has one beside it";

// The requested command; set by the subcommand on the command line.
using Asked = std::function<Output(const Machine&)>;

// The request for a subcommand's options; it lives as long as the subcommand.
template <class Request>
Request& request_of(CLI::App& command, Output (*run)(const Request&, const Machine&),
                    Asked& asked) {
  auto request = std::make_shared<Request>();
  command.callback([request, run, &asked] {
    asked = [request, run](const Machine& machine) { return run(*request, machine); };
  });
  command.add_flag("--json", request->json, "print JSON for scripts");
  return *request;
}

// A subcommand about FILE.
template <class Request>
Request& add_command(CLI::App& command, const std::string& file_description,
                     Output (*run)(const Request&, const Machine&), Asked& asked) {
  Request& request = request_of(command, run, asked);
  command.add_option("file", request.file, file_description)->required()->type_name("FILE");
  command.footer(kFooter);
  return request;
}

// An empty text is a script's mistake, not an omitted option.
std::string refuse_empty(const std::string& text) { return text.empty() ? "is empty" : ""; }

CLI::Option* add_text(CLI::App* command, const std::string& name, std::string& to,
                      const std::string& description, const std::string& type) {
  return command->add_option(name, to, description)->type_name(type)->check(refuse_empty);
}

// May be repeated, each time with one text: more would swallow FILE.
CLI::Option* add_texts(CLI::App* command, const std::string& name, std::vector<std::string>& to,
                       const std::string& description, const std::string& type) {
  return command->add_option(name, to, description)
      ->type_name(type)
      ->allow_extra_args(false)
      ->check(refuse_empty);
}

void add_diff(CLI::App& app, Asked& asked) {
  CLI::App* command =
      app.add_subcommand("diff", "Shows which kernels changed between two builds, and why");
  DiffRequest& request = request_of(*command, diff_command, asked);
  command->add_option("old", request.file, "a manifest (app.larder.json)")
      ->required()
      ->type_name("OLD");
  command->add_option("new", request.newer, "the manifest of a later build")
      ->required()
      ->type_name("NEW");
  command->footer("Exit status: 0 no kernel changed, 1 some did, 2 an error.");
}

void add_explain(CLI::App& app, Asked& asked) {
  CLI::App* command = app.add_subcommand(
      "explain", "Shows which variant of a program's kernels runs here, and why");
  ExplainRequest& request =
      add_command(*command, "a program or library with kernels", explain_command, asked);
  CLI::Option* capability = add_text(
      command, "--sm", request.capability,
      "decide for a GPU of this compute capability (8.6, or 86) instead of this machine's", "CC");
  add_text(command, "--driver", request.driver,
           "that GPU's driver: the newest CUDA that it supports (12.4), or its own version (550, "
           "550.54.14); by default, one that supports every CUDA that Larder knows",
           "VERSION")
      ->needs(capability);
}

void add_merge(CLI::App& app, Asked& asked) {
  CLI::App* command = app.add_subcommand(
      "merge", "Merges caches that were built separately, for other kernels or architectures");
  MergeRequest& request = request_of(*command, merge_command, asked);
  command->add_option("files", request.sources, std::string(kCache) + "; two or more")
      ->required()
      ->expected(2, -1)
      ->type_name("FILE");
  add_text(command, "-o,--output", request.file,
           "the index to write, its data beside it; may be one of the inputs", "OUT")
      ->required();
  command->footer(
      R"(The output has the same bytes for any order of the inputs. If two of them have different
images of one kernel for one architecture, nothing is written.

Exit status: 0 written, 1 not written (damage, a conflict, a file that is missing or cannot
be written), 2 wrong use.)");
}

void add_prune(CLI::App& app, Asked& asked) {
  CLI::App* command =
      app.add_subcommand("prune", "Writes a cache with only the images of some architectures");
  PruneRequest& request = add_command(*command, kCache, prune_command, asked);
  add_texts(command, "--keep-arch", request.architectures,
            "keep machine code for this architecture, as nvcc writes it: 90, 90a, 100f; may be "
            "repeated",
            "ARCH")
      ->required();
  command->add_flag("--keep-ptx", request.keep_ptx, "keep PTX too, which is left out otherwise");
  add_texts(command, "--keep-kernel", request.kernels,
            "keep images only of kernels whose name or symbol matches this pattern (*, ?, [...]); "
            "may be repeated",
            "GLOB");
  add_text(command, "-o,--output", request.output, "the index to write, its data beside it", "OUT")
      ->required();
  command->footer(
      R"(PTX images are kept only with --keep-ptx, and then for all architectures. Records of CPU
variants are always kept, and so are all kernels: a program then reports that there is no image
for its GPU, not that the cache is stale.

Exit status: 0 written, 1 not written (damage, a missing architecture or kernel, a file that
cannot be written), 2 wrong use.)");
}

void add_extract(CLI::App& app, Asked& asked) {
  CLI::App* command = app.add_subcommand("extract", "Writes images as files, for other tools");
  ExtractRequest& request = add_command(*command, kCache, extract_command, asked);
  add_texts(command, "--kernel", request.kernels, "only of the kernel of this name or symbol",
            "NAME")
      ->expected(1);
  add_texts(command, "--arch", request.architectures,
            "only machine code for this architecture (90, 90a, 100f), or only \"ptx\"", "ARCH")
      ->expected(1);
  add_text(command, "-o,--output", request.output,
           "the folder to write to, created if it is missing", "FOLDER")
      ->required();
  command->footer(
      R"(The files are SYMBOL.sm_90.cubin, and SYMBOL.compute_90.ptx without the zero byte that ends PTX
in a cache. A digest is added if a symbol is too long or has characters that some file systems
reject, and if two names would be the same. Existing files are replaced; a symbolic link itself is
replaced, not its target.

Exit status: 0 written, 1 a problem (damage, no matching image, a file that cannot be written),
2 wrong use.)");
}

void add_keygen(CLI::App& app, Asked& asked) {
  CLI::App* command = app.add_subcommand(
      "keygen",
      "Makes a key to sign caches, and prints the line that a program needs to require it");
  Request& request = request_of(*command, keygen_command, asked);
  command->add_option("name", request.file, "writes NAME.key, the secret key, and NAME.pub")
      ->required()
      ->type_name("NAME");
  command->footer(
      "Exit status: 0 written, 1 not written (existing files are never replaced), 2 wrong use.");
}

void add_sign(CLI::App& app, Asked& asked) {
  CLI::App* command =
      app.add_subcommand("sign", "Signs a cache for the programs that name the key");
  SignRequest& request = request_of(*command, sign_command, asked);
  command->add_option("file", request.file, "an index (app.larder); its data file lies beside it")
      ->required()
      ->type_name("FILE");
  command->add_option("--key", request.key, "the secret key, as keygen wrote it")
      ->required()
      ->type_name("NAME.key");
  command->footer(
      "A cache with XXH3 digests is first rewritten with BLAKE2b digests.\n\n"
      "Exit status: 0 signed, 1 not signed (damage, no such key, a file that cannot be written), "
      "2 wrong use.");
}

void add_check(CLI::App& app, Asked& asked) {
  CLI::App* command = app.add_subcommand(
      "check", "Runs a program whose kernels were built with checks, and reports their mistakes");
  auto request = std::make_shared<CheckRequest>();
  command->callback([request, &asked] {
    asked = [request](const Machine& machine) { return check_command(*request, machine); };
  });
  command->add_option("command", request->command, "the program and its arguments, after --")
      ->required()
      ->type_name("PROGRAM");
  command
      ->add_option("--orders", request->orders,
                   "run it with this many orders of blocks and threads (default 3): forward, "
                   "reverse, and mixed ones")
      ->check(CLI::Range(1, 1000));
  command
      ->add_option("--timeout", request->seconds,
                   "end each run after this many seconds, and report what it has found")
      ->check(CLI::Range(1, 1000000));
  add_text(command, "--json", request->json_file, "write the findings as JSON", "FILE");
  add_text(command, "--sarif", request->sarif_file, "write them as SARIF 2.1.0", "FILE");
  add_text(command, "--junit", request->junit_file, "write them as JUnit's XML", "FILE");
  add_text(command, "--suppress", request->suppressions,
           "leave out what matches a line of this file: \"KIND: FILE:LINE\" or \"KIND: KERNEL\", "
           "with *, ? and [...]",
           "FILE");
  command->footer(
      "A finding is also left out if a line that it names has the comment \"larder-check: "
      "ignore\".\n\n"
      "Exit status: 0 nothing was found, 1 something was, or the program failed, 2 wrong use.");
}

// A command of `larder store`, which takes PROGRAM.
StoreRequest& add_to_store(CLI::App& command, const std::string& program_description,
                           Output (*run)(const StoreRequest&, const Machine&), Asked& asked) {
  StoreRequest& request = request_of(command, run, asked);
  add_text(&command, "program", request.file, program_description, "PROGRAM");
  add_text(&command, "--folder", request.folder,
           "the root of the programs' folders; default: LARDER_STORE, else $XDG_CACHE_HOME/larder, "
           "else ~/.cache/larder",
           "PATH");
  return request;
}

void add_store(CLI::App& app, Asked& asked) {
  CLI::App* store = app.add_subcommand(
      "store", "Manages images that programs keep for their next start, such as compiled PTX");
  store->require_subcommand(1);
  store->footer(
      R"(PROGRAM is a program's file, which may have been removed, or the name of its folder, as printed by
"larder store list". A folder that others can change is refused, since its program does not use it
either. Links are not followed, and files that are not a store's stay.

Exit status: 0 all is well, 1 a problem was found (damage, a folder that is refused or missing, a
file that cannot be removed), 2 wrong use.)");
  CLI::App* list = store->add_subcommand(
      "list", "Lists the programs that keep images, or the entries of one program");
  add_to_store(*list, "show its entries", store_list_command, asked);
  CLI::App* flush = store->add_subcommand("flush", "Removes all entries of a program");
  StoreRequest& request = add_to_store(*flush, "remove its entries", store_flush_command, asked);
  flush->add_flag("--all", request.all, "those of all programs");
  CLI::App* verify = store->add_subcommand("verify", "Checks every byte of the entries");
  add_to_store(*verify, "check its entries only", store_verify_command, asked);
}

// CLI11's output when it stops early: help and version are fine, everything else is wrong use.
Output stopped(const CLI::App& app, const CLI::ParseError& stop) {
  std::ostringstream out;
  std::ostringstream err;
  const bool fine = app.exit(stop, out, err) == 0;
  return {fine ? kFine : kUsage, out.str(), printable_lines(err.str())};
}

}  // namespace

Output run(const std::vector<std::string>& arguments, const Machine& machine) {
  CLI::App app(
      "Inspects kernel caches and programs' stores (their contents, damage, which variants run "
      "here), merges, prunes and extracts caches, and checks kernels.",
      "larder");
  app.set_version_flag("--version", "larder " LARDER_VERSION);
  app.require_subcommand(1);
  app.footer(kFooter);
  Asked asked;
  add_command(
      *app.add_subcommand("list", "Lists the contents of a cache: kernels, architectures, sizes"),
      kCache, list_command, asked);
  add_command(*app.add_subcommand("verify", "Checks every byte of a cache"), kCache, verify_command,
              asked);
  add_explain(app, asked);
  add_diff(app, asked);
  add_merge(app, asked);
  add_prune(app, asked);
  add_extract(app, asked);
  add_keygen(app, asked);
  add_sign(app, asked);
  add_check(app, asked);
  add_store(app, asked);
  try {
    // CLI11 expects the arguments in reverse order.
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& stop) {
    return stopped(app, stop);
  }
  return asked(machine);
}

}  // namespace larder::tool
