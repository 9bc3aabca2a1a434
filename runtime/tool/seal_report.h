// Reports about seals: those of a program, and the digest and signer of a cache.
#ifndef LARDER_TOOL_SEAL_REPORT_H
#define LARDER_TOOL_SEAL_REPORT_H

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>

#include "runtime/format/seal.h"

namespace larder::tool {

/// "seal: digest 12ab..", "seal: signed by 34cd..": a line each; empty if no program could be
/// sealed with this cache.
[[nodiscard]] std::string seal_text(const format::IndexView& index);
/// {"digests", "digest", "signed_by"}; null for missing values, and for a wrong signature.
[[nodiscard]] nlohmann::json seal_json(const format::IndexView& index);

/// "sealed: accepts only caches signed by 34cd..": a line; empty if there are no seals.
[[nodiscard]] std::string accepted_text(std::span<const format::Seal> seals);
/// A list of {"kind": "digest", "signer" or "unknown", "hex"}.
[[nodiscard]] nlohmann::json accepted_json(std::span<const format::Seal> seals);

}  // namespace larder::tool

#endif  // LARDER_TOOL_SEAL_REPORT_H
