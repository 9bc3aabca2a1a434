# larder-nvcc links what has kernels, sources in C++ beside them or not: it adds the runtime library, and
# puts the cache beside the result.
set(CMAKE_CUDA_LINKER_PREFERENCE 100)
