#include "generator/larder_nvcc/objects.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "runtime/format/elf.h"
#include "runtime/store/file_system.h"

namespace larder::larder_nvcc {
namespace {

using format::Bytes;

constexpr std::string_view kSection = ".larder.manifest";

std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// A relocatable link of several objects has the lines of all of them.
void add_lines(std::string_view text, std::vector<std::string>& to) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string line(text.substr(0, end));
    if (!line.empty() && std::ranges::find(to, line) == to.end()) to.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void add_object(Bytes object, std::vector<std::string>& to) {
  if (!format::is_elf(object)) return;
  const Result<Bytes> section = format::find_section(object, kSection);
  if (section.ok()) add_lines(text_of(*section), to);
}

// Members of ar(5): a header of 60 bytes with the size in decimal, the content, an even size.
constexpr std::string_view kArchive = "!<arch>\n";
constexpr std::size_t kHeader = 60;
constexpr std::size_t kSizeAt = 48;
constexpr std::size_t kSizeDigits = 10;

void add_archive(Bytes archive, std::vector<std::string>& to) {
  std::size_t at = kArchive.size();
  while (archive.size() - at > kHeader) {
    const std::string_view digits = text_of(archive.subspan(at + kSizeAt, kSizeDigits));
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
    at += kHeader;
    if (error != std::errc() || size > archive.size() - at) return;
    add_object(archive.subspan(at, size), to);
    at = std::min(at + size + size % 2, archive.size());
  }
}

}  // namespace

std::string note_of(const std::string& manifest) {
  std::string quoted;
  for (const char c : manifest) {
    // Once for the assembler's text, once for the raw literal that holds it.
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return "asm(R\"larder(.pushsection " + std::string(kSection) + ",\"e\"\n.ascii \"" + quoted +
         "\\n\"\n.popsection)larder\");\n";
}

Result<std::vector<std::string>> manifests_in(const std::string& file) {
  const Result<store::Mapping> mapping = store::posix_file_system().map(file);
  if (!mapping.ok()) return mapping.status();
  std::vector<std::string> out;
  if (text_of(mapping->bytes).starts_with(kArchive))
    add_archive(mapping->bytes, out);
  else
    add_object(mapping->bytes, out);
  return out;
}

}  // namespace larder::larder_nvcc
