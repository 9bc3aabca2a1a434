// The contents of a cache, as plain structs, and the bytes of the two files.
//
//   CacheInput ──encode──▶ EncodedCache (index bytes, data bytes) ──store::write_cache──▶ files
//
// The bytes depend on the content only: kernels, images and their order in the input do not
// matter, and images with the same bytes and target are stored once.
#ifndef LARDER_FORMAT_ENCODE_H
#define LARDER_FORMAT_ENCODE_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/format/digest.h"
#include "runtime/format/key.h"
#include "runtime/format/target.h"

namespace larder::inline v1::format {

/// One kernel in one image, and its resources there.
struct ImageUse {
  std::uint32_t image = 0;  ///< position in CacheInput::images, or in the index
  std::uint16_t registers = 0;
  std::uint32_t static_shared_bytes = 0;
  std::uint32_t local_bytes = 0;  ///< per thread
  bool operator==(const ImageUse&) const = default;
};

/// One key. A kernel whose code differs by architecture has several, with the same name.
struct KernelInput {
  Key key;
  std::string name;    ///< readable: "image::blur<4>"
  std::string symbol;  ///< the entry point's mangled name
  std::string source;  ///< "blur.cpp:12"
  std::vector<ImageUse> uses;
};

struct ImageInput {
  Target target;
  std::vector<std::byte> bytes;  ///< not empty, less than 4 GiB
};

/// The record that says that the program holds CPU variants of the kernels that use it.
[[nodiscard]] ImageInput cpu_record();

struct CacheInput {
  std::string producer;   ///< "larder-pack 0.1.0"
  std::string toolchain;  ///< "nvcc 13.0.88"
  std::vector<KernelInput> kernels;
  std::vector<ImageInput> images;
};

struct EncodedCache {
  std::vector<std::byte> index;
  std::vector<std::byte> data;
};

/// The two files' bytes. The same kernel may be given several times (a template that two sources
/// instantiate): its uses are merged. kInvalidArgument names the kernel or image if one key
/// stands for two different kernels, if a use names a missing image, if uses of the same image
/// contradict each other, if no kernel uses an image, or if a size or a count exceeds the format's
/// limits.
[[nodiscard]] Result<EncodedCache> encode(const CacheInput& input,
                                          DigestKind digests = DigestKind::kXxh3);

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_ENCODE_H
