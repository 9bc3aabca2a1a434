// Stands in for cuBLAS in llm.c's programs: each makes a handle, and most do nothing with it. Those
// that multiply matrices by it do not link.
extern "C" {
int cublasCreate_v2(void** handle) {
  *handle = nullptr;
  return 0;
}
int cublasDestroy_v2(void*) { return 0; }
int cublasSetMathMode(void*, int) { return 0; }
int cublasLtCreate(void** handle) { return cublasCreate_v2(handle); }
int cublasLtDestroy(void*) { return 0; }
}
