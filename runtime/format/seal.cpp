#include "runtime/format/seal.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "runtime/format/layout.h"

namespace larder::format {
namespace {

static_assert(std::tuple_size_v<SealBytes> == crypto_sign_PUBLICKEYBYTES);
static_assert(std::tuple_size_v<SealBytes> == crypto_sign_SEEDBYTES);
static_assert(header::kSignatureZero - header::kSignature == crypto_sign_BYTES);

using SignatureKey = std::array<unsigned char, crypto_sign_SECRETKEYBYTES>;

const unsigned char* raw(Bytes bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// The part of a header that digests and signatures are of.
Bytes sealed_part(Bytes index) { return index.first(header::kSigner); }

SealBytes digest_of(Bytes index) {
  SealBytes digest;
  blake2b({sealed_part(index)}, digest);
  return digest;
}

std::string hex(const SealBytes& bytes) { return to_hex(std::span<const std::uint8_t>(bytes)); }

Status refused(const std::string& why) { return Status(Code::kCorrupt, why); }

// "12ab.. or 34cd..": the bytes of all seals of one kind; empty where there are none.
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
        fmt::format("is another build: its digest is {} where the program carries {}; install the "
                    "cache that was made with the program",
                    hex(state.digest), digests));
  }
  if (const std::string keys = list_of(seals, SealKind::kSigner); !keys.empty()) {
    add(state.signer ? fmt::format("is signed by {}, not by {}", hex(*state.signer), keys)
                     : fmt::format("is not signed; the program accepts what {} signed", keys));
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

void put(std::vector<std::byte>& index, std::uint64_t offset,
         std::span<const unsigned char> bytes) {
  std::memcpy(index.data() + offset, bytes.data(), bytes.size());
}

}  // namespace

SecretKey::~SecretKey() { sodium_memzero(seed_.data(), seed_.size()); }

SealBytes SecretKey::public_key() const {
  SealBytes key;
  SignatureKey secret;
  crypto_sign_seed_keypair(key.data(), secret.data(), seed_.data());
  sodium_memzero(secret.data(), secret.size());
  return key;
}

std::optional<SealBytes> seal_bytes_from_hex(std::string_view text) {
  SealBytes bytes;
  if (text.size() != 2 * bytes.size()) return std::nullopt;
  const char* end = nullptr;
  const int failed =
      sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, nullptr, &end);
  if (failed != 0 || end != text.data() + text.size()) return std::nullopt;
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
  return "what a seal says that is not known here";
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
  state.signature_right = crypto_sign_verify_detached(raw(header.subspan(header::kSignature)),
                                                      raw(part), part.size(), signer.data()) == 0;
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
        fmt::format("is not sealed: its {}; the program accepts only a cache that "
                    "larder-pack --seal made or larder sign signed for it",
                    old ? "format is version 1, which knows no seals"
                        : "digests are XXH3, which anyone can make right"));
  }
  if (Status status = check_signature(state); !status.ok()) return status;
  const auto fits = [&state](const Seal& seal) { return accepts(seal, state); };
  return std::ranges::any_of(seals, fits) ? Status() : why_no_seal_fits(state, seals);
}

Result<std::vector<std::byte>> sign_index(Bytes index, const SecretKey& key) {
  const Result<IndexView> view = IndexView::parse(index);
  if (!view.ok()) return view.status();
  if (!inspect_seal(*view).sealable) {
    return Status(Code::kInvalidArgument,
                  "a signature needs an index whose digests are BLAKE2b's; encode it so first");
  }
  SealBytes signer;
  SignatureKey secret;
  std::array<unsigned char, crypto_sign_BYTES> signature;
  const Bytes part = sealed_part(index);
  crypto_sign_seed_keypair(signer.data(), secret.data(), key.seed().data());
  crypto_sign_detached(signature.data(), nullptr, raw(part), part.size(), secret.data());
  sodium_memzero(secret.data(), secret.size());

  std::vector<std::byte> result(index.begin(), index.end());
  put(result, header::kSigner, signer);
  put(result, header::kSignature, signature);
  const Bytes area = Bytes(result).first(header::kSignatureChecksum).subspan(header::kSigner);
  put(result, header::kSignatureChecksum, digest({area}, DigestKind::kBlake2b).bytes);
  return result;
}

}  // namespace larder::format
