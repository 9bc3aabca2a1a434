#pragma once

#define CONFIG_BIAS 5
#define CONFIG_UNUSED 1
#define MIX(a, b) ((a) * 3 + (b))
#define LIMIT (CONFIG_BIAS * 10)

__device__ inline int table_bytes() { return TABLE_SIZE * 4; }
