// The memory that a kernel of the differential harness works on, and a digest of what it left. The
// kernels' program and the reference include it, so that both begin alike.
#ifndef LARDER_TESTS_DIFFERENTIAL_ARENA_H
#define LARDER_TESTS_DIFFERENTIAL_ARENA_H

#include <cstdio>
#include <cstring>

struct Shape {
  unsigned grid[3];
  unsigned block[3];
  unsigned shared_bytes;
};

/// A parameter with members and an array.
struct Pack {
  int n;
  int a[4];
  unsigned u;
  float f;
  long long wide;
};

inline const char* const* arena_words = nullptr;  ///< the program's arguments: kernel, launch

class Arena {
 public:
  static constexpr unsigned kInputs = 256;
  static constexpr unsigned kHits = 64;
  static constexpr unsigned kMost = 1 << 14;  ///< threads of a launch, and room beyond the last

  explicit Arena(unsigned long long seed) : state_(seed) {
    for (unsigned& each : hits_) each = 0;
    for (unsigned long long& each : sums_) each = 0;
  }

  template <class T>
  const T* in() {
    T* const values = reinterpret_cast<T*>(in_);
    for (unsigned i = 0; i < kInputs; ++i) values[i] = value<T>();
    return values;
  }
  template <class T>
  T* out(unsigned threads) {
    count_ = threads + 64;
    T* const values = reinterpret_cast<T*>(out_);
    for (unsigned i = 0; i < count_; ++i) values[i] = static_cast<T>(i % 61);
    return values;
  }
  unsigned* own() {
    for (unsigned i = 0; i < count_; ++i) own_[i] = i * 7;
    return own_;
  }
  unsigned* hits() { return hits_; }
  unsigned long long* sums() { return sums_; }

  /// One line: kernel, launch and digest; with all values where the program was asked for them.
  template <class T>
  void report(const char* kernel, unsigned launch) {
    T* const values = reinterpret_cast<T*>(out_);
    // A NaN's sign and payload depend on how code was arranged.
    for (unsigned i = 0; i < count_; ++i)
      if (values[i] != values[i]) values[i] = static_cast<T>(-12345);
    digest(out_, count_ * sizeof(T));
    digest(own_, count_ * sizeof(unsigned));
    digest(hits_, sizeof hits_);
    digest(sums_, sizeof sums_);
    std::printf("%s %u %016llx\n", kernel, launch, digest_);
    if (arena_words[0] == nullptr || std::strcmp(arena_words[0], kernel) != 0) return;
    for (unsigned i = 0; i < count_; ++i) print(launch, "out", i, values[i]);
    for (unsigned i = 0; i < count_; ++i) print(launch, "own", i, own_[i]);
    for (unsigned i = 0; i < kHits; ++i) print(launch, "hits", i, hits_[i]);
    for (unsigned i = 0; i < kHits; ++i) print(launch, "sums", i, sums_[i]);
  }

 private:
  template <class T>
  static void print(unsigned launch, const char* name, unsigned index, T value) {
    std::printf("= %u %s[%u] %.17g\n", launch, name, index, static_cast<double>(value));
  }
  unsigned long long next() {
    state_ = state_ * 6364136223846793005ull + 1442695040888963407ull;
    return state_ >> 20;
  }
  template <class T>
  T value() {
    const unsigned long long bits = next();
    if (static_cast<T>(0.5) != T{}) return static_cast<T>(static_cast<int>(bits % 4001) - 2000) / 8;
    return static_cast<T>(bits % 5 == 0 ? bits : bits % 97);
  }
  void digest(const void* bytes, unsigned long size) {
    const auto* const at = static_cast<const unsigned char*>(bytes);
    for (unsigned long i = 0; i < size; ++i) digest_ = (digest_ ^ at[i]) * 1099511628211ull;
  }

  unsigned long long state_;
  unsigned long long digest_ = 1469598103934665603ull;
  unsigned count_ = 0;
  alignas(16) static inline unsigned char in_[kInputs * 8];
  alignas(16) static inline unsigned char out_[kMost * 8];
  static inline unsigned own_[kMost];
  unsigned hits_[kHits];
  unsigned long long sums_[kHits];
};

#endif  // LARDER_TESTS_DIFFERENTIAL_ARENA_H
