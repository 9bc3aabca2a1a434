// Conversions out of range and of NaN, and shifts by the width and more, as PTX defines them.
#include <larder/larder.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <vector>

using Values = std::vector<long long>;

LARDER_KERNEL void convert(const float* in, long long* out, int count) {
  const int i = static_cast<int>(threadIdx.x);
  if (i >= count) return;
  out[4 * i] = static_cast<int>(in[i]);
  out[4 * i + 1] = static_cast<unsigned>(in[i]);
  out[4 * i + 2] = static_cast<long long>(in[i]);
  out[4 * i + 3] = static_cast<long long>(static_cast<unsigned long long>(in[i]));
}

LARDER_KERNEL void convert_double(const double* in, long long* out) {
  const int i = static_cast<int>(threadIdx.x);
  out[2 * i] = static_cast<int>(in[i]);
  out[2 * i + 1] = static_cast<unsigned>(in[i]);
}

LARDER_KERNEL void shift(const unsigned* by, long long* out) {
  const int i = static_cast<int>(threadIdx.x);
  out[4 * i] = 1 << by[i];
  out[4 * i + 1] = -8 >> by[i];
  out[4 * i + 2] = 0x80000000u >> by[i];
  out[4 * i + 3] = 3LL << by[i];
}

static int wrong = 0;
static void compare(const char* what, const Values& got, const Values& right) {
  for (std::size_t i = 0; i < right.size(); ++i) {
    const long long value = i < got.size() ? got[i] : 12345;
    if (value == right[i]) continue;
    std::printf("%s %zu: %lld, not %lld\n", what, i, value, right[i]);
    ++wrong;
  }
}

int main() {
  larder::Device device = larder::Device::open();
  const long long most = std::numeric_limits<long long>::max();
  const long long least = std::numeric_limits<long long>::min();
  const float nan = std::nanf("");

  const auto floats = device.upload(std::vector<float>{3e9f, -3e9f, 1e20f, -1e20f, nan, -1.5f});
  auto converted = device.allocate<long long>(24);
  device.launch(convert, {1, 32}, floats, converted, 6);
  Values got;
  if (!device.download(converted, got).ok()) std::puts(device.status().text().c_str());
  compare("float", got,
          {2147483647,
           3000000000,
           3000000000,
           3000000000,  //
           -2147483648LL,
           0,
           -3000000000,
           0,  //
           2147483647,
           4294967295,
           most,
           -1,  //
           -2147483648LL,
           0,
           least,
           0,  //
           0,
           0,
           least,
           least,  //
           -1,
           0,
           -1,
           0});

  const auto doubles = device.upload(std::vector<double>{3e9, -3e9, 1e300, -0.5});
  auto from_doubles = device.allocate<long long>(8);
  device.launch(convert_double, {1, 4}, doubles, from_doubles);
  if (!device.download(from_doubles, got).ok()) std::puts(device.status().text().c_str());
  compare("double", got, {2147483647, 3000000000, -2147483648LL, 0, 2147483647, 4294967295, 0, 0});

  const auto widths = device.upload(std::vector<unsigned>{32, 40, 64});
  auto shifted = device.allocate<long long>(12);
  device.launch(shift, {1, 3}, widths, shifted);
  if (!device.download(shifted, got).ok()) std::puts(device.status().text().c_str());
  compare("shift", got, {0, -1, 0, 12884901888, 0, -1, 0, 3298534883328, 0, -1, 0, 0});
  std::printf("%d wrong\n", wrong);
}
