// Replaces glibc's header, for libstdc++: glibc has the variable that it declares only since 2.32.
#ifndef LARDER_OLD_GLIBC_SINGLE_THREADED_H
#define LARDER_OLD_GLIBC_SINGLE_THREADED_H

constexpr char __libc_single_threaded = 0;  // NOLINT(bugprone-reserved-identifier)

#endif  // LARDER_OLD_GLIBC_SINGLE_THREADED_H
