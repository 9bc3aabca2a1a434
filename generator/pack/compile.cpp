#include "generator/pack/compile.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>

namespace larder::pack {
namespace {

Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Status(Code::kIo, path + " can't be read: " + std::strerror(errno));
  return std::string((std::istreambuf_iterator<char>(file)), {});
}

std::vector<std::byte> to_bytes(std::string_view text) {
  std::vector<std::byte> bytes(text.size());
  std::memcpy(bytes.data(), text.data(), text.size());
  return bytes;
}

// The program's output, or an error that holds it.
Result<std::string> run_checked(const std::vector<std::string>& command, const RunProcess& run) {
  Result<Finished> finished = run(command);
  if (!finished) return finished.status();
  if (finished->exit_code == 0) return std::move(finished->output);
  std::string text = std::move(finished->output);
  if (text.empty()) {
    text = command[0] + " failed with code " + std::to_string(finished->exit_code) + "\n";
  }
  return Status(Code::kInvalidArgument, std::move(text));
}

}  // namespace

std::uint16_t parse_ptx_isa(std::string_view ptx) {
  constexpr std::string_view mark = "\n.version ";
  const std::size_t found = ptx.find(mark);
  if (found == std::string_view::npos) return 0;
  const char* end = ptx.data() + ptx.size();
  unsigned major = 0;
  unsigned minor = 0;
  const char* at = std::from_chars(ptx.data() + found + mark.size(), end, major).ptr;
  if (at == end || *at != '.' || std::from_chars(at + 1, end, minor).ec != std::errc{}) return 0;
  return major < 1000 && minor < 10 ? static_cast<std::uint16_t>(major * 10 + minor) : 0;
}

Result<Compiled> compile(const Toolkit& toolkit, const Manifest& manifest,
                         const ArchRequest& request, const std::string& stem,
                         const RunProcess& run) {
  const std::string ptx_path = stem + ".ptx";
  const std::string cubin_path = stem + ".cubin";
  Result<std::string> front =
      run_checked(ptx_command(toolkit, manifest, request.arch, ptx_path), run);
  if (!front) return front.status();
  Result<std::string> ptx = read_file(ptx_path);
  if (!ptx) return ptx.status();
  Result<std::string> report =
      run_checked(assemble_command(toolkit, request.arch, ptx_path, cubin_path), run);
  if (!report) return report.status();
  Result<std::string> cubin = read_file(cubin_path);
  if (!cubin) return cubin.status();

  PtxasReport parsed = parse_ptxas_report(*report);
  Compiled compiled{request.arch,
                    {},
                    {},
                    parse_ptx_isa(*ptx),
                    std::move(parsed.entries),
                    *front + parsed.messages};
  if (compiled.ptx_isa == 0) return Status(Code::kUnsupported, "nvcc wrote PTX without .version\n");
  if (request.real) compiled.sass = to_bytes(*cubin);
  if (request.ptx) compiled.ptx = to_bytes({ptx->c_str(), ptx->size() + 1});
  return compiled;
}

}  // namespace larder::pack
