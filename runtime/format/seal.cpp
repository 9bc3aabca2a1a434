#include "runtime/format/seal.h"

#include <algorithm>
#include <cstring>

#include "runtime/compose.h"
#include "runtime/format/ed25519.h"
#include "runtime/format/layout.h"

namespace larder::inline v1::format {
namespace {

constexpr std::size_t kSignatureBytes = 64;
static_assert(header::kSignatureZero - header::kSignature == kSignatureBytes);

// The part of a header that digests and signatures cover.
Bytes sealed_part(Bytes index) { return index.first(header::kSigner); }

SealBytes digest_of(Bytes index) {
  SealBytes digest;
  blake2b({sealed_part(index)}, digest);
  return digest;
}

std::string hex(const SealBytes& bytes) { return to_hex(std::span<const std::uint8_t>(bytes)); }

Status refused(const std::string& why) { return Status(Code::kCorrupt, why); }

// "12ab.. or 34cd..": the bytes of all seals of one kind; empty if there are none.
std::string list_of(std::span<const Seal> seals, SealKind kind) {
  std::string text;
  for (const Seal& seal : seals) {
    if (seal.kind == kind) text += (text.empty() ? "" : " or ") + hex(seal.bytes);
  }
  return text;
}

Status why_no_seal_fits(const SealState& state, std::span<const Seal> seals) {
  std::string why;
  const auto add = [&why](const std::string& reason) {
    why += (why.empty() ? "" : "; and it ") + reason;
  };
  if (const std::string digests = list_of(seals, SealKind::kDigest); !digests.empty()) {
    add(
        compose("is another build: its digest is {} where the program carries {}; install the "
                "cache that was made with the program",
                hex(state.digest), digests));
  }
  if (const std::string keys = list_of(seals, SealKind::kSigner); !keys.empty()) {
    add(state.signer ? compose("is signed by {}, not by {}", hex(*state.signer), keys)
                     : compose("is not signed; the program accepts caches signed by {}", keys));
  }
  if (std::ranges::find(seals, SealKind::kUnknown, &Seal::kind) != seals.end()) {
    add("cannot be accepted: the program has a seal that is not known here; link it with the "
        "Larder that made the seal");
  }
  return refused(why);
}

bool accepts(const Seal& seal, const SealState& state) {
  switch (seal.kind) {
    case SealKind::kDigest:
      return seal.bytes == state.digest;
    case SealKind::kSigner:
      return state.signer == seal.bytes && state.signature_right;
    case SealKind::kUnknown:
      break;
  }
  return false;
}

}  // namespace

std::optional<SealBytes> seal_bytes_from_hex(std::string_view text) {
  SealBytes bytes;
  if (text.size() != 2 * bytes.size()) return std::nullopt;
  for (std::size_t at = 0; at < bytes.size(); at += sizeof(Key::bytes)) {
    const Result<Key> part = from_hex(text.substr(2 * at, 2 * sizeof(Key::bytes)));
    if (!part.ok()) return std::nullopt;
    std::ranges::copy(part->bytes, bytes.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return bytes;
}

Seal parse_seal(std::string_view line) {
  constexpr std::string_view kWords[] = {"digest ", "signer "};
  constexpr SealKind kKinds[] = {SealKind::kDigest, SealKind::kSigner};
  for (std::size_t i = 0; i < std::size(kWords); ++i) {
    if (!line.starts_with(kWords[i])) continue;
    const std::optional<SealBytes> bytes = seal_bytes_from_hex(line.substr(kWords[i].size()));
    if (bytes) return {kKinds[i], *bytes};
  }
  return {};
}

std::string seal_text(const Seal& seal) {
  switch (seal.kind) {
    case SealKind::kDigest:
      return "the cache of digest " + hex(seal.bytes);
    case SealKind::kSigner:
      return "caches signed by " + hex(seal.bytes);
    case SealKind::kUnknown:
      break;
  }
  return "caches for an unknown seal";
}

SealState inspect_seal(const IndexView& index) {
  SealState state;
  const Bytes header = index.header();
  state.sealable = header.size() == header::kSize && index.digests() == DigestKind::kBlake2b;
  if (!state.sealable) return state;
  state.digest = digest_of(header);
  if (all_zero(header.first(header::kSignatureZero).subspan(header::kSigner))) return state;
  SealBytes& signer = state.signer.emplace();
  std::memcpy(signer.data(), header.data() + header::kSigner, signer.size());
  const Bytes part = sealed_part(header);
  std::array<std::uint8_t, kSignatureBytes> signature;
  std::memcpy(signature.data(), header.data() + header::kSignature, signature.size());
  state.signature_right = signature_is_right(signature, part, signer);
  return state;
}

Status check_signature(const SealState& state) {
  if (!state.signer || state.signature_right) return {};
  return refused("signature is wrong: " + hex(*state.signer) + " did not sign this index");
}

Status check_seals(const IndexView& index, std::span<const Seal> seals) {
  if (seals.empty()) return {};
  const SealState state = inspect_seal(index);
  if (!state.sealable) {
    const bool old = index.prefix().version == 1;
    return refused(
        compose("is not sealed: its {}; the program accepts only a cache that "
                "larder-pack --seal made or larder sign signed for it",
                old ? "format is version 1, which knows no seals"
                    : "digests are XXH3, which anyone can make right"));
  }
  if (Status status = check_signature(state); !status.ok()) return status;
  const auto fits = [&state](const Seal& seal) { return accepts(seal, state); };
  return std::ranges::any_of(seals, fits) ? Status() : why_no_seal_fits(state, seals);
}

}  // namespace larder::inline v1::format
