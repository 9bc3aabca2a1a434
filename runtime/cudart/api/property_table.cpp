#include "runtime/cudart/api/property_table.h"

#include <type_traits>

#include "runtime/cudart/failure.h"

namespace larder::inline v1::cudart {
namespace {

struct Property {
  int attribute;
  void (*set)(cudaDeviceProp& properties, int value);
};

constexpr Property kProperties[] = {
#define LARDER_PROPERTY(field, attribute)                                                    \
  {cudaDevAttr##attribute, [](cudaDeviceProp& properties, int value) {                       \
     properties.field = static_cast<std::remove_cvref_t<decltype(properties.field)>>(value); \
   }},
#include "runtime/cudart/api/properties.def"
#undef LARDER_PROPERTY
};

}  // namespace

Status read_properties(const Platform& platform, int device, cudaDeviceProp& properties) {
  properties = {};
  if (Status status = platform.describe(device, properties); !status.ok()) return status;
  for (const Property& property : kProperties) {
    const Result<int> value = platform.attribute(device, property.attribute);
    // The driver does not know attributes that are newer than itself.
    const bool unknown = error_of(value.status()) == cudaErrorInvalidValue;
    if (!value.ok() && !unknown) return value.status();
    property.set(properties, unknown ? 0 : *value);
  }
  return {};
}

}  // namespace larder::inline v1::cudart
