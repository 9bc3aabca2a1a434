// Functions that no text names: constructors, destructors, copies, initialisers of fields.
#include <larder/kernel.h>

struct Logger {
  int* log;
  int id = 3;
  __device__ explicit Logger(int* l) : log(l) { log[0] += id; }
  __device__ Logger(const Logger& other) : log(other.log), id(other.id + 1) {}
  __device__ ~Logger() { log[1] += id; }
};

struct Owner {
  Logger logger;
  int extra = 5;
  __device__ explicit Owner(int* l) : logger(l) {}
};

struct Assigned {
  int value;
  __device__ Assigned& operator=(const Assigned& other) {
    value = other.value * 2;
    return *this;
  }
};

struct Holder {
  Assigned one;
  Assigned two;
};

LARDER_KERNEL void owned(int* x) {
  Owner owner(x);
  Owner copy = owner;
  x[2] = copy.extra;
}

LARDER_KERNEL void assigned(Holder* h) { h[0] = h[1]; }
