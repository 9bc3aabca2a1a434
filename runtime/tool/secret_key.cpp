#include "runtime/tool/secret_key.h"

#include <sodium.h>

#include <array>
#include <cstring>
#include <span>

#include "runtime/format/digest.h"
#include "runtime/format/layout.h"

namespace larder::tool {
namespace {

namespace header = format::header;

static_assert(std::tuple_size_v<format::SealBytes> == crypto_sign_PUBLICKEYBYTES);
static_assert(std::tuple_size_v<format::SealBytes> == crypto_sign_SEEDBYTES);
static_assert(header::kSignatureZero - header::kSignature == crypto_sign_BYTES);

using SignatureKey = std::array<unsigned char, crypto_sign_SECRETKEYBYTES>;

const unsigned char* raw(format::Bytes bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

void put(std::vector<std::byte>& index, std::uint64_t offset,
         std::span<const unsigned char> bytes) {
  std::memcpy(index.data() + offset, bytes.data(), bytes.size());
}

}  // namespace

SecretKey::~SecretKey() { sodium_memzero(seed_.data(), seed_.size()); }

format::SealBytes SecretKey::public_key() const {
  format::SealBytes key;
  SignatureKey secret;
  crypto_sign_seed_keypair(key.data(), secret.data(), seed_.data());
  sodium_memzero(secret.data(), secret.size());
  return key;
}

Result<std::vector<std::byte>> sign_index(format::Bytes index, const SecretKey& key) {
  const Result<format::IndexView> view = format::IndexView::parse(index);
  if (!view.ok()) return view.status();
  if (!format::inspect_seal(*view).sealable) {
    return Status(Code::kInvalidArgument,
                  "a signature needs an index whose digests are BLAKE2b's; encode it so first");
  }
  format::SealBytes signer;
  SignatureKey secret;
  std::array<unsigned char, crypto_sign_BYTES> signature;
  const format::Bytes part = index.first(header::kSigner);
  crypto_sign_seed_keypair(signer.data(), secret.data(), key.seed().data());
  crypto_sign_detached(signature.data(), nullptr, raw(part), part.size(), secret.data());
  sodium_memzero(secret.data(), secret.size());

  std::vector<std::byte> result(index.begin(), index.end());
  put(result, header::kSigner, signer);
  put(result, header::kSignature, signature);
  const format::Bytes area =
      format::Bytes(result).first(header::kSignatureChecksum).subspan(header::kSigner);
  put(result, header::kSignatureChecksum,
      format::digest({area}, format::DigestKind::kBlake2b).bytes);
  return result;
}

}  // namespace larder::tool
