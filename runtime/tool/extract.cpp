#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "runtime/store/contents.h"
#include "runtime/store/write.h"
#include "runtime/tool/architecture.h"
#include "runtime/tool/command.h"
#include "runtime/tool/image_files.h"
#include "runtime/tool/rewrite.h"
#include "runtime/tool/subject.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

// The requested images; by default, all.
struct Wanted {
  std::string kernel;                    // a name or symbol
  std::optional<format::Target> target;  // of machine code; then no PTX
  bool ptx_only = false;
};

// One image of one kernel, and its file.
struct Extracted {
  const format::KernelInput* kernel = nullptr;
  const format::ImageInput* image = nullptr;
  std::string path;
};

Result<Wanted> wanted_of(const ExtractRequest& request) {
  Wanted wanted;
  if (!request.kernels.empty()) wanted.kernel = request.kernels.front();
  if (request.architectures.empty()) return wanted;
  const std::string& architecture = request.architectures.front();
  wanted.ptx_only = architecture == "ptx";
  if (wanted.ptx_only) return wanted;
  const Result<format::Target> target = parse_architecture(architecture);
  if (!target.ok()) {
    return Status(target.status().code(), target.status().message() + ", or \"ptx\"");
  }
  wanted.target = *target;
  return wanted;
}

bool is_kernel(const format::KernelInput& kernel, const std::string& name) {
  return name == kernel.name || name == kernel.symbol;
}

bool wants(const Wanted& wanted, const Extracted& each) {
  if (!wanted.kernel.empty() && !is_kernel(*each.kernel, wanted.kernel)) return false;
  const format::Target& target = each.image->target;
  if (target.kind == format::ImageKind::kPtx) return !wanted.target;
  return !wanted.ptx_only && (!wanted.target || *wanted.target == target);
}

format::Digest identity(const Extracted& each) {
  return format::digest({std::as_bytes(std::span(each.kernel->key.bytes)),
                         format::as_bytes(each.image->target.text()), each.image->bytes},
                        format::DigestKind::kBlake2b);
}

// All images for GPUs, with their files; names do not depend on which ones are requested.
std::vector<Extracted> all_of(const format::CacheInput& contents, const std::string& folder) {
  std::vector<Extracted> all;
  std::vector<ImageOfKernel> to_name;
  for (const format::KernelInput& kernel : contents.kernels) {
    for (const format::ImageUse& use : kernel.uses) {
      const format::ImageInput& image = contents.images[use.image];
      if (image.target.kind == format::ImageKind::kCpu) continue;
      all.push_back({&kernel, &image, ""});
      to_name.push_back({kernel.symbol, image.target, identity(all.back())});
    }
  }
  const std::vector<std::string> names = image_file_names(to_name);
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].path = (std::filesystem::path(folder) / names[i]).string();
  }
  return all;
}

// Why there is nothing to write; `all` are the images in the cache.
Status nothing_matches(const Wanted& wanted, const format::CacheInput& contents,
                       const std::vector<Extracted>& all) {
  const bool known = std::ranges::any_of(
      contents.kernels, [&wanted](const auto& kernel) { return is_kernel(kernel, wanted.kernel); });
  if (!wanted.kernel.empty() && !known) {
    return Status(Code::kNotFound,
                  fmt::format("no kernel has the name or symbol \"{}\"; \"larder list\" shows the "
                              "kernels",
                              wanted.kernel));
  }
  std::vector<format::Target> targets;
  for (const Extracted& each : all) {
    if (wants({wanted.kernel, {}, false}, each)) targets.push_back(each.image->target);
  }
  const std::string kind = wanted.ptx_only ? "PTX" : wanted.target ? wanted.target->text() : "GPUs";
  return Status(Code::kNotFound,
                fmt::format("no image {}is for {}; there are: {}",
                            wanted.kernel.empty() ? "" : "of " + wanted.kernel + " ", kind,
                            store::targets_text(std::move(targets))));
}

// PTX is stored with the terminating zero byte that the driver requires; a text file has none.
format::Bytes file_bytes(const format::ImageInput& image) {
  format::Bytes bytes = image.bytes;
  const bool terminated =
      image.target.kind == format::ImageKind::kPtx && bytes.back() == std::byte{0};
  return terminated ? bytes.first(bytes.size() - 1) : bytes;
}

Status write_all(const std::vector<Extracted>& list, const std::string& folder,
                 const Machine& machine) {
  Status made = machine.files.create_folder(folder);
  if (made.code() == Code::kNotFound) {
    return {made.code(), made.message() + "; make the folder that it is to lie in first"};
  }
  if (!made.ok()) return made;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Status status =
        store::write_file(list[i].path, file_bytes(*list[i].image), machine.files);
    if (status.ok()) continue;
    return status.with_context(fmt::format("{} of {} files were written", i, list.size()));
  }
  return {};
}

std::string text_of(const std::vector<Extracted>& list) {
  Table table({{"FILE"}, {"SIZE", Align::kRight}, {"KERNEL"}, {"ARCHITECTURE"}});
  for (const Extracted& each : list) {
    table.add({printable(each.path), size_text(file_bytes(*each.image).size()),
               printable(each.kernel->name), each.image->target.text()});
  }
  return "wrote " + count_text(list.size(), "file") + "\n\n" + table.text();
}

nlohmann::json json_of(const std::string& cache, const std::vector<Extracted>& list) {
  nlohmann::json written = nlohmann::json::array();
  for (const Extracted& each : list) {
    written.push_back({{"file", each.path},
                       {"bytes", file_bytes(*each.image).size()},
                       {"kernel", each.kernel->name},
                       {"symbol", each.kernel->symbol},
                       {"key", format::to_hex(each.kernel->key)},
                       {"architecture", each.image->target.text()}});
  }
  return {{"file", cache}, {"written", written}};
}

}  // namespace

Output extract_command(const ExtractRequest& request, const Machine& machine) {
  const Result<Wanted> wanted = wanted_of(request);
  if (!wanted.ok()) return wrong_use(request, wanted.status());
  const Result<Source> source = read_source(request.file, machine);
  if (!source.ok()) return failure(request, source.status());
  const std::vector<Extracted> all = all_of(source->contents, request.output);
  std::vector<Extracted> list;
  std::ranges::copy_if(all, std::back_inserter(list),
                       [&wanted](const Extracted& each) { return wants(*wanted, each); });
  if (list.empty()) {
    const Status status = nothing_matches(*wanted, source->contents, all);
    return failure(request, status.with_context(source->path));
  }
  if (Status status = write_all(list, request.output, machine); !status.ok()) {
    return failure(request, status);
  }
  return {kFine, request.json ? json_text(json_of(source->path, list)) : text_of(list), ""};
}

}  // namespace larder::tool
