// Writes the inputs from which the fuzz targets start: make_corpus FOLDER. Each target takes all of
// them; what is sound for one is garbage for the others. What libFuzzer found beyond them lies in
// corpus/, a folder for each target.
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include "runtime/format/layout.h"
#include "tests/fuzz/command_line_files.h"
#include "tests/support/sample_cache.h"
#include "tests/support/sample_elf.h"

namespace {

namespace format = larder::format;
using larder::tests::to_bytes;
using ByteVector = std::vector<std::byte>;

struct Seed {
  std::string name;
  ByteVector bytes;
};

ByteVector with(ByteVector bytes, std::size_t offset, std::uint64_t value, int size) {
  larder::tests::poke(bytes, offset, value, size);
  return bytes;
}

// As cache_fuzz.cpp reads it, with the key of `scale`.
ByteVector pair(const format::EncodedCache& cache, std::uint8_t flags) {
  format::Writer writer;
  writer.number(flags);
  writer.number(static_cast<std::uint32_t>(cache.index.size()));
  const format::Key key = larder::tests::sample_key(0x11);
  writer.bytes(std::as_bytes(std::span(key.bytes)));
  writer.bytes(cache.index);
  writer.bytes(cache.data);
  return std::move(writer).take();
}

// The sample with BLAKE2b and a record of the CPU variant.
format::EncodedCache other_sample() {
  format::CacheInput input = larder::tests::sample_input();
  input.images.push_back({format::kCpuTarget, to_bytes("fibers")});
  for (format::KernelInput& kernel : input.kernels) kernel.uses.push_back({3, 0, 0, 0});
  return *format::encode(input, format::DigestKind::kBlake2b);
}

// As command_line_fuzz.cpp reads it; `chunks` are what, size and bytes.
ByteVector command_line(const std::vector<std::string>& arguments, const std::string& chunks = "") {
  std::string text(1, static_cast<char>(arguments.size()));
  for (const std::string& argument : arguments) text += argument + '\0';
  return to_bytes(text + chunks);
}

std::vector<Seed> format_seeds() {
  const format::EncodedCache sample = larder::tests::sample_cache();
  const format::EncodedCache empty = *format::encode({});
  const ByteVector half(sample.index.begin(), sample.index.begin() + 400);
  const ByteVector record(sample.data.begin() + format::data_header::kSize, sample.data.end());
  return {{"nothing", {}},
          {"index", sample.index},
          {"index-empty", empty.index},
          {"index-half", half},
          {"index-huge", with(sample.index, format::header::kKernels, 0xffffffff, 4)},
          {"index-version-3", with(sample.index, format::header::kVersionAt, 3, 4)},
          {"data", sample.data},
          {"data-empty", empty.data},
          {"data-huge", with(record, format::record::kSizeAt, ~std::uint64_t{0}, 8)},
          {"record", record},
          {"cache", pair(sample, 0)},
          {"cache-forged", pair(sample, 1)},
          {"cache-large", pair(sample, 2)},
          {"cache-large-damaged", pair(sample, 6)},
          {"cache-other", pair(other_sample(), 0)},
          {"cache-empty", pair(empty, 1)}};
}

std::vector<Seed> tool_seeds() {
  using larder::fuzz::sample_manifest;
  const std::string old_manifest = sample_manifest(0xaa);
  const std::string manifests = old_manifest + std::string(1, '\0') + sample_manifest(0xbb);
  const std::string gpu("\x0c\x02\x00\x08\x06", 5);
  const std::string required("\x0b\x03\x00gpu", 6);
  return {{"program", larder::tests::sample_program()},
          {"program-without-kernels", larder::tests::sample_elf({{".text", "code"}})},
          {"cubin", larder::tests::elf_with_symbols({"weights"}, {"kernel"})},
          {"kernel-lines", to_bytes(std::string(32, '1') + " 80 scale\n")},
          {"manifest", to_bytes(old_manifest)},
          {"manifests", to_bytes(manifests)},
          {"command-help", command_line({"--help"})},
          {"command-list", command_line({"list", "--json", "/a/app"})},
          {"command-verify", command_line({"verify", "/a/one.larder"})},
          {"command-explain", command_line({"explain", "/a/app"}, gpu)},
          {"command-explain-gpu", command_line({"explain", "--json", "/a/app"}, required)},
          {"command-diff", command_line({"diff", "/a/old.json", "/a/new.json"})},
          {"command-merge",
           command_line({"merge", "/a/app.larder", "/a/two.larder", "-o", "/a/out.larder"})},
          {"command-prune", command_line({"prune", "/a/app.larder", "-o", "/a/out.larder",
                                          "--keep-arch", "80", "--keep-ptx"})},
          {"command-extract", command_line({"extract", "/a/app.larder", "--kernel", "scale",
                                            "--arch", "80", "-o", "/a/out"})},
          {"command-keygen", command_line({"keygen", "-o", "/a/mine"})},
          {"command-sign", command_line({"sign", "/a/app.larder", "--key", "/a/key"})},
          {"command-store-list", command_line({"store", "list", "app-0123456789abcdef"})},
          {"command-store-flush", command_line({"store", "flush", "--all"})},
          {"command-store-verify", command_line({"store", "verify", "--json"})}};
}

bool write(const std::filesystem::path& folder, const std::vector<Seed>& seeds) {
  for (const Seed& seed : seeds) {
    std::ofstream file(folder / seed.name, std::ios::binary);
    file.write(reinterpret_cast<const char*>(seed.bytes.data()),
               static_cast<std::streamsize>(seed.bytes.size()));
    if (!file) return false;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "make_corpus: one argument, the folder to write to\n");
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  if (!write(folder, format_seeds()) || !write(folder, tool_seeds())) return 1;
  // The build goes by the folder's time, which files that are there already leave as it was.
  std::filesystem::last_write_time(folder, std::filesystem::file_time_type::clock::now());
  return 0;
}
