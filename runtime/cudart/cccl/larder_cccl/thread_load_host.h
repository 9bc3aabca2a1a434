// cub::ThreadLoad on the host, where a hint means nothing but that memory is read each time.
#ifndef LARDER_CCCL_THREAD_LOAD_HOST_H
#define LARDER_CCCL_THREAD_LOAD_HOST_H

#include "larder/kernel.h"

CUB_NAMESPACE_BEGIN

/// What `from` refers to. Loads that see what other threads write let those go on.
template <CacheLoadModifier kModifier, typename Iterator>
cub::detail::it_value_t<Iterator> ThreadLoad(Iterator from) {
  constexpr bool kAgain =
      kModifier == LOAD_CG || kModifier == LOAD_CV || kModifier == LOAD_VOLATILE;
  if constexpr (kAgain && ::cuda::std::is_pointer_v<Iterator>)
    return ::larder::simulator::read_again(from);
  else
    return *from;
}

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_THREAD_LOAD_HOST_H
