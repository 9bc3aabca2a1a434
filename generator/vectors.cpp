#include "generator/vectors.h"

#include <algorithm>

#include "generator/scan/host_code.h"

namespace larder::generate {
namespace {

bool starts_with_any(const std::string& word, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return word.starts_with(start); });
}

/// Debuggers, sanitizers and coverage want to see each thread. The assembly has symbols of its own
/// file, which optimisation at link time takes apart, and AT&T's syntax.
bool suits_vectors(const HostFlags& flags) {
  bool optimised = false;
  for (const std::string& word : flags.command) {
    if (starts_with_any(word, {"-fsanitize", "--coverage", "-fprofile", "-flto", "-masm=intel"}))
      return false;
    if (word.starts_with("-O")) optimised = word != "-O0";
  }
  return optimised;
}

/// As g++ rounds: it contracts unless told otherwise, where the instruction set lets it.
bool contracts(const HostFlags& flags) {
  bool wanted = true;
  bool fused = false;
  for (const std::string& word : flags.command) {
    if (word.starts_with("-ffp-contract=")) wanted = word != "-ffp-contract=off";
    fused |=
        starts_with_any(word, {"-march=native", "-march=x86-64-v3", "-march=x86-64-v4", "-mfma"});
  }
  return wanted && fused;
}

}  // namespace

std::string add_vector_variants(std::span<KeyedKernel> kernels, const ScanRequest& request,
                                const HostFlags& flags, const std::string& path,
                                const std::string& host) {
  vectors::VectorRequest wanted;
  for (std::size_t i = 0; i < kernels.size(); ++i)
    if (kernels[i].kernel.meets && !kernels[i].kernel.cuda_only)
      wanted.wanted.push_back({i, kernels[i].kernel.block});
  if (wanted.wanted.empty() || !suits_vectors(flags)) return "";
  wanted.prefix = "larder_vectors_";
  wanted.contracts = contracts(flags);
  const vectors::VectorCode made = lower_host_source(request, path, host, wanted);
  if (!made.error.empty()) {
    for (const vectors::WantedKernel& each : wanted.wanted)
      kernels[each.number].kernel.vectors.refusal =
          "has a host source that Clang refuses: " + made.error;
    return "";
  }
  for (std::size_t i = 0; i < wanted.wanted.size(); ++i) {
    VectorVariant& variant = kernels[wanted.wanted[i].number].kernel.vectors;
    const vectors::VectorKernel& from = made.kernels[i];
    variant = {{}, from.refusal, from.shared_bytes, from.frame_bytes, from.block};
    if (!from.refusal.empty() || made.assembly.empty()) continue;
    for (const std::string& symbol : from.symbols)
      for (const vectors::InstructionSet& set : vectors::kInstructionSets)
        variant.symbols.push_back(symbol + set.suffix);
  }
  return made.assembly;
}

}  // namespace larder::generate
