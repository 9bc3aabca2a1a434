#include "runtime/cudart/textures/texels.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "cuda_fp16.h"
#include "runtime/cudart/textures/addressing.h"

namespace larder::inline v1::cudart {
namespace {

template <class Number>
Number read(const std::byte* from) {
  Number number;
  std::memcpy(&number, from, sizeof number);
  return number;
}

unsigned bits_of(float number) { return read<unsigned>(reinterpret_cast<std::byte*>(&number)); }

unsigned signed_bits(const std::byte* from, int bytes) {
  if (bytes == 1) return static_cast<unsigned>(int{read<signed char>(from)});
  if (bytes == 2) return static_cast<unsigned>(int{read<short>(from)});
  return read<unsigned>(from);
}

unsigned unsigned_bits(const std::byte* from, int bytes) {
  if (bytes == 1) return read<unsigned char>(from);
  if (bytes == 2) return read<unsigned short>(from);
  return read<unsigned>(from);
}

// The smallest integer and the one above it are both -1.
float normalized(int value, int greatest) {
  return std::max(static_cast<float>(value) / static_cast<float>(greatest), -1.0f);
}

float number_of(const std::byte* from, const TexelFormat& format) {
  const bool byte = format.bytes == 1;
  switch (format.kind) {
    case cudaChannelFormatKindSigned:
      return normalized(static_cast<int>(signed_bits(from, format.bytes)), byte ? 127 : 32767);
    case cudaChannelFormatKindUnsigned:
      return normalized(static_cast<int>(unsigned_bits(from, format.bytes)), byte ? 255 : 65535);
    case cudaChannelFormatKindFloat:
      return format.bytes == 2 ? __half2float(read<__half>(from)) : read<float>(from);
    case cudaChannelFormatKindNone:
      break;
  }
  return 0;
}

// From sRGB's curve to light.
float linear(float value) {
  return value <= 0.04045f ? value / 12.92f : std::pow((value + 0.055f) / 1.055f, 2.4f);
}

bool is_srgb(const Texture& texture) {
  const TexelFormat& format = texture.image.format;
  return texture.reading.sRGB != 0 && format.bytes == 1 &&
         format.kind == cudaChannelFormatKindUnsigned;
}

bool is_border(TexelPlace at) { return at.x == kBorder || at.y == kBorder || at.z == kBorder; }

Numbers border_of(const Texture& texture) {
  Numbers numbers{};
  std::copy_n(texture.reading.borderColor, texture.image.format.channels, numbers.begin());
  return numbers;
}

}  // namespace

Numbers numbers_at(const Texture& texture, TexelPlace at) {
  if (is_border(at)) return border_of(texture);
  const TexelFormat& format = texture.image.format;
  const std::byte* from = texture.image.texel(at.x, at.y, at.z);
  Numbers numbers{};
  for (int channel = 0; channel < format.channels; ++channel, from += format.bytes) {
    numbers[static_cast<std::size_t>(channel)] = number_of(from, format);
  }
  if (is_srgb(texture)) std::transform(numbers.begin(), numbers.end() - 1, numbers.begin(), linear);
  return numbers;
}

// The border's color has the bits of integers, where texels are integers.
Texel texel_at(const Texture& texture, TexelPlace at) {
  if (texture.gives_floats()) return to_texel(numbers_at(texture, at));
  if (is_border(at)) return to_texel(border_of(texture));
  Texel texel{};
  const TexelFormat& format = texture.image.format;
  const std::byte* from = texture.image.texel(at.x, at.y, at.z);
  const bool with_sign = format.kind == cudaChannelFormatKindSigned;
  for (int channel = 0; channel < format.channels; ++channel, from += format.bytes) {
    texel.registers[channel] =
        with_sign ? signed_bits(from, format.bytes) : unsigned_bits(from, format.bytes);
  }
  return texel;
}

Texel to_texel(const Numbers& numbers) {
  Texel texel{};
  std::transform(numbers.begin(), numbers.end(), texel.registers, bits_of);
  return texel;
}

}  // namespace larder::inline v1::cudart
