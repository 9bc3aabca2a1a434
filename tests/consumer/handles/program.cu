// Passes its streams, events, memory and graphs to a library, which is linked or (with its path as
// an argument) opened.
#include <cuda_runtime.h>
#include <dlfcn.h>

#include <cstdio>

#ifdef OPENS
#define OF_LIBRARY(result, name, ...) static result (*name)(__VA_ARGS__)
#else
#define OF_LIBRARY(result, name, ...) extern "C" result name(__VA_ARGS__)
#endif
OF_LIBRARY(cudaError_t, library_add, int*, cudaStream_t, cudaEvent_t);
OF_LIBRARY(cudaMemoryType, library_type_of, const void*);
OF_LIBRARY(cudaError_t, library_launch, cudaGraph_t, cudaStream_t);
OF_LIBRARY(cudaStream_t, library_stream);
OF_LIBRARY(cudaError_t, library_free, int*, void*);

__global__ void set(int* values) { *values = 100; }

static int wrong = 0;
static void expect(const char* what, bool right) {
  if (!right) std::printf("wrong: %s (%s)\n", what, cudaGetErrorName(cudaGetLastError()));
  wrong += right ? 0 : 1;
}

#ifdef OPENS
template <class Function>
static void find(void* library, const char* name, Function*& function) {
  function = reinterpret_cast<Function*>(dlsym(library, name));
}
static void open(const char* path) {
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) std::puts(dlerror());
  find(library, "library_add", library_add);
  find(library, "library_type_of", library_type_of);
  find(library, "library_launch", library_launch);
  find(library, "library_stream", library_stream);
  find(library, "library_free", library_free);
}
#endif

int main(int, char** arguments) {
#ifdef OPENS
  open(arguments[1]);
#else
  (void)arguments;
#endif
  cudaStream_t stream;
  cudaEvent_t event;
  int* values;
  int result = -1;
  void* host;
  // The library is the first that calls CUDA.
  cudaStream_t from_library = library_stream();
  expect("a stream of the library", from_library != nullptr);
  cudaStreamCreate(&stream);
  cudaEventCreate(&event);
  cudaMalloc(&values, 64);
  cudaMallocHost(&host, 64);
  set<<<1, 1, 0, stream>>>(values);
  cudaEventRecord(event, stream);
  expect("the library's kernel", library_add(values, stream, event) == cudaSuccess);
  expect("the library's kernel again", library_add(values, from_library, event) == cudaSuccess);
  cudaStreamSynchronize(from_library);
  expect("a copy", cudaMemcpyAsync(&result, values, 4, cudaMemcpyDefault, stream) == cudaSuccess);
  expect("its end", cudaStreamSynchronize(stream) == cudaSuccess && result == 164);
  expect("kinds of memory", library_type_of(values) == cudaMemoryTypeDevice &&
                                library_type_of(host) == cudaMemoryTypeHost);

  cudaGraph_t graph;
  cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal);
  set<<<1, 1, 0, stream>>>(values);
  cudaEventRecord(event, stream);
  expect("a capture of the library's kernel",
         library_add(values, stream, event) == cudaSuccess);
  cudaStreamEndCapture(stream, &graph);
  expect("a graph", library_launch(graph, from_library) == cudaSuccess);
  cudaMemcpy(&result, values, 4, cudaMemcpyDefault);
  expect("its work", result == 132);
  expect("the stream's end", cudaStreamDestroy(from_library) == cudaSuccess);
  expect("the memory's end", library_free(values, host) == cudaSuccess);
  std::printf("%d wrong\n", wrong);
}
