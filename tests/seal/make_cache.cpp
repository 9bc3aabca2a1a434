// Writes a cache for the stand-in for libcuda: make_cache INDEX KERNEL NUMBER [ARCHITECTURE
// [MORE]], the kernel's key having NUMBER in all its bytes; the architecture is 90 where none is
// given. MORE is what else the image holds ("variable:number:4").
#include <cstdio>
#include <cstdlib>

#include "runtime/store/cache.h"
#include "tests/support/sample_cache.h"

int main(int argc, char** argv) {
  if (argc < 4 || argc > 6) return 2;
  const int architecture = argc > 4 ? std::atoi(argv[4]) : 90;
  const std::string kernel = argv[2];
  larder::format::CacheInput input;
  input.images = {{larder::tests::sass(architecture / 10, architecture % 10),
                   larder::tests::to_bytes("kernel:" + kernel + ":0" +
                                           (argc > 5 ? " " + std::string(argv[5]) : ""))}};
  input.images[0].bytes.push_back(std::byte{0});
  const auto number = static_cast<std::uint8_t>(std::atoi(argv[3]));
  input.kernels = {
      {larder::tests::sample_key(number), kernel, kernel, "test.cpp:1", {{0, 16, 0, 0}}}};
  const auto encoded = larder::format::encode(input);
  const larder::Status status =
      encoded.ok() ? larder::store::write_cache(argv[1], *encoded) : encoded.status();
  if (!status.ok()) std::fprintf(stderr, "%s\n", status.text().c_str());
  return status.ok() ? 0 : 1;
}
