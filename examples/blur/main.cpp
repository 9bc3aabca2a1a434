// blur: blurs a photograph with four radii, compares each result with a plain C++ blur and writes
// the strongest one.
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include "blur.h"
#include "picture.h"

namespace {

/// The blur in plain C++: along the rows, then along the columns.
Picture plainly_blurred(const Picture& picture, int radius) {
  const int width = picture.width;
  const int height = picture.height;
  const auto add = [radius](uint4& sum, int d, const auto& v) {
    const unsigned w = weight(radius, d);
    sum = {sum.x + w * v.x, sum.y + w * v.y, sum.z + w * v.z, sum.w + w * v.w};
  };
  std::vector<uint4> rows(picture.pixels.size());
  for (int i = 0; i < width * height; ++i) {
    for (int d = -radius; d <= radius; ++d) {
      const int x = i % width;
      add(rows[i], d, picture.pixels[i - x + std::clamp(x + d, 0, width - 1)]);
    }
  }
  Picture result = picture;
  const unsigned all = weights(radius) * weights(radius);
  const auto rounded = [all](unsigned sum) {
    return static_cast<unsigned char>((sum + all / 2) / all);
  };
  for (int i = 0; i < width * height; ++i) {
    uint4 sum = {};
    for (int d = -radius; d <= radius; ++d) {
      add(sum, d, rows[std::clamp(i / width + d, 0, height - 1) * width + i % width]);
    }
    result.pixels[i] = {rounded(sum.x), rounded(sum.y), rounded(sum.z), rounded(sum.w)};
  }
  return result;
}

std::size_t differing_pixels(const Picture& a, const Picture& b) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) {
    const uchar4 p = a.pixels[i];
    const uchar4 q = b.pixels[i];
    count += p.x != q.x || p.y != q.y || p.z != q.z || p.w != q.w;
  }
  return count;
}

template <int Radius>
Picture blurred(larder::Device& device, const Picture& picture) {
  const auto in = device.upload(picture.pixels);
  auto out = device.allocate<uchar4>(picture.pixels.size());
  const dim3 grid((picture.width + kTile - 1) / kTile, (picture.height + kTile - 1) / kTile);
  device.launch(blur<Radius>, {grid, dim3(kTile, kTile)}, in, out, picture.width, picture.height);
  Picture result = picture;
  const larder::Status status = device.download(out, result.pixels);
  if (!status) throw std::runtime_error(status.text());
  return result;
}

/// Blurs on the device and prints a comparison; clears `right` if a pixel differs.
template <int Radius>
Picture checked(larder::Device& device, const Picture& picture, bool& right) {
  Picture result = blurred<Radius>(device, picture);
  const std::size_t wrong = differing_pixels(result, plainly_blurred(picture, Radius));
  std::printf("  radius %d: %zu of %zu pixels differ from the plain C++ blur\n", Radius, wrong,
              picture.pixels.size());
  right = right && wrong == 0;
  return result;
}

int run(const std::string& input, const std::string& output) {
  const Picture picture = read_picture(input);
  std::printf("blur: %s, %d x %d pixels\n", input.c_str(), picture.width, picture.height);
  larder::Device device = larder::Device::open();
  std::printf("blur: %s\n", device.report().text().c_str());

  bool right = true;
  checked<1>(device, picture, right);
  checked<2>(device, picture, right);
  checked<4>(device, picture, right);
  write_png(output, checked<8>(device, picture, right));
  std::printf("blur: radius 8 written to %s\nblur: %s\n", output.c_str(),
              right ? "right" : "WRONG");
  return right ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc > 3 || (argc > 1 && argv[1][0] == '-')) {
    std::fprintf(stderr, "usage: blur [INPUT.png|INPUT.jpg [OUTPUT.png]]\n");
    return 2;
  }
  return run(argc > 1 ? argv[1] : "photo/rocket.jpg", argc > 2 ? argv[2] : "blurred.png");
} catch (const std::exception& error) {
  std::fprintf(stderr, "blur: %s\n", error.what());
  return 1;
}
