// A kernel that another program or library launches.
#ifndef LARDER_TESTS_PROCESS_FIXED_H
#define LARDER_TESTS_PROCESS_FIXED_H

#include <larder/larder.h>

extern "C" LARDER_KERNEL void set_to_42(int* value);

#endif  // LARDER_TESTS_PROCESS_FIXED_H
