#include "runtime/cudart/graph/arguments.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace larder::inline v1::cudart {

Arguments::Arguments(const detail::ParameterList& list, void* const* values)
    : values_(std::make_shared<Values>()) {
  const std::span parameters(list.parameters, list.count);
  std::size_t room = 0;
  for (const auto& parameter : parameters) room += parameter.size + parameter.alignment;
  values_->bytes = std::make_unique_for_overwrite<std::byte[]>(room);
  void* next = values_->bytes.get();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    // There is room enough: each parameter's alignment was added to its size.
    std::align(parameters[i].alignment, parameters[i].size, next, room);
    std::memcpy(next, values[i], parameters[i].size);
    values_->pointers.push_back(next);
    next = static_cast<std::byte*>(next) + parameters[i].size;
    room -= parameters[i].size;
  }
}

void** Arguments::pointers() const {
  return values_ == nullptr || values_->pointers.empty() ? nullptr : values_->pointers.data();
}

}  // namespace larder::inline v1::cudart
