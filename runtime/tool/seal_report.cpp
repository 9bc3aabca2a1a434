#include "runtime/tool/seal_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace larder::tool {
namespace {

using format::SealKind;
using format::to_hex;

std::string signer_text(const format::SealState& state) {
  if (!state.signer) return "not signed";
  return (state.signature_right ? "signed by " : "SIGNATURE WRONG, not by ") +
         to_hex(*state.signer);
}

const char* kind_name(SealKind kind) {
  switch (kind) {
    case SealKind::kDigest:
      return "digest";
    case SealKind::kSigner:
      return "signer";
    case SealKind::kUnknown:
      break;
  }
  return "unknown";
}

}  // namespace

std::string seal_text(const format::IndexView& index) {
  const format::SealState state = format::inspect_seal(index);
  if (!state.sealable) return "";
  return fmt::format("seal: digest {}\nseal: {}\n", to_hex(state.digest), signer_text(state));
}

nlohmann::json seal_json(const format::IndexView& index) {
  const format::SealState state = format::inspect_seal(index);
  const bool blake2b = index.digests() == format::DigestKind::kBlake2b;
  nlohmann::json seal = {
      {"digests", blake2b ? "blake2b" : "xxh3"}, {"digest", nullptr}, {"signed_by", nullptr}};
  if (state.sealable) seal["digest"] = to_hex(state.digest);
  if (state.signature_right) seal["signed_by"] = to_hex(*state.signer);
  return seal;
}

std::string accepted_text(std::span<const format::Seal> seals) {
  std::string text;
  for (const format::Seal& seal : seals) {
    text += (text.empty() ? "sealed: accepts only " : " or ") + format::seal_text(seal);
  }
  return text.empty() ? "" : text + "\n";
}

nlohmann::json accepted_json(std::span<const format::Seal> seals) {
  nlohmann::json list = nlohmann::json::array();
  for (const format::Seal& seal : seals) {
    list.push_back({{"kind", kind_name(seal.kind)}, {"hex", to_hex(seal.bytes)}});
  }
  return list;
}

}  // namespace larder::tool
