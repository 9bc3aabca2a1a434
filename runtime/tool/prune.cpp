#include "runtime/store/prune.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "runtime/choose/groups.h"
#include "runtime/tool/architecture.h"
#include "runtime/tool/command.h"
#include "runtime/tool/rewrite.h"
#include "runtime/tool/subject.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

// The report about a pruned cache.
struct Pruned {
  Written written;
  std::uint64_t images_left_out = 0;
  std::vector<std::string> without_image;  // kernels, by name
  std::vector<std::string> signed_paths;
};

Result<store::PruneOptions> kept_of(const PruneRequest& request) {
  store::PruneOptions kept;
  kept.ptx = request.keep_ptx;
  kept.kernels = request.kernels;
  for (const std::string& text : request.architectures) {
    const Result<format::Target> target = parse_architecture(text);
    if (!target.ok()) return target.status();
    kept.machine_code.push_back(*target);
  }
  return kept;
}

// The kernels that only the CPU could run.
std::vector<std::string> kernels_without_image(const format::CacheInput& contents) {
  std::map<std::pair<std::string, std::string>, bool> has_image;
  for (const format::KernelInput& kernel : contents.kernels) {
    bool& has = has_image[{kernel.name, kernel.symbol}];
    has |= std::ranges::any_of(kernel.uses, [&contents](const format::ImageUse& use) {
      return contents.images[use.image].target.kind != format::ImageKind::kCpu;
    });
  }
  std::vector<std::string> names;
  for (const auto& [kernel, has] : has_image) {
    if (!has) names.push_back(kernel.first);
  }
  return names;
}

std::string text_of(const Pruned& pruned) {
  std::string text = text_of(pruned.written);
  text += fmt::format("  left out: {}\n", count_text(pruned.images_left_out, "image"));
  if (!pruned.without_image.empty()) {
    text += fmt::format("  in the index without an image: {}\n",
                        printable(choose::name_list(pruned.without_image)));
  }
  return text + signature_text(pruned.signed_paths);
}

nlohmann::json json_of(const Pruned& pruned) {
  nlohmann::json json = json_of(pruned.written);
  json["images_left_out"] = pruned.images_left_out;
  json["kernels_without_image"] = pruned.without_image;
  json["lost_signatures"] = pruned.signed_paths;
  return json;
}

Result<Pruned> prune(const PruneRequest& request, const store::PruneOptions& kept,
                     const Machine& machine) {
  Result<Source> source = read_source(request.file, machine);
  if (!source.ok()) return source.status();
  Pruned pruned;
  if (source->is_signed) pruned.signed_paths.push_back(source->path);
  const std::size_t before = source->contents.images.size();
  const Result<format::CacheInput> contents =
      store::prune_contents(std::move(source->contents), kept);
  if (!contents.ok()) return contents.status().with_context(source->path);
  pruned.images_left_out = before - contents->images.size();
  pruned.without_image = kernels_without_image(*contents);
  const Result<Written> written = write_output(request.output, *contents, source->digests, machine);
  if (!written.ok()) return written.status();
  pruned.written = *written;
  return pruned;
}

}  // namespace

Output prune_command(const PruneRequest& request, const Machine& machine) {
  const Result<store::PruneOptions> kept = kept_of(request);
  if (!kept.ok()) return wrong_use(request, kept.status());
  const Result<Pruned> pruned = prune(request, *kept, machine);
  if (!pruned.ok()) return failure(request, pruned.status());
  return {kFine, request.json ? json_text(json_of(*pruned)) : text_of(*pruned), ""};
}

}  // namespace larder::tool
