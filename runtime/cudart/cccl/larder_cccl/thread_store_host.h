// cub::ThreadStore on the host, where a hint means nothing but that memory is written each time.
#ifndef LARDER_CCCL_THREAD_STORE_HOST_H
#define LARDER_CCCL_THREAD_STORE_HOST_H

CUB_NAMESPACE_BEGIN

template <CacheStoreModifier kModifier, typename Iterator, typename T>
void ThreadStore(Iterator to, T value) {
  *to = value;
  __asm__ volatile("" ::: "memory");
}

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_THREAD_STORE_HOST_H
