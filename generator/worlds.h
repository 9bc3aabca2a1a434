// What the compilers behind a scan define: nvcc's preprocessor for each architecture, and the host
// compiler.
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

  /// The compute capabilities that are asked for, ascending.
  [[nodiscard]] std::vector<std::uint32_t> architectures() const {
    return archs::capabilities(requests_);
  }

  /// What nvcc defines for an architecture of the options. Where there is no nvcc: what the host
  /// compiler would define for it. Null where that can't be told either.
  [[nodiscard]] Result<const MacroWorld*> device(unsigned architecture);
  /// Null where the compiler can't be asked.
  [[nodiscard]] const MacroWorld* host();
  /// Whether two architectures' worlds differ in one of the names.
  [[nodiscard]] Result<bool> differ(unsigned a, unsigned b, const std::vector<std::string>& names);

  /// Takes those questions from `view.unanswered` that nvcc's preprocessor answers as the scan did;
  /// `request` is the scan's.
  void settle(View& view, const ScanRequest& request);

  /// Macros that flags of nvcc's own define. Call device() first.
  [[nodiscard]] std::vector<std::string> definitions() const;
  /// Call device() first.
  [[nodiscard]] KeyContext key_context() const;
  /// Whether images will hold the source's lines. Call device() first.
  [[nodiscard]] bool lines() const;
  /// Whether they will hold all that a debugger shows. Call device() first.
  [[nodiscard]] bool debug() const;
  /// The files that all this was read from.
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
