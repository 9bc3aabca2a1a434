// Any bytes as a command line of `larder` and a few files that it meets: no exception, no control
// characters in what people read, valid JSON in what scripts read, nothing changed by commands that
// only look, and caches that are written are sound. Commands are found by text, so that new ones
// are covered as they come.
//
//   count:u8  (argument  zero byte)*  chunk*
//   chunk ::= what:u8  size:u16  bytes:     `what` modulo the number of Parts, see below
//
// Files are in memory, names and all; /a/app is a program with its cache beside it. A chunk puts
// other content in their place. run() reaches files and devices through its Machine alone.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "runtime/store/cache.h"
#include "runtime/tool/command.h"
#include "tests/fuzz/command_line_files.h"
#include "tests/fuzz/forge.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/reader.h"
#include "tests/support/memory_file_system.h"

namespace {

using larder::format::Bytes;
using larder::fuzz::require;
using larder::tool::Output;

// The meaning of a chunk; those below kFiles are files of kPaths.
enum Part : unsigned {
  kFiles = larder::fuzz::kPaths.size(),
  kCaches = kFiles,  // LARDER_CACHE
  kDevice,           // LARDER_DEVICE
  kGpus,             // compute capabilities: major and minor, a byte each
  kForge,            // digests of /a/app.larder and its data are made right
  kFailingCall,      // the call of the file system that fails
  kEntry,            // the file of kEntryPath
  kParts,
};

struct Input {
  std::vector<std::string> arguments;
  larder::tests::MemoryFileSystem disk;
  larder::choose::Devices probe{{}, larder::Status(larder::Code::kUnavailable, "no driver")};
  std::string caches;
  std::string device;
};

std::string text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void put_gpus(larder::choose::Devices& probe, Bytes capabilities) {
  for (std::size_t i = 0; i + 1 < std::min<std::size_t>(capabilities.size(), 8); i += 2) {
    probe.all.push_back({static_cast<int>(i / 2), "Some GPU", std::to_integer<int>(capabilities[i]),
                         std::to_integer<int>(capabilities[i + 1]), 13000});
  }
}

void forge_cache(larder::tests::MemoryFileSystem& disk) {
  auto& index = disk.files[larder::fuzz::kIndexPath];
  auto& data = disk.files[larder::store::data_path(larder::fuzz::kIndexPath)];
  larder::format::EncodedCache forged = larder::fuzz::forge({std::move(index), std::move(data)});
  index = std::move(forged.index);
  data = std::move(forged.data);
}

void read_chunk(larder::fuzz::Reader& reader, Input& input) {
  const auto what = static_cast<unsigned>(reader.number(1)) % kParts;
  const Bytes bytes = reader.take(reader.number(2));
  if (what < kFiles) {
    input.disk.files[larder::fuzz::kPaths[what]].assign(bytes.begin(), bytes.end());
  }
  if (what == kCaches) input.caches = text_of(bytes);
  if (what == kDevice) input.device = text_of(bytes);
  if (what == kGpus) put_gpus(input.probe, bytes);
  if (what == kForge) forge_cache(input.disk);
  if (what == kEntry) input.disk.files[larder::fuzz::kEntryPath].assign(bytes.begin(), bytes.end());
  if (what == kFailingCall && !bytes.empty()) input.disk.fail_at = std::to_integer<int>(bytes[0]);
}

void read_input(Bytes bytes, Input& input) {
  larder::fuzz::Reader reader(bytes);
  static const auto samples = larder::fuzz::sample_files();
  input.disk.files = samples;
  const std::uint64_t count = reader.number(1) % 16;
  for (std::uint64_t i = 0; i < count; ++i) input.arguments.push_back(reader.text());
  while (!reader.empty()) read_chunk(reader, input);
}

bool has(const Input& input, const std::string& argument) {
  return std::ranges::find(input.arguments, argument) != input.arguments.end();
}

// Newlines end lines; all else that a terminal obeys is written out. Also the controls of two
// bytes in UTF-8, U+0080 to U+009F.
void check_text(const std::string& text) {
  require(text.empty() || text.back() == '\n');
  unsigned char previous = 0;
  for (const char each : text) {
    const auto byte = static_cast<unsigned char>(each);
    require(byte == '\n' || (byte >= 0x20 && byte != 0x7f));
    require(previous != 0xc2 || byte < 0x80 || byte > 0x9f);
    previous = byte;
  }
}

// JSON, unless help or the version was asked for, or "--json" stands for something else.
void check_json(const Input& input, const Output& output) {
  if (!has(input, "--json") || has(input, "--") || !output.err.empty()) return;
  for (const std::string& argument : input.arguments) {
    if (argument.starts_with("--json=")) return;
    if (argument.starts_with("-h") || argument.starts_with("--help")) return;
    if (argument.starts_with("--version")) return;
  }
  require(nlohmann::json::accept(output.out));
}

bool is_store_command(const Input& input) {
  return !input.arguments.empty() && input.arguments[0] == "store";
}

bool only_looks(const Input& input) {
  static constexpr std::array kCommands = {"list", "verify", "explain", "diff"};
  const std::size_t at = is_store_command(input) ? 1 : 0;
  return input.arguments.size() > at &&
         std::ranges::find(kCommands, input.arguments[at]) != kCommands.end();
}

bool is_look(const std::string& call) {
  static constexpr std::array kLooks = {"map ", "list ", "folders ", "check "};
  return std::ranges::any_of(kLooks, [&call](const char* look) { return call.starts_with(look); });
}

void check_disk(const Input& input, const Output& output) {
  const bool changed = !std::ranges::all_of(input.disk.calls, is_look);
  require(!changed || (output.exit_code != larder::tool::kUsage && !only_looks(input)));
  const bool named = std::ranges::any_of(input.arguments, [](const std::string& argument) {
    return argument.find(".tmp") != std::string::npos;
  });
  for (const auto& [path, bytes] : input.disk.files) require(named || !path.ends_with(".tmp"));
  for (const char* path : larder::fuzz::kPaths) {
    require(!is_store_command(input) || input.disk.files.contains(path));
  }
}

// A cache that a command wrote and did not complain about is sound.
void check_written(Input& input) {
  const larder::tool::Machine machine{input.disk, [] { return larder::choose::Devices{}; }, "", ""};
  input.disk.fail_at = -1;
  const std::vector<std::string> calls = input.disk.calls;
  for (const std::string& call : calls) {
    if (!call.starts_with("rename ")) continue;
    const std::string path = call.substr(std::string("rename ").size());
    if (!input.disk.files.contains(larder::store::data_path(path))) continue;
    require(larder::tool::run({"verify", path}, machine).exit_code == larder::tool::kFine);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input;
  read_input(larder::fuzz::input_bytes(data, size), input);
  const larder::tool::Machine machine{input.disk, [&input] { return input.probe; }, input.caches,
                                      input.device, larder::fuzz::kStores};
  const Output output = larder::tool::run(input.arguments, machine);
  require(output.exit_code >= 0 && output.exit_code <= 2);
  require(output.exit_code == larder::tool::kFine || !(output.out + output.err).empty());
  if (!has(input, "--json")) check_text(output.out);
  check_text(output.err);
  check_json(input, output);
  check_disk(input, output);
  if (output.exit_code == larder::tool::kFine) check_written(input);
  return 0;
}
