#include "generator/pack/compile.h"

#include <csignal>
#include <cstring>

#include "generator/nvcc/files.h"

namespace larder::pack {
namespace {

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
  const int code = finished->exit_code;
  if (code > 128 && code < 128 + NSIG) {
    text += command[0] + " was ended by signal " + std::to_string(code - 128) + " (" +
            strsignal(code - 128) + ")\n";
    return Status(Code::kUnavailable, std::move(text));
  }
  if (text.empty()) text = command[0] + " failed with code " + std::to_string(code) + "\n";
  return Status(Code::kInvalidArgument, std::move(text));
}

}  // namespace

Result<FrontEnd> compile_to_ptx(const Toolkit& toolkit, const Manifest& manifest,
                                const FrontEndRequest& request, const std::string& stem,
                                const RunProcess& run) {
  const std::string path = stem + ".ptx";
  Result<std::string> messages = run_checked(ptx_command(toolkit, manifest, request, path), run);
  if (!messages) return messages.status();
  Result<std::string> ptx = nvcc::read_file(path);
  if (!ptx) return ptx.status();
  Result<PtxModule> module = parse_ptx(*ptx);
  if (!module) return module.status();
  return FrontEnd{std::move(*module), std::move(*messages)};
}

Result<Compiled> assemble(const Assembler& assembler, const std::string& ptx,
                          const std::string& stem, const RunProcess& run) {
  const std::string ptx_path = stem + ".ptx";
  const std::string cubin_path = stem + ".cubin";
  if (Status status = nvcc::write_whole(ptx_path, ptx); !status) return status;
  Result<std::string> report = run_checked(assemble_command(assembler, ptx_path, cubin_path), run);
  if (!report) return report.status();
  Result<std::string> cubin = nvcc::read_file(cubin_path);
  if (!cubin) return cubin.status();
  PtxasReport parsed = parse_ptxas_report(*report);
  Compiled compiled{
      assembler.arch,     to_bytes(*cubin),          to_bytes({ptx.c_str(), ptx.size() + 1}),
      parse_ptx_isa(ptx), std::move(parsed.entries), std::move(parsed.messages)};
  if (compiled.ptx_isa == 0) return Status(Code::kUnsupported, "nvcc wrote PTX without .version\n");
  return compiled;
}

}  // namespace larder::pack
