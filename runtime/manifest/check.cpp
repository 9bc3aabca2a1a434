#include "runtime/manifest/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace larder::manifest {
namespace {

constexpr std::uint32_t kMaxComputeCapability = 10'000;

void check_keys(const Kernel& kernel, const std::string& place) {
  if (kernel.keys.empty()) throw BadField{place + ".keys is empty"};
  std::set<std::uint32_t> seen;
  for (std::size_t i = 0; i < kernel.keys.size(); ++i) {
    const std::uint32_t capability = kernel.keys[i].compute_capability;
    const std::string where = fmt::format("{}.keys[{}].compute_capability", place, i);
    if (capability > kMaxComputeCapability) {
      throw BadField{fmt::format("{} is {}", where, capability)};
    }
    if (!seen.insert(capability).second) {
      throw BadField{fmt::format("{} {} appears twice", where, capability)};
    }
  }
}

// Symbols identify kernels and variables: two with the same symbol would hide each other.
template <class T>
void check_symbols(const std::vector<T>& all, const char* list) {
  std::set<std::string> symbols;
  for (const T& each : all) {
    if (symbols.insert(each.symbol).second) continue;
    throw BadField{
        fmt::format("{}[{}].symbol {} appears twice", list, symbols.size(), each.symbol)};
  }
}

// The file is beside its manifest: larder-generate never writes a name with folders in it.
void check_file_name(const std::string& text) {
  const std::filesystem::path name = text;
  if (name != name.filename() || name == "." || name == "..") {
    throw BadField{"cuda: \"" + text + "\" is not a file name"};
  }
}

// Anything else would be a second input file, or "@file", for nvcc.
void check_flags(const std::vector<std::string>& flags) {
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (flags[i].starts_with('-')) continue;
    throw BadField{fmt::format("flags[{}]: \"{}\" is not a flag", i, flags[i])};
  }
}

}  // namespace

std::string Place::text() const {
  std::string text;
  for (const Step& step : steps_) {
    if (step.field == nullptr) {
      text += fmt::format("[{}]", step.element);
    } else {
      text += (text.empty() ? "" : ".") + std::string(step.field);
    }
  }
  return text;
}

void check_line(const std::string& text, const Place& place) {
  const bool printable =
      std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (!printable) throw BadField{place.text() + " has control characters"};
}

void check_lines(const std::vector<std::string>& texts, Place& place) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    within(place, i, [&] { check_line(texts[i], place); });
  }
}

void check_word(const std::string& text, const Place& place) {
  check_line(text, place);
  if (text.empty()) throw BadField{place.text() + " is empty"};
}

void check_whole(const Manifest& manifest) {
  check_file_name(manifest.cuda);
  check_flags(manifest.flags);
  if (manifest.archs.empty()) throw BadField{"archs is empty"};
  check_symbols(manifest.kernels, "kernels");
  check_symbols(manifest.variables, "variables");
  for (std::size_t i = 0; i < manifest.kernels.size(); ++i) {
    check_keys(manifest.kernels[i], fmt::format("kernels[{}]", i));
  }
}

}  // namespace larder::manifest
