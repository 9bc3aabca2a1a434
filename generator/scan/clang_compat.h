// Every difference between the supported Clang versions (19 to 22), and nothing else.
#ifndef LARDER_GENERATOR_SCAN_CLANG_COMPAT_H
#define LARDER_GENERATOR_SCAN_CLANG_COMPAT_H

#include <clang/Basic/Version.h>

#endif
