// The program's kernels, and for each the images that the caches on disk hold under its key.
//
//   registered modules ──module_file──▶ files ──locate──▶ caches ──find(key)──▶ candidates
//                      ──seals_of──▶ seals ──────┘
#ifndef LARDER_IMAGES_CATALOGUE_H
#define LARDER_IMAGES_CATALOGUE_H

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "larder/detail/registry.h"
#include "larder/status.h"
#include "runtime/choose/choose.h"
#include "runtime/format/key.h"
#include "runtime/kernels/registry.h"
#include "runtime/store/cache.h"
#include "runtime/store/locate.h"
#include "runtime/store/look_up.h"

namespace larder::inline v1::images {

/// One image that could serve one kernel.
struct Candidate {
  const store::Cache* cache = nullptr;
  format::Key key;
  store::ImageEntry entry;
  /// The number of the module whose variables it has, if it is loaded for this kernel. Sources
  /// with variables of their own never share a loaded image, even if it is the same on disk.
  std::uint64_t owner = 0;
  std::size_t together = 0;  ///< the number of kernels that it then serves, if there is a choice
};

/// "sm_90 of index app.larder"
[[nodiscard]] std::string text_of(const Candidate& candidate);

struct KernelSource {
  kernels::SharedKernel kernel;
  std::vector<std::uint64_t> modules;   ///< the numbers of those that have it, as registered
  std::vector<format::KernelKey> keys;  ///< caches may have it under any of these
  std::vector<Candidate> candidates;
  std::optional<Candidate> cpu;            ///< the record of the CPU variant
  bool sealed = false;                     ///< one of its modules is: then no store may serve it
  Status why_none;                         ///< if there are no candidates: what was tried
  std::vector<const store::Cache*> asked;  ///< for its keys

  [[nodiscard]] const detail::KernelRecord& record() const { return kernel->record(); }
};

/// A digest of these kernels' keys, independent of their order; `what` names its purpose.
[[nodiscard]] format::Digest digest_of_keys(const std::string& what,
                                            std::span<const KernelSource> kernels);

/// Names of caches besides those that belong to modules.
struct CacheNames {
  std::string environment;  ///< LARDER_CACHE
  std::string index;        ///< requested by name: then it is the only one; else empty
};

/// Owns the caches that its candidates point to. Move-only.
class Catalogue {
 public:
  /// The kernels of these modules. All caches that belong to one of a kernel's modules count.
  [[nodiscard]] static Catalogue collect(const CacheNames& names,
                                         const std::vector<kernels::RegisteredModule>& modules);

  Catalogue(Catalogue&&) = default;
  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;

  [[nodiscard]] const std::vector<KernelSource>& kernels() const { return kernels_; }
  /// The same as input for choose(); targets in the order of the candidates.
  [[nodiscard]] std::vector<choose::KernelFacts> facts() const;
  /// The kernels with this image, as an entry of a store lists them.
  [[nodiscard]] std::vector<format::KernelInput> served_by(const Candidate& image) const;
  /// The result for each path that was searched for a cache: "for /opt/bin/app:
  /// /opt/bin/app.larder: not there".
  [[nodiscard]] std::vector<std::string> attempts() const;
  /// Sentences about the caches that are used, and those that could not be used.
  [[nodiscard]] std::vector<std::string> notes() const;

 private:
  using Image = std::pair<const store::Cache*, std::uint32_t>;  ///< with its number there

  Catalogue() = default;
  void add_module(const kernels::RegisteredModule& module, const store::Located& located,
                  bool sealed);
  KernelSource& source_of(const kernels::SharedKernel& kernel, std::uint64_t module);
  void list_by_image();
  void settle_owners();

  // Nodes of a map do not move, so candidates may point into them.
  std::map<std::string, store::Located> located_;  ///< by module file
  std::vector<KernelSource> kernels_;
  /// In kernels_, by the kernel's address: several if a linker merged their functions.
  std::unordered_multimap<const void*, std::size_t> numbers_;
  /// A kernel of an image: its number in kernels_, and its key.
  struct Served {
    Image image;
    std::size_t kernel = 0;
    format::Key key;
  };
  [[nodiscard]] std::span<const Served> served(const Image& image) const;
  std::vector<Served> by_image_;  ///< grouped by image, in the kernels' order
};

}  // namespace larder::inline v1::images

#endif  // LARDER_IMAGES_CATALOGUE_H
