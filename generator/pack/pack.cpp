#include "generator/pack/pack.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "generator/pack/contents.h"
#include "generator/pack/outputs.h"
#include "generator/pack/split_variables.h"
#include "generator/pack/units.h"
#include "runtime/format/encode.h"
#include "runtime/store/contents.h"

namespace larder::pack {
namespace {

// Meson passes all outputs of a target; only the manifest is read.
bool is_sibling_of_manifest(std::string_view path) {
  return path.ends_with(".larder.cpp") || path.ends_with(".larder.cuda");
}

Result<std::vector<BuiltSource>> read_units(const std::vector<std::string>& inputs) {
  std::vector<BuiltSource> units;
  for (const std::string& path : inputs) {
    if (is_sibling_of_manifest(path)) continue;
    Result<Manifest> manifest = read_manifest(path);
    if (!manifest) return manifest.status();
    units.push_back({std::move(*manifest), {}});
  }
  if (units.empty()) return Status(Code::kInvalidArgument, "no manifest (.larder.json) was given");
  return units;
}

// Each source is right by itself, but kernels in two sources get two keys.
void warn_of_clangs(const std::vector<BuiltSource>& units, std::ostream& out) {
  const Manifest& first = units.front().manifest;
  for (const BuiltSource& unit : units) {
    const Manifest& other = unit.manifest;
    if (clang_major(other) == clang_major(first)) continue;
    out << "larder-pack: warning: " << first.source << " was read by Clang " << first.clang << ", "
        << other.source << " by Clang " << other.clang
        << ": different major versions may give the same code different keys; use one\n";
    return;
  }
}

// What nvcc does without -rdc=true differs from what a host compiler does; nothing else says so.
void warn_of_split_variables(const std::vector<BuiltSource>& units, std::ostream& out) {
  std::vector<const Manifest*> manifests;
  for (const BuiltSource& unit : units) manifests.push_back(&unit.manifest);
  for (const SplitVariable& each : split_variables(manifests))
    out << fmt::format(
        "larder-pack: warning: kernels of {} use the variable {} and write it, but on a GPU each "
        "of these sources has its own copy of it, as with nvcc: keep its kernels in one source\n",
        fmt::join(each.sources, " and "), each.name);
  for (const MergedKernel& each : merged_kernels(manifests))
    out << fmt::format(
        "larder-pack: warning: {} each have the kernel {} and a variable {} of their own, but the "
        "linker makes one function of the kernels, whose launches all use the variable of one "
        "source: make the kernel static, too\n",
        fmt::join(each.sources, " and "), each.name, each.variable);
}

// The manifest has keys for certain architectures; code for others would have none.
Status check_archs(const Manifest& manifest, const std::vector<ArchRequest>& requests) {
  for (const ArchRequest& request : requests) {
    if (std::ranges::find(manifest.archs, request.arch.number) != manifest.archs.end()) continue;
    return {Code::kInvalidArgument,
            "manifest of " + manifest.source + " was made for " +
                fmt::format("{}", fmt::join(manifest.archs, ", ")) + ", not for " +
                request.arch.text() +
                ": give larder-generate and larder-pack the same list, and run both again after a "
                "change of nvcc"};
  }
  return {};
}

struct Built {
  std::string toolchain;  ///< its name for the cache; empty if there is no nvcc
  Counts counts;
};

Result<Built> compile_all(std::vector<BuiltSource>& units, const Options& options,
                          const RunProcess& run, const NativeArchs& native, std::ostream& out) {
  if (options.toolkit.nvcc.empty()) return Built{};
  Result<Toolkit> toolkit = inspect_toolkit(options.toolkit, run);
  if (!toolkit) return toolkit.status();
  Result<std::vector<ArchRequest>> requests =
      archs::resolve_archs(options.archs, toolkit->known, native);
  if (!requests) return requests.status();
  for (const BuiltSource& unit : units) {
    Status status = check_archs(unit.manifest, *requests);
    if (!status) return status;
  }
  Result<Counts> counts = compile_units(units, options, *toolkit, *requests, run, out);
  if (!counts) return counts.status();
  return Built{"nvcc " + toolkit->release, *counts};
}

std::string kibibytes(std::size_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f KiB", static_cast<double>(bytes) / 1024);
  return text;
}

std::string count_of(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string images_text(const format::CacheInput& cache, const Built& built) {
  std::vector<format::Target> targets;
  for (const format::ImageInput& image : cache.images) {
    if (image.target.kind != format::ImageKind::kCpu) targets.push_back(image.target);
  }
  if (!targets.empty()) return store::targets_text(std::move(targets));
  const bool lacks_nvcc = !cache.kernels.empty() && built.toolchain.empty();
  return lacks_nvcc ? "no images: without nvcc every kernel runs its CPU variant" : "no images";
}

std::string kernels_text(const std::vector<BuiltSource>& units, const Built& built) {
  std::size_t kernels = 0;
  for (const BuiltSource& unit : units) kernels += unit.manifest.kernels.size();
  std::string text = count_of(kernels, "kernel");
  if (built.toolchain.empty()) return text;
  return text + " (" + std::to_string(built.counts.compiled) + " compiled, " +
         std::to_string(built.counts.reused) + " reused)";
}

void warn_about_missing_kernels(const std::vector<BuiltSource>& units, std::ostream& out) {
  for (const BuiltSource& unit : units) {
    // Programs in CUDA have sources without any.
    const bool is_cuda = unit.manifest.source.ends_with(".cu");
    if (!unit.manifest.kernels.empty() || is_cuda) continue;
    out << "larder-pack: warning: " << unit.manifest.source
        << " has no kernels: mark them LARDER_KERNEL, and launch or instantiate those that are "
           "templates\n";
  }
}

void explain(const std::vector<BuiltSource>& units, std::ostream& out) {
  for (const BuiltSource& unit : units) {
    const Manifest& manifest = unit.manifest;
    out << manifest.source << ": nvcc reads ";
    if (manifest.whole.empty())
      out << "the CUDA variant\n";
    else
      out << "the source itself: " << manifest.whole << '\n';
  }
}

}  // namespace

Status pack(const Options& options, const RunProcess& run, const NativeArchs& native,
            std::ostream& out) {
  const auto start = std::chrono::steady_clock::now();
  Result<std::vector<BuiltSource>> units = read_units(options.inputs);
  if (!units) return units.status();
  warn_about_missing_kernels(*units, out);
  warn_of_clangs(*units, out);
  if (!options.toolkit.nvcc.empty()) warn_of_split_variables(*units, out);
  if (options.explain) {
    explain(*units, out);
    return {};
  }
  if (Status status = check_outputs(options); !status) return status;
  Result<Built> built = compile_all(*units, options, run, native, out);
  if (!built) return built.status();
  const format::CacheInput contents = gather(*units, built->toolchain);
  const bool sealed = !options.seal.empty();
  Result<format::EncodedCache> encoded =
      format::encode(contents, sealed ? format::DigestKind::kBlake2b : format::DigestKind::kXxh3);
  if (!encoded) return encoded.status();
  if (Status written = write_outputs(options, *encoded); !written) return written;

  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  char time[32];
  std::snprintf(time, sizeof time, "%.1f s", seconds.count());
  out << options.output << ": " << kernels_text(*units, *built) << "; "
      << images_text(contents, *built) << "; " << kibibytes(encoded->index.size()) << " index, "
      << kibibytes(encoded->data.size()) << " data; " << time << '\n';
  return {};
}

}  // namespace larder::pack
