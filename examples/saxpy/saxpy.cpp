#include <larder/larder.h>

#include <cstdio>
#include <vector>

LARDER_KERNEL void saxpy(int n, float a, const float* x, float* y) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = a * x[i] + y[i];
}

int main() {
  constexpr int n = 1 << 20;
  std::vector<float> x(n), y(n, 1);
  for (int i = 0; i < n; ++i) x[i] = i;

  larder::Device device = larder::Device::open();  // a GPU if there is one for these kernels
  const auto device_x = device.upload(x);
  auto device_y = device.upload(y);
  device.launch(saxpy, {(n + 255) / 256, 256}, n, 2.0f, device_x, device_y);
  const larder::Status status = device.download(device_y, y);

  bool right = status.ok();
  for (int i = 0; i < n; ++i) right = right && y[i] == 2 * i + 1;
  std::printf("saxpy: %s\nsaxpy: %d elements, %s\n", device.report().text().c_str(), n,
              right ? "right" : "WRONG");
  return right ? 0 : 1;
}
