// The stand-in's arrays, textures and surfaces. An array's elements lie row after row.
#include "tests/support/fake_cuda_textures.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "tests/support/fake_cuda_state.h"

using namespace larder::fake;  // NOLINT(google-build-using-namespace)
using larder::driver::CuArrayShape;
using larder::driver::CuResource;
using larder::driver::CuTexture;

namespace {

using Lock = std::lock_guard<std::recursive_mutex>;

template <class... Numbers>
std::string words(Numbers... numbers) {
  std::string text;
  ((text += (text.empty() ? "" : " ") + std::to_string(numbers)), ...);
  return text;
}

std::size_t element_bytes(const CuArrayShape& shape) {
  const bool byte = shape.format == larder::driver::kFormatUnsigned8 ||
                    shape.format == larder::driver::kFormatSigned8;
  const bool two = shape.format == larder::driver::kFormatUnsigned16 ||
                   shape.format == larder::driver::kFormatSigned16 ||
                   shape.format == larder::driver::kFormatHalf;
  return shape.channels * (byte ? 1u : two ? 2u : 4u);
}

std::string text_of(const CuResource& resource) {
  switch (resource.type) {
    case 2:
      return "linear " + words(resource.of.linear.format, resource.of.linear.channels,
                               resource.of.linear.bytes);
    case 3:
      return "rows " + words(resource.of.rows.format, resource.of.rows.channels,
                             resource.of.rows.width, resource.of.rows.height,
                             resource.of.rows.pitch);
    default:
      return "array";
  }
}

std::string text_of(const CuTexture& texture) {
  return words(texture.address_modes[0], texture.address_modes[1], texture.address_modes[2],
               texture.filter_mode, texture.flags, texture.max_anisotropy) +
         " border " + words(static_cast<int>(texture.border_color[3]));
}

Result create(const char* function, unsigned long long* object, const std::string& details) {
  const Lock lock(state().mutex);
  const Result result = state().enter_context(function, details);
  if (result != kSuccess) return result;
  *object = 0x3000u + static_cast<unsigned long long>(++state().objects);
  return kSuccess;
}

Result destroy(const char* function) {
  const Lock lock(state().mutex);
  --state().objects;
  return state().enter_context(function);
}

}  // namespace

namespace larder::fake {

struct Array {
  driver::CuArrayShape shape;
  std::vector<std::byte> elements;
};

namespace {

std::map<const void*, Array>& arrays() {
  static std::map<const void*, Array>& instance = *new std::map<const void*, Array>;
  return instance;
}

}  // namespace

driver::CuCopyEnd memory_of(driver::CuCopyEnd end) {
  if (end.memory_type != driver::kMemoryArray) return end;
  Array& array = arrays().at(end.array);
  end.memory_type = driver::kMemoryHost;
  end.pitch = array.shape.width * element_bytes(array.shape);
  end.height = std::max<std::size_t>(array.shape.height, 1);
  end.host = array.elements.data() + (end.z * end.height + end.y) * end.pitch + end.x_bytes;
  return end;
}

}  // namespace larder::fake

extern "C" {

Result cuArray3DCreate_v2(void** array, const CuArrayShape* shape) {
  const Lock lock(state().mutex);
  const Result result =
      state().enter_context("cuArray3DCreate", words(shape->width, shape->height, shape->depth,
                                                     shape->format, shape->channels, shape->flags));
  if (result != kSuccess) return result;
  const std::size_t rows =
      std::max<std::size_t>(shape->height, 1) * std::max<std::size_t>(shape->depth, 1);
  ++state().objects;
  static Pointer last = 0x4000;
  *array = address(++last);
  arrays()[*array] = {*shape, std::vector<std::byte>(shape->width * rows * element_bytes(*shape))};
  return kSuccess;
}

Result cuArray3DGetDescriptor_v2(CuArrayShape* shape, void* array) {
  const Lock lock(state().mutex);
  const Result result = state().enter_context("cuArray3DGetDescriptor");
  if (result != kSuccess) return result;
  const auto found = arrays().find(array);
  if (found == arrays().end()) return kInvalidHandle;
  *shape = found->second.shape;
  return kSuccess;
}

Result cuArrayDestroy(void* array) {
  const Lock lock(state().mutex);
  const Result result = state().enter_context("cuArrayDestroy");
  if (result != kSuccess) return result;
  if (arrays().erase(array) == 0) return kInvalidHandle;
  --state().objects;
  return kSuccess;
}

Result cuTexObjectCreate(unsigned long long* object, const CuResource* resource,
                         const CuTexture* texture, const void* view) {
  if (view != nullptr) return kInvalidValue;
  return create("cuTexObjectCreate", object, text_of(*resource) + ", " + text_of(*texture));
}

Result cuTexObjectDestroy(unsigned long long) { return destroy("cuTexObjectDestroy"); }

Result cuSurfObjectCreate(unsigned long long* object, const CuResource* resource) {
  return create("cuSurfObjectCreate", object, text_of(*resource));
}

Result cuSurfObjectDestroy(unsigned long long) { return destroy("cuSurfObjectDestroy"); }
}
