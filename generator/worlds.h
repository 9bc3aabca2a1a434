// The macros of the compilers behind a scan: nvcc's preprocessor for each architecture, and the
// host compiler.
#ifndef LARDER_GENERATOR_WORLDS_H
#define LARDER_GENERATOR_WORLDS_H

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "generator/archs/archs.h"
#include "generator/flags/host_flags.h"
#include "generator/key/key.h"
#include "generator/model/macros.h"
#include "generator/nvcc/probe.h"
#include "generator/options.h"
#include "generator/scan/scanner.h"
#include "larder/status.h"

namespace larder::generate {

class Worlds {
 public:
  /// `flags` are the host compiler's. Asks nothing yet.
  Worlds(const Options& options, const HostFlags& flags, std::vector<archs::ArchRequest> requests);

  /// The requested compute capabilities, ascending.
  [[nodiscard]] std::vector<std::uint32_t> architectures() const {
    return archs::capabilities(requests_);
  }

  /// Whether a compute capability is requested more than once, as sm_90 and sm_90a: then one pass
  /// stands for both.
  [[nodiscard]] bool has_twins() const;

  /// nvcc's macros for an architecture of the options. Without nvcc, the host compiler's macros,
  /// adapted to it. Null if these are unknown too.
  [[nodiscard]] Result<const MacroWorld*> device(unsigned architecture);
  /// Null if the compiler can't be asked.
  [[nodiscard]] const MacroWorld* host();
  /// Whether two architectures' worlds differ in one of the names.
  [[nodiscard]] Result<bool> differ(unsigned a, unsigned b, const std::vector<std::string>& names);

  /// Removes those questions from `view.unanswered` that nvcc's preprocessor answers as the scan
  /// did; `request` is the scan's.
  void settle(View& view, const ScanRequest& request);

  /// Macros that nvcc's own flags define. Call device() first.
  [[nodiscard]] std::vector<std::string> definitions() const;
  /// Call device() first.
  [[nodiscard]] KeyContext key_context() const;
  /// Whether images will hold the source's lines. Call device() first.
  [[nodiscard]] bool lines() const;
  /// Whether they will hold full debug information. Call device() first.
  [[nodiscard]] bool debug() const;
  /// The folder that keeps compilers' answers.
  [[nodiscard]] const std::string& probes() const { return folder_; }
  /// All files that were read for this.
  [[nodiscard]] std::vector<std::string> files() const;

 private:
  [[nodiscard]] Result<const MacroWorld*> ask_nvcc(unsigned architecture);
  [[nodiscard]] std::optional<MacroWorld> ask_host(const std::vector<std::string>& command) const;
  [[nodiscard]] const MacroWorld* without_nvcc(unsigned architecture);

  const Options& options_;
  std::string nvcc_;  ///< empty: none
  std::string folder_;
  std::vector<std::string> command_;
  std::vector<std::string> device_flags_;
  std::vector<archs::ArchRequest> requests_;
  std::map<unsigned, nvcc::Answer> answers_;
  nvcc::HeaderDigests headers_;
  std::map<unsigned, std::optional<MacroWorld>> guesses_;
  std::optional<std::optional<MacroWorld>> host_;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_WORLDS_H
