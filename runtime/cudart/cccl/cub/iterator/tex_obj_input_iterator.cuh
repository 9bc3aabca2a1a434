// Textures are not there.
#pragma once

#include <cub/config.cuh>

CUB_NAMESPACE_BEGIN
template <typename T, typename OffsetT = ptrdiff_t>
class LARDER_CCCL_ABSENT("textures") TexObjInputIterator;
CUB_NAMESPACE_END
