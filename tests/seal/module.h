// What larder-generate puts behind a source with one kernel, in short.
#ifndef LARDER_TESTS_SEAL_MODULE_H
#define LARDER_TESTS_SEAL_MODULE_H

#include <larder/detail/registry.h>
#include <larder/larder.h>

/// Registers `kernel` under the key whose 16 bytes all are `number`, a digit.
#define LARDER_TEST_MODULE(kernel, number)                                                     \
  __attribute__((section(".larder.kernels"), used)) const char kernel_list[] =                 \
      "0" #number "0" #number "0" #number "0" #number "0" #number "0" #number "0" #number      \
      "0" #number "0" #number "0" #number "0" #number "0" #number "0" #number "0" #number      \
      "0" #number "0" #number " 0 " #kernel "\n";                                              \
  const larder::detail::KernelKey key = {                                                      \
      0,                                                                                       \
      {number, number, number, number, number, number, number, number, number, number, number, \
       number, number, number, number, number}};                                               \
  const larder::detail::KernelRecord record = {#kernel,                                        \
                                               #kernel,                                        \
                                               "test.cpp:1",                                   \
                                               reinterpret_cast<const void*>(&(kernel)),       \
                                               &larder::detail::Entry<&(kernel)>::run,         \
                                               &key,                                           \
                                               1,                                              \
                                               0};                                             \
  LARDER_BEFORE_OTHERS const larder::detail::Module module("test.cpp", &record, 1, nullptr, 0, \
                                                           kernel_list);

#endif  // LARDER_TESTS_SEAL_MODULE_H
