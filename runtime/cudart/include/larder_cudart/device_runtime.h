// Functions of the runtime API that device code may call where it is relocatable. Larder does not
// have them there, but code that no kernel reaches may call them, as with nvcc.
#ifndef LARDER_CUDART_DEVICE_RUNTIME_H
#define LARDER_CUDART_DEVICE_RUNTIME_H

#if defined(LARDER_SCAN)
#define LARDER_DEVICE_RUNTIME \
  __attribute__((host)) __attribute__((device)) __attribute__((annotate("larder.device_runtime")))
#else
#define LARDER_DEVICE_RUNTIME
#endif

#endif  // LARDER_CUDART_DEVICE_RUNTIME_H
