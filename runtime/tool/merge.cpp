#include "runtime/store/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "runtime/tool/command.h"
#include "runtime/tool/rewrite.h"
#include "runtime/tool/subject.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

// The report about one input.
struct Input {
  std::string path;
  std::uint64_t kernels = 0;
  std::uint64_t images = 0;
};

// All inputs, read.
struct Sources {
  std::vector<Input> inputs;
  std::vector<store::NamedContents> contents;
  std::vector<std::string> signed_paths;
  format::DigestKind digests = format::DigestKind::kXxh3;  // the strongest of all
};

void add(Sources& sources, Source source) {
  sources.inputs.push_back(
      {source.path, count_kernels(source.contents), source.contents.images.size()});
  if (source.is_signed) sources.signed_paths.push_back(source.path);
  sources.digests = std::max(sources.digests, source.digests);
  sources.contents.push_back({std::move(source.path), std::move(source.contents)});
}

std::string text_of(const Written& written, const Sources& sources) {
  std::string text = text_of(written);
  for (const Input& input : sources.inputs) {
    text += fmt::format("  from {}: {}, {}\n", printable(input.path),
                        count_text(input.kernels, "kernel"), count_text(input.images, "image"));
  }
  return text + signature_text(sources.signed_paths);
}

nlohmann::json json_of(const Written& written, const Sources& sources) {
  nlohmann::json inputs = nlohmann::json::array();
  for (const Input& input : sources.inputs) {
    inputs.push_back({{"file", input.path}, {"kernels", input.kernels}, {"images", input.images}});
  }
  nlohmann::json json = json_of(written);
  json["inputs"] = inputs;
  json["lost_signatures"] = sources.signed_paths;
  return json;
}

}  // namespace

Output merge_command(const MergeRequest& request, const Machine& machine) {
  Sources sources;
  for (const std::string& file : request.sources) {
    Result<Source> source = read_source(file, machine);
    if (!source.ok()) return failure(file, request.json, source.status());
    add(sources, std::move(*source));
  }
  const Result<format::CacheInput> merged = store::merge_contents(std::move(sources.contents));
  if (!merged.ok()) return failure(request, merged.status());
  const Result<Written> written = write_output(request.file, *merged, sources.digests, machine);
  if (!written.ok()) return failure(request, written.status());
  return {kFine, request.json ? json_text(json_of(*written, sources)) : text_of(*written, sources),
          ""};
}

}  // namespace larder::tool
