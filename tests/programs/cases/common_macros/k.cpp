// Macros with names that others use, too. They are meant for this file, not for what the build adds
// to it.
#include <larder/larder.h>

#include <cstdio>

#define size 32
#define value 3
#define count 100
#define number 7
#define block 32
#define grid 1
#define thread threadIdx.x
#define lane (threadIdx.x % 32)
#define warp (threadIdx.x / 32)
#define kernel LARDER_KERNEL
#define shared __shared__
#define constant __constant__
#define print std::printf
#define clock 1
#define work data[thread]
#define spin while (flag == 0)
#define handle 0x7f
#define address &
#define call(x)                                          \
  do {                                                   \
    const larder::Status status_ = (x);                  \
    if (!status_) print("%s\n", status_.text().c_str()); \
  } while (0)
#define run(x) call(x)
#define name "k"
#define type float
#define entry 12
#define parameters 2
#define source "x"
#define shape 9
#define site 10
#define line 11
#define file 13
#define bytes 14
#define keys 15
#define module 16
#define variable 17
#define list 18
#define section 19
#define used 20
#define detail 21

constant type table[size];
__device__ int last;

template <int N>
kernel void reverse(type* data) {
  shared type tile[N];
  tile[thread] = work + table[thread];
  __syncthreads();
  work = tile[N - 1 - thread] + lane + warp;
  if (thread == 0) last = number;
}
#define reverse reverse<size>  // the template's name is no macro above

int main() {
  larder::Device device = larder::Device::open();
  type tables[size] = {};
  type values[size];
  for (int i = 0; i < size; ++i) values[i] = static_cast<type>(i), tables[i] = value;
  call(device.write(table, tables));
  auto buffer = device.upload(values, size);
  device.launch(reverse, {grid, block}, buffer);
  int got = 0;
  call(device.read(last, got));
  run(device.download(buffer, values, size));
  print("%g %g %d\n", values[0], values[size - 1], got);
}
