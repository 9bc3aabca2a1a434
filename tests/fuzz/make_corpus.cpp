// Writes the inputs from which the fuzz targets start, one file for each name that meson.build
// lists: make_corpus FOLDER. Each target takes all of them; what is sound for one is garbage for
// the others.
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "runtime/format/layout.h"
#include "tests/support/sample_cache.h"
#include "tests/support/sample_elf.h"

namespace {

using ByteVector = std::vector<std::byte>;

struct Seed {
  std::string name;
  ByteVector bytes;
};

ByteVector with(ByteVector bytes, std::size_t offset, std::uint64_t value, int size) {
  larder::tests::poke(bytes, offset, value, size);
  return bytes;
}

std::vector<Seed> seeds() {
  using larder::tests::to_bytes;
  namespace format = larder::format;
  const format::EncodedCache sample = larder::tests::sample_cache();
  const format::EncodedCache empty = *format::encode({});
  const ByteVector half(sample.index.begin(), sample.index.begin() + 400);
  const ByteVector record(sample.data.begin() + format::data_header::kSize, sample.data.end());
  const ByteVector program = larder::tests::sample_program();
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
          {"program", program},
          {"program-without-kernels", larder::tests::sample_elf({{".text", "code"}})},
          {"kernel-lines", to_bytes(std::string(32, '1') + " 80 scale\n")}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "make_corpus: one argument, the folder to write to\n");
    return 2;
  }
  for (const Seed& seed : seeds()) {
    std::ofstream file(std::filesystem::path(argv[1]) / seed.name, std::ios::binary);
    file.write(reinterpret_cast<const char*>(seed.bytes.data()),
               static_cast<std::streamsize>(seed.bytes.size()));
    if (!file) return 1;
  }
  return 0;
}
