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

// Removes and returns the text before `mark`.
std::string_view take(std::string_view& text, char mark) {
  const std::string_view taken = text.substr(0, text.find(mark));
  text.remove_prefix(std::min(taken.size() + 1, text.size()));
  return taken;
}

// "MANIFEST", then the architectures, after tabs.
Note note_in(std::string_view line) {
  Note note;
  note.manifest = take(line, '\t');
  while (!line.empty()) note.archs.emplace_back(take(line, '\t'));
  return note;
}

// A relocatable link of several objects has the lines of all of them.
void add_lines(std::string_view text, std::vector<Note>& to) {
  while (!text.empty()) {
    const std::string_view line = take(text, '\n');
    if (line.empty()) continue;
    Note note = note_in(line);
    if (std::ranges::find(to, note) == to.end()) to.push_back(std::move(note));
  }
}

void add_object(Bytes object, std::vector<Note>& to) {
  if (!format::is_elf(object)) return;
  const Result<Bytes> section = format::find_section(object, kSection);
  if (section.ok()) add_lines(text_of(*section), to);
}

// Members of ar(5): a header of 60 bytes with the size in decimal, the content, an even size.
constexpr std::string_view kArchive = "!<arch>\n";
constexpr std::size_t kHeader = 60;
constexpr std::size_t kSizeAt = 48;
constexpr std::size_t kSizeDigits = 10;

void add_archive(Bytes archive, std::vector<Note>& to) {
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

std::string text_of(const Note& note) {
  std::string line = note.manifest;
  for (const std::string& each : note.archs) line += '\t' + each;
  std::string quoted;
  for (const char c : line) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return "asm(R\"larder(.pushsection " + std::string(kSection) + ",\"e\"\n.ascii \"" + quoted +
         "\\n\"\n.popsection)larder\");\n";
}

Result<std::vector<Note>> notes_in(const std::string& file) {
  const Result<store::Mapping> mapping = store::posix_file_system().map(file);
  if (!mapping.ok()) return mapping.status();
  std::vector<Note> out;
  if (text_of(mapping->bytes).starts_with(kArchive))
    add_archive(mapping->bytes, out);
  else
    add_object(mapping->bytes, out);
  return out;
}

}  // namespace larder::larder_nvcc
