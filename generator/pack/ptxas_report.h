// The report of `ptxas -v` about the entries that it assembled.
#ifndef LARDER_GENERATOR_PACK_PTXAS_REPORT_H
#define LARDER_GENERATOR_PACK_PTXAS_REPORT_H

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace larder::pack {

/// The resources of one kernel: registers and local bytes per thread, shared bytes per block.
struct Resources {
  std::uint32_t registers = 0;
  std::uint32_t static_shared_bytes = 0;
  std::uint32_t local_bytes = 0;
  bool operator==(const Resources&) const = default;
};

struct PtxasReport {
  std::map<std::string, Resources, std::less<>> entries;  ///< by the entry's symbol
  std::string messages;  ///< all lines without statistics: warnings
};

/// Reads the text; lines of an unknown form are kept as messages, never dropped.
[[nodiscard]] PtxasReport parse_ptxas_report(std::string_view text);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_PTXAS_REPORT_H
