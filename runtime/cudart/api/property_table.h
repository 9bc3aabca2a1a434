// cudaDeviceProp, filled in from a device's attributes.
#ifndef LARDER_CUDART_API_PROPERTY_TABLE_H
#define LARDER_CUDART_API_PROPERTY_TABLE_H

#include "runtime/cudart/backend/backend.h"

namespace larder::inline v1::cudart {

/// Sets all fields; those of features that the device lacks are 0.
Status read_properties(const Platform& platform, int device, cudaDeviceProp& properties);

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_API_PROPERTY_TABLE_H
