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

namespace larder::inline v1::detail {

/// One image that could serve one kernel.
struct Candidate {
  const store::Cache* cache = nullptr;
  format::Key key;
  store::ImageEntry entry;
  /// The number of the module whose variables it has, where it is loaded for this kernel. Sources
  /// with variables of their own never share a loaded image, though it be the same on disk.
  std::uint64_t owner = 0;
  std::size_t together = 0;  ///< the kernels that it then serves, where there is a choice
};

/// "sm_90 of index app.larder"
[[nodiscard]] std::string text_of(const Candidate& candidate);

struct KernelSource {
  SharedKernel kernel;
  std::vector<std::uint64_t> modules;   ///< the numbers of those that have it, as registered
  std::vector<format::KernelKey> keys;  ///< under which caches may have it
  std::vector<Candidate> candidates;
  std::optional<Candidate> cpu;            ///< the record of the CPU variant
  bool sealed = false;                     ///< one of its modules is: then no store may serve it
  Status why_none;                         ///< where there are no candidates: what was tried
  std::vector<const store::Cache*> asked;  ///< for the keys there are

  [[nodiscard]] const KernelRecord& record() const { return kernel->record(); }
};

/// What these kernels are, in whatever order they come; `what` says what the digest is for.
[[nodiscard]] format::Digest digest_of_keys(const std::string& what,
                                            std::span<const KernelSource> kernels);

/// What else than the modules' own places names caches.
struct CacheNames {
  std::string environment;  ///< LARDER_CACHE
  std::string index;        ///< asked for by name: then it is the only one; else empty
};

/// Owns the caches that its candidates point to. Move-only.
class Catalogue {
 public:
  /// The kernels of these modules. All caches that belong to one of a kernel's modules count.
  [[nodiscard]] static Catalogue collect(const CacheNames& names,
                                         const std::vector<RegisteredModule>& modules);

  Catalogue(Catalogue&&) = default;
  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;

  [[nodiscard]] const std::vector<KernelSource>& kernels() const { return kernels_; }
  /// The same, as choose() wants it; targets in the order of the candidates.
  [[nodiscard]] std::vector<choose::KernelFacts> facts() const;
  /// The kernels whose image is this one, as an entry of a store lists them.
  [[nodiscard]] std::vector<format::KernelInput> served_by(const Candidate& image) const;
  /// What came of each path where a cache was looked for: "for /opt/bin/app:
  /// /opt/bin/app.larder: not there".
  [[nodiscard]] std::vector<std::string> attempts() const;
  /// Sentences on the caches: which are used, which could not be.
  [[nodiscard]] std::vector<std::string> notes() const;

 private:
  using Image = std::pair<const store::Cache*, std::uint32_t>;  ///< its number there

  Catalogue() = default;
  void add_module(const RegisteredModule& module, const store::Located& located, bool sealed);
  KernelSource& source_of(const SharedKernel& kernel, std::uint64_t module);
  void list_by_image();
  void settle_owners();

  // Nodes of a map stay where they are, so candidates may point into them.
  std::map<std::string, store::Located> located_;  ///< by module file
  std::vector<KernelSource> kernels_;
  /// In kernels_, by the kernel's address: several where a linker made one function of them.
  std::unordered_multimap<const void*, std::size_t> numbers_;
  /// What an image serves: a number in kernels_, and its key.
  struct Served {
    Image image;
    std::size_t kernel = 0;
    format::Key key;
  };
  [[nodiscard]] std::span<const Served> served(const Image& image) const;
  std::vector<Served> by_image_;  ///< those of one image together, in the kernels' order
};

}  // namespace larder::inline v1::detail

#endif  // LARDER_IMAGES_CATALOGUE_H
