// What kernels may call of the runtime API where device code is relocatable. Larder has none of it
// there. But code that no kernel reaches may call it, as with nvcc.
#ifndef LARDER_CUDART_DEVICE_RUNTIME_H
#define LARDER_CUDART_DEVICE_RUNTIME_H

#if defined(LARDER_SCAN)
#define LARDER_DEVICE_RUNTIME \
  __attribute__((host)) __attribute__((device)) __attribute__((annotate("larder.device_runtime")))
#else
#define LARDER_DEVICE_RUNTIME
#endif

#endif  // LARDER_CUDART_DEVICE_RUNTIME_H
