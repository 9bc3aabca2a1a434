// The program's kernels, and for each the images that the caches on disk hold under its key.
//
//   registered modules ──module_file──▶ files ──locate──▶ caches ──find(key)──▶ candidates
//                      ──seals_of──▶ seals ──────┘
#ifndef LARDER_DEVICE_CATALOGUE_H
#define LARDER_DEVICE_CATALOGUE_H

#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "larder/detail/registry.h"
#include "larder/status.h"
#include "runtime/choose/choose.h"
#include "runtime/format/key.h"
#include "runtime/store/cache.h"
#include "runtime/store/locate.h"
#include "runtime/store/look_up.h"

namespace larder::detail {

/// One image that could serve one kernel.
struct Candidate {
  const store::Cache* cache = nullptr;
  format::Key key;
  store::ImageEntry entry;
};

/// "sm_90 of index app.larder"
[[nodiscard]] std::string text_of(const Candidate& candidate);

struct KernelSource {
  const KernelRecord* record = nullptr;
  std::vector<format::KernelKey> keys;  ///< under which caches may have it
  std::vector<Candidate> candidates;
  std::optional<Candidate> cpu;  ///< the record of the CPU variant
  bool sealed = false;           ///< one of its modules is: then no store may serve it
  Status why_none;               ///< where there are no candidates: what was tried
};

/// What these kernels are, in whatever order they come; `what` says what the digest is for.
[[nodiscard]] format::Digest digest_of_keys(const std::string& what,
                                            std::span<const KernelSource> kernels);

/// Owns the caches that its candidates point to. Move-only.
class Catalogue {
 public:
  /// All kernels registered now. `cache` names an index; empty: each module's own is looked for.
  [[nodiscard]] static Catalogue collect(const std::string& cache);

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
  Catalogue() = default;
  void add_module(std::span<const KernelRecord> records, const store::Located& located,
                  bool sealed);
  KernelSource& source_of(const KernelRecord& record);

  // Nodes of a map stay where they are, so candidates may point into them.
  std::map<std::string, store::Located> located_;  ///< by module file
  std::vector<KernelSource> kernels_;
  std::unordered_map<const void*, std::size_t> numbers_;  ///< in kernels_, by the kernel's address
};

}  // namespace larder::detail

#endif  // LARDER_DEVICE_CATALOGUE_H
