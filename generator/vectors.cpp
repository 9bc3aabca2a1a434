#include "generator/vectors.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>
#include <vector>

#include "generator/emit/host.h"
#include "generator/kept/texts.h"
#include "generator/kept_vectors.h"
#include "generator/lower/vectors/host_math.h"
#include "generator/lower/vectors/vectors.h"
#include "generator/nvcc/files.h"
#include "generator/nvcc/tool_digests.h"
#include "generator/scan/host_code.h"
#include "generator/syntax/clang_version.h"
#include "runtime/threads/pool.h"

namespace larder::generate {
namespace {

constexpr std::size_t kSymbolDigits = 32;

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

/// The first flag that gives arithmetic or types another meaning than Clang gives them for the
/// vectors; empty: there is none.
std::string flag_of_meaning(const HostFlags& flags) {
  for (const std::string& word : flags.command)
    if (starts_with_any(word, {"-fwrapv", "-ftrapv", "-fno-strict-overflow", "-fsignaling-nans",
                               "-frounding-math", "-fsingle-precision-constant",
                               "-funsigned-bitfields", "-mfpmath=387", "-mfpmath=both"}))
      return word;
  return "";
}

bool has_macro(const MacroWorld* world, const std::string& name) {
  return world != nullptr && world->macros.contains(name);
}

/// How the host compiler rounds. It contracts unless told otherwise, where its instruction set has
/// such instructions.
HostMath math_of(const HostFlags& flags, const MacroWorld* world) {
  HostMath out;
  out.contracts = has_macro(world, "__FMA__");
  out.calls_pow = !has_macro(world, "__clang__");
  for (const std::string& word : flags.command)  // g++ takes "on" for "off"
    if (word == "-ffp-contract=off" || (word == "-ffp-contract=on" && out.calls_pow))
      out.contracts = false;
  return out;
}

/// What the lowering's result depends on.
std::string identity_of(const vectors::LoneKernel& kernel, const std::string& generator) {
  std::string text = "larder vectors 1\n" + generator + "\n" + clang_version() + "\n";
  for (const std::uint32_t extent : kernel.block) text += std::to_string(extent) + " ";
  text += kernel.contracts ? "contracts " : "";
  text += kernel.is_plain ? "plain\n" : "\n";
  return nvcc::digest_text(text + kernel.bitcode);
}

vectors::LoneKernel lone_kernel(const std::string& bitcode, const Kernel& kernel, bool contracted) {
  const bool chosen = kernel.fibers.empty() && !kernel.marked_vectors;
  return {bitcode, kernel.block, contracted, chosen};
}

/// The lowering of each kernel, from the store or new, on as many cores as there are.
std::vector<vectors::VectorKernel> lower_all(const std::vector<vectors::LoneKernel>& kernels,
                                             const kept::Texts& store,
                                             const std::string& generator) {
  std::vector<vectors::VectorKernel> out(kernels.size());
  threads::share_out(kernels.size(), [&](std::size_t i) {
    const std::string identity = identity_of(kernels[i], generator);
    const std::optional<std::string> kept = store.load(identity);
    if (auto known = kept ? decode_vectors(*kept) : std::nullopt) {
      out[i] = *std::move(known);
      return;
    }
    out[i] = vectors::lower_to_vectors(kernels[i]);
    // If nothing can be kept the next build makes it again.
    static_cast<void>(store.save(identity, encode_vectors(out[i])));
  });
  return out;
}

/// The symbols and labels in `text`, with a digest in their names.
std::string named(std::string text, const std::string& digest) {
  for (const std::string start : {vectors::kSymbol, vectors::kLabel}) {
    const std::string longer = start + "_" + digest;
    for (std::size_t at = text.find(start); at != std::string::npos;
         at = text.find(start, at + longer.size()))
      text.replace(at, start.size(), longer);
  }
  return text;
}

/// Symbols that name their code: kernels that have the same share it.
void name_symbols(vectors::VectorKernel& kernel) {
  const std::string digest = nvcc::digest_text(encode_vectors(kernel)).substr(0, kSymbolDigits);
  for (std::string& symbol : kernel.symbols) symbol = named(symbol, digest);
  std::string out;
  for (std::size_t begin = 0; begin < kernel.assembly.size();) {
    const std::size_t end = std::min(kernel.assembly.find('\n', begin), kernel.assembly.size());
    const std::string line = kernel.assembly.substr(begin, end - begin);
    out += (vectors::is_data(line) ? line : named(line, digest)) + "\n";
    begin = end + 1;
  }
  kernel.assembly = std::move(out);
}

VectorVariant variant_of(const vectors::VectorKernel& kernel, std::vector<CallSite> sites) {
  VectorVariant out = {{},           kernel.refusal,  kernel.shared_bytes, kernel.frame_bytes,
                       kernel.block, std::move(sites)};
  for (const std::string& symbol : kernel.symbols)
    for (const vectors::InstructionSet& set : vectors::kInstructionSets)
      out.symbols.push_back(symbol + set.suffix);
  return out;
}

}  // namespace

std::string add_vector_variants(std::span<KeyedKernel> kernels, const VectorRequest& request) {
  std::vector<std::size_t> wanted;
  for (std::size_t i = 0; i < kernels.size(); ++i)
    if (kernels[i].kernel.lanes && !kernels[i].kernel.cuda_only) wanted.push_back(i);
  if (wanted.empty() || !suits_vectors(request.flags)) return "";
  const auto refuse = [&](const std::string& why) {
    for (const std::size_t number : wanted) kernels[number].kernel.vectors.refusal = why;
    return std::string();
  };
  if (const std::string flag = flag_of_meaning(request.flags); !flag.empty())
    return refuse("is compiled with " + flag);
  const HostMath math = math_of(request.flags, request.worlds.host());
  const Isolated isolated = isolate_host_kernels(request.scan, request.path,
                                                 host_source(request.view, kernels), wanted, math);
  if (!isolated.error.empty())
    return refuse("has a host source that Clang refuses: " + isolated.error);
  std::vector<vectors::LoneKernel> alone;
  alone.reserve(wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i)
    alone.push_back(
        lone_kernel(isolated.kernels[i].bitcode, kernels[wanted[i]].kernel, math.contracts));
  std::vector<vectors::VectorKernel> made =
      lower_all(alone, kept::Texts(request.store, kept::kVectors),
                nvcc::tool_digest("/proc/self/exe", request.worlds.probes()));
  std::set<std::string> texts;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    name_symbols(made[i]);
    kernels[wanted[i]].kernel.vectors = variant_of(made[i], isolated.kernels[i].sites);
    texts.insert(std::move(made[i].assembly));
  }
  return std::accumulate(texts.begin(), texts.end(), std::string());
}

}  // namespace larder::generate
