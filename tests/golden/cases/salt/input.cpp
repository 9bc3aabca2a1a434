#include <larder/kernel.h>
LARDER_KERNEL LARDER_KERNEL_SALT("tables of 2024-06")
void look_up(int* out) { *out = 1; }
LARDER_KERNEL_SALT("v2") LARDER_KERNEL void declared(int* out);
LARDER_KERNEL void declared(int* out) { *out = 2; }
template <class T>
LARDER_KERNEL LARDER_KERNEL_SALT("v3") void each(T* out) { *out = 3; }
template LARDER_KERNEL void each(float*);
