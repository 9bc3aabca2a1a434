// The manifest (app.larder.json): larder-generate's description of one source's kernels, for
// larder-pack, for `larder diff` and for people. JSON:
//
//   schema, producer           the format, and the program that wrote it
//   clang                      the version that made the keys: "19.1.7". Keys of the same code may
//                              differ between major versions
//   source                     the source; relative to the build's root
//   cuda                       the CUDA variant's file, beside the manifest
//   whole                      why nvcc gets the source itself; only if it does
//   archs[]                    every compute capability that keys were made for: 90 for 9.0
//   flags[]                    of the device compiler, relative to the build's root
//   key_flags[]                those of the device compiler that the keys cover
//   salt                       of all keys; only if there is one
//   kernels[]                  name, symbol, location, keys[] {compute_capability, key}, salt (only
//                              if it has one), template_arguments[], parameters[] {name, type,
//                              size, alignment, offset}, shared_bytes, dynamic_shared,
//                              launch_bounds {max_threads, min_blocks}, cuda_only, linkage
//                              ("internal": of this source alone; only there), fibers (why
//                              threads of the CPU variant are fibers, if they are), variables[]
//                              (symbols), parts[] {what, location, digest}
//   variables[]                name, symbol, size, alignment, constant, mutable, linkage (as above)
//
// A part is a function, variable or type that the kernel reaches; its digest is that of its code in
// a canonical form. Each instance of a template is a part. A mutable variable is one that
// host or device code may write. compute_capability 0: the key holds for every architecture.
// Launch bounds of 0: none are given. Sizes are in bytes.
#ifndef LARDER_MANIFEST_MANIFEST_H
#define LARDER_MANIFEST_MANIFEST_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "larder/status.h"
#include "runtime/format/key.h"
#include "runtime/store/file_system.h"

namespace larder::manifest {

/// Changes whenever a reader of the previous schema would misread something.
inline constexpr std::uint32_t kSchema = 2;

struct Parameter {
  std::string name;
  std::string type;
  std::uint64_t size = 0;
  std::uint64_t alignment = 0;
  std::uint64_t offset = 0;  ///< from the start of the parameter block
  bool operator==(const Parameter&) const = default;
};

struct LaunchBounds {
  std::uint32_t max_threads = 0;
  std::uint32_t min_blocks = 0;
  bool operator==(const LaunchBounds&) const = default;
};

struct Part {
  std::string what;      ///< "device function warp_sum"
  std::string location;  ///< "reduce.h:12"
  format::Digest digest;
  bool operator==(const Part&) const = default;
};

struct Kernel {
  std::string name;      ///< "image::blur<4>"
  std::string symbol;    ///< the entry point's mangled name
  std::string location;  ///< "blur.cpp:12"
  std::vector<format::KernelKey> keys;
  std::string salt;
  std::vector<std::string> template_arguments;
  std::vector<Parameter> parameters;
  std::uint64_t shared_bytes = 0;
  bool dynamic_shared = false;
  LaunchBounds launch_bounds;
  bool cuda_only = false;  ///< has no CPU variant
  std::string linkage;     ///< "internal": of this source alone, as a static one; empty: not so
  std::string fibers;  ///< why the CPU variant's threads are fibers: "calls __syncthreads"; empty:
                       ///< a plain loop runs them
  std::vector<std::string> variables;
  std::vector<Part> parts;
  bool operator==(const Kernel&) const = default;

  /// The key for one compute capability; null if this kernel does not exist for it.
  [[nodiscard]] const format::Key* key_for(std::uint32_t compute_capability) const;
};

struct Variable {
  std::string name;
  std::string symbol;
  std::uint64_t size = 0;
  std::uint64_t alignment = 0;
  bool constant = false;
  bool is_mutable = false;
  std::string linkage = {};  ///< as a kernel's
  bool operator==(const Variable&) const = default;
};

struct Manifest {
  std::string producer;
  std::string clang;
  std::string source;
  std::string cuda;
  std::string whole;
  std::vector<std::uint32_t> archs;
  std::vector<std::string> flags;
  std::vector<std::string> key_flags;
  std::string salt;
  std::vector<Kernel> kernels;
  std::vector<Variable> variables;
  bool operator==(const Manifest&) const = default;
};

/// The manifest's text. kInvalidArgument, naming the field, if parse() would refuse it.
[[nodiscard]] Result<std::string> write(const Manifest& manifest);

/// Reads `text`, the content of the file `path`. kCorrupt names path and field; kUnsupported if
/// another version of larder-generate wrote it.
[[nodiscard]] Result<Manifest> parse(std::string_view text, const std::string& path);

/// Reads and parses a file.
[[nodiscard]] Result<Manifest> read(const std::string& path, store::FileSystem& files);

/// "19" of "19.1.7": keys are comparable only if this is the same.
[[nodiscard]] std::string_view clang_major(const Manifest& manifest);

}  // namespace larder::manifest

#endif  // LARDER_MANIFEST_MANIFEST_H
