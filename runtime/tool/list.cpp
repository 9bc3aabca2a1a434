#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "runtime/format/layout.h"
#include "runtime/store/cache.h"
#include "runtime/tool/command.h"
#include "runtime/tool/seal_report.h"
#include "runtime/tool/subject.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

struct Listed {
  format::Key key;
  store::ImageEntry entry;
};

// One kernel with all its keys: a kernel in the user's sense.
struct Kernel {
  std::string name;
  std::string symbol;
  std::string source;
  std::vector<format::Key> keys;
  std::vector<Listed> images;  // by target
};

std::vector<Kernel> kernels_of(const store::Cache& cache) {
  std::map<std::pair<std::string_view, std::string_view>, Kernel> kernels;
  for (std::uint32_t i = 0; i < cache.index().kernel_count(); ++i) {
    const format::KernelView view = cache.index().kernel_by_name(i);
    Kernel& kernel = kernels[{view.name, view.symbol}];
    kernel.name = view.name;
    kernel.symbol = view.symbol;
    kernel.source = view.source;
    kernel.keys.push_back(view.key);
    // The index has been checked whole: this can't fail.
    const std::vector<store::ImageEntry> entries = *cache.images(view);
    for (const store::ImageEntry& entry : entries) {
      kernel.images.push_back({view.key, entry});
    }
  }
  std::vector<Kernel> list;
  for (auto& [name, kernel] : kernels) {
    std::ranges::sort(kernel.images, {}, [](const Listed& each) {
      return std::pair(each.entry.target, each.entry.image);
    });
    list.push_back(std::move(kernel));
  }
  return list;
}

using Range = std::pair<std::uint32_t, std::uint32_t>;

std::string number_range_text(std::uint32_t low, std::uint32_t high) {
  return low == high ? fmt::format("{}", low) : fmt::format("{}-{}", low, high);
}

std::string bytes_range_text(std::uint32_t low, std::uint32_t high) {
  return size_range_text(low, high);
}

// The least and the greatest of one number over a kernel's machine code; "-" if it has none,
// because the resources of PTX are known only after the driver has compiled it.
std::string spread(const Kernel& kernel, std::uint32_t store::ImageEntry::* number,
                   std::string (*text)(std::uint32_t, std::uint32_t)) {
  std::optional<Range> range;
  for (const Listed& listed : kernel.images) {
    if (listed.entry.target.kind != format::ImageKind::kSass) continue;
    const std::uint32_t value = listed.entry.*number;
    if (!range) range = {value, value};
    range = {std::min(range->first, value), std::max(range->second, value)};
  }
  return range ? text(range->first, range->second) : "-";
}

std::string architectures(const Kernel& kernel) {
  std::string text;
  for (const Listed& listed : kernel.images) {
    text += (text.empty() ? "" : ", ") + listed.entry.target.text();
  }
  return text.empty() ? "none" : text;
}

std::uint64_t image_bytes(const Kernel& kernel) {
  std::map<std::uint32_t, std::uint64_t> sizes;
  for (const Listed& listed : kernel.images) sizes[listed.entry.image] = listed.entry.size;
  std::uint64_t sum = 0;
  for (const auto& [image, size] : sizes) sum += size;
  return sum;
}

std::string kernel_table(const std::vector<Kernel>& kernels) {
  Table table({{"KERNEL"},
               {"SIZE", Align::kRight},
               {"REGISTERS", Align::kRight},
               {"SHARED", Align::kRight},
               {"LOCAL", Align::kRight},
               {"ARCHITECTURES"}});
  for (const Kernel& kernel : kernels) {
    table.add({printable(kernel.name), size_text(image_bytes(kernel)),
               spread(kernel, &store::ImageEntry::registers, number_range_text),
               spread(kernel, &store::ImageEntry::static_shared_bytes, bytes_range_text),
               spread(kernel, &store::ImageEntry::local_bytes, bytes_range_text),
               architectures(kernel)});
  }
  return table.text();
}

// For each target: the numbers of images, kernels, bytes.
std::string target_table(const store::Cache& cache) {
  struct Sums {
    std::uint64_t images = 0;
    std::uint64_t kernels = 0;
    std::uint64_t bytes = 0;
  };
  std::map<format::Target, Sums> targets;
  const format::IndexView& index = cache.index();
  for (std::uint32_t i = 0; i < index.image_count(); ++i) {
    Sums& sums = targets[index.image(i).target];
    ++sums.images;
    sums.bytes += index.image(i).size;
  }
  for (std::uint32_t i = 0; i < index.use_count(); ++i) {
    ++targets[index.image(index.use(i).image).target].kernels;
  }
  Table table({{"ARCHITECTURE"},
               {"KERNELS", Align::kRight},
               {"IMAGES", Align::kRight},
               {"SIZE", Align::kRight}});
  for (const auto& [target, sums] : targets) {
    table.add({target.text(), fmt::format("{}", sums.kernels), fmt::format("{}", sums.images),
               size_text(sums.bytes)});
  }
  return table.text();
}

std::string made_by(const store::Cache& cache) {
  std::string text;
  if (!cache.producer().empty()) text += "made by " + printable(cache.producer());
  if (!cache.toolchain().empty()) text += " with " + printable(cache.toolchain());
  return text.empty() ? "" : text + "\n";
}

std::string text_of(const store::Cache& cache, const std::vector<Kernel>& kernels) {
  const format::IndexView& index = cache.index();
  std::string text = fmt::format(
      "{}: {}, {}, {} of data\n", printable(cache.path()), count_text(kernels.size(), "kernel"),
      count_text(index.image_count(), "image"), size_text(index.prefix().data_size));
  text += made_by(cache) + seal_text(index);
  if (!kernels.empty()) text += "\n" + kernel_table(kernels);
  if (index.image_count() > 0) text += "\n" + target_table(cache);
  return text;
}

nlohmann::json json_of(const Kernel& kernel) {
  nlohmann::json images = nlohmann::json::array();
  for (const Listed& listed : kernel.images) {
    images.push_back({{"architecture", listed.entry.target.text()},
                      {"key", format::to_hex(listed.key)},
                      {"image", listed.entry.image},
                      {"image_bytes", listed.entry.size},
                      {"registers", listed.entry.registers},
                      {"static_shared_bytes", listed.entry.static_shared_bytes},
                      {"local_bytes", listed.entry.local_bytes}});
  }
  nlohmann::json keys = nlohmann::json::array();
  for (const format::Key& key : kernel.keys) keys.push_back(format::to_hex(key));
  return {{"name", kernel.name},
          {"symbol", kernel.symbol},
          {"source", kernel.source},
          {"keys", keys},
          {"images", images}};
}

nlohmann::json json_of(const store::Cache& cache, const std::vector<Kernel>& kernels) {
  nlohmann::json list = nlohmann::json::array();
  for (const Kernel& kernel : kernels) list.push_back(json_of(kernel));
  return {{"file", cache.path()},
          {"data_file", store::data_path(cache.path())},
          {"format_version", cache.index().prefix().version},
          {"producer", std::string(cache.producer())},
          {"toolchain", std::string(cache.toolchain())},
          {"index_bytes", cache.index().prefix().index_size},
          {"data_bytes", cache.index().prefix().data_size},
          {"images", cache.index().image_count()},
          {"seal", seal_json(cache.index())},
          {"kernels", list}};
}

}  // namespace

Output list_command(const Request& request, const Machine& machine) {
  return tell_of_caches(request, machine, [](const store::Cache& cache) -> Result<Told> {
    if (Status status = cache.index().check(); !status.ok()) {
      return status.with_context(cache.path());
    }
    const std::vector<Kernel> kernels = kernels_of(cache);
    return Told{format::check_signature(format::inspect_seal(cache.index())).ok(),
                text_of(cache, kernels), json_of(cache, kernels)};
  });
}

}  // namespace larder::tool
