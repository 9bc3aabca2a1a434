// GpuBackend's copies and fills, of memory and of variables.
#include <cstring>
#include <vector>

#include "runtime/cudart/backend/gpu_call.h"

namespace larder::inline v1::cudart {
namespace {

bool reads_host(cudaMemcpyKind kind) {
  return kind == cudaMemcpyHostToDevice || kind == cudaMemcpyHostToHost;
}

bool writes_host(cudaMemcpyKind kind) {
  return kind == cudaMemcpyDeviceToHost || kind == cudaMemcpyHostToHost;
}

driver::CuCopyEnd copy_end(const void* address, const Volume& volume, bool host, bool unknown) {
  driver::CuCopyEnd end{};
  end.memory_type = driver::kMemoryDevice;
  if (host) end.memory_type = driver::kMemoryHost;
  if (unknown) end.memory_type = driver::kMemoryUnified;
  end.host = address;
  end.device = number(address);
  end.pitch = volume.pitch;
  end.height = volume.rows;
  return end;
}

driver::CuCopyEnd array_end(const ArrayPlace& place) {
  driver::CuCopyEnd end{};
  end.memory_type = driver::kMemoryArray;
  end.array = place.array;
  end.x_bytes = place.x;
  end.y = place.y;
  end.z = place.z;
  return end;
}

}  // namespace

// A call for each direction, so that the driver detects a wrong one. The driver itself handles
// copies from host to host, and directions that the addresses decide.
Status GpuBackend::copy_row(const Copy& copy) const {
  const bool blocks = copy.waits && copy.stream == nullptr;
  switch (copy.kind) {
    case cudaMemcpyHostToDevice:
      if (blocks) {
        return call("cuMemcpyHtoD", &EntryPoints::cuMemcpyHtoD, number(copy.to), copy.from,
                    copy.width);
      }
      return call("cuMemcpyHtoDAsync", &EntryPoints::cuMemcpyHtoDAsync, number(copy.to), copy.from,
                  copy.width, cuda(copy.stream));
    case cudaMemcpyDeviceToHost:
      if (blocks) {
        return call("cuMemcpyDtoH", &EntryPoints::cuMemcpyDtoH, copy.to, number(copy.from),
                    copy.width);
      }
      return call("cuMemcpyDtoHAsync", &EntryPoints::cuMemcpyDtoHAsync, copy.to, number(copy.from),
                  copy.width, cuda(copy.stream));
    case cudaMemcpyDeviceToDevice:
      return call("cuMemcpyDtoDAsync", &EntryPoints::cuMemcpyDtoDAsync, number(copy.to),
                  number(copy.from), copy.width, cuda(copy.stream));
    case cudaMemcpyHostToHost:
    case cudaMemcpyDefault:
      break;
  }
  if (blocks) {
    return call("cuMemcpy", &EntryPoints::cuMemcpy, number(copy.to), number(copy.from), copy.width);
  }
  return call("cuMemcpyAsync", &EntryPoints::cuMemcpyAsync, number(copy.to), number(copy.from),
              copy.width, cuda(copy.stream));
}

Status GpuBackend::copy_rows(const Copy& copy) const {
  const bool unknown = copy.kind == cudaMemcpyDefault;
  driver::CuMemcpy3D all{};
  all.from = copy_end(copy.from, copy.from_volume, reads_host(copy.kind), unknown);
  all.to = copy_end(copy.to, copy.to_volume, writes_host(copy.kind), unknown);
  if (copy.from_array.array != nullptr) all.from = array_end(copy.from_array);
  if (copy.to_array.array != nullptr) all.to = array_end(copy.to_array);
  all.width_bytes = copy.width;
  all.height = copy.height;
  all.depth = copy.depth;
  const driver::CuMemcpy3D* const pointer = &all;
  if (copy.waits) return call("cuMemcpy3D", &EntryPoints::cuMemcpy3D, pointer);
  return call("cuMemcpy3DAsync", &EntryPoints::cuMemcpy3DAsync, pointer, cuda(copy.stream));
}

Status GpuBackend::copy(const Copy& copy) {
  return copy.is_one_row() ? copy_row(copy) : copy_rows(copy);
}

// Only graphs have such values, and they never wait.
Status GpuBackend::set_values(const Setting& setting, driver::CuDevicePointer to) const {
  Status status;
  for (std::size_t y = 0; status.ok() && y < setting.height; ++y) {
    status = engine_.fill(address(to + y * setting.volume.pitch), &setting.value,
                          setting.value_bytes, setting.width / setting.value_bytes, setting.stream);
  }
  return status;
}

// As in CUDA, the waiting call waits only for managed and pinned memory.
Status GpuBackend::set_rows(const Setting& setting, driver::CuDevicePointer to) const {
  if (setting.value_bytes != 1) return set_values(setting, to);
  const auto value = static_cast<unsigned char>(setting.value);
  if (setting.height == 1) {
    if (setting.waits) {
      return call("cuMemsetD8", &EntryPoints::cuMemsetD8, to, value, setting.width);
    }
    return call("cuMemsetD8Async", &EntryPoints::cuMemsetD8Async, to, value, setting.width,
                cuda(setting.stream));
  }
  if (setting.waits) {
    return call("cuMemsetD2D8", &EntryPoints::cuMemsetD2D8, to, setting.volume.pitch, value,
                setting.width, setting.height);
  }
  return call("cuMemsetD2D8Async", &EntryPoints::cuMemsetD2D8Async, to, setting.volume.pitch, value,
              setting.width, setting.height, cuda(setting.stream));
}

Status GpuBackend::set(const Setting& setting) {
  Status status;
  for (std::size_t z = 0; status.ok() && z < setting.depth; ++z) {
    status = set_rows(setting, number(setting.to) + z * setting.volume.rows * setting.volume.pitch);
  }
  return status;
}

Status GpuBackend::write_variable(const detail::VariableRecord& variable, std::size_t offset,
                                  Copy copy) {
  const Result<std::vector<driver::Variable>> places = engine_.places(variable);
  if (!places.ok()) return places.status();
  for (const driver::Variable& place : *places) {
    copy.to = address(place.address + offset);
    if (Status status = this->copy(copy); !status.ok()) return status;
  }
  return {};
}

// If there are several places, the engine checks whether they agree.
Status GpuBackend::read_variable(const detail::VariableRecord& variable, std::size_t offset,
                                 Copy copy) {
  const Result<std::vector<driver::Variable>> places = engine_.places(variable);
  if (!places.ok()) return places.status();
  copy.from = address(places->front().address + offset);
  if (places->size() == 1 || variable.constant) return this->copy(copy);
  std::vector<std::byte> value(variable.size);
  if (Status status = engine_.synchronize(copy.stream); !status.ok()) return status;
  Status status = engine_.read_variable(variable, value.data());
  return status.ok() ? this->copy(copy) : status;
}

Result<void*> GpuBackend::variable_address(const detail::VariableRecord& variable) {
  const Result<std::vector<driver::Variable>> places = engine_.places(variable);
  if (!places.ok()) return places.status();
  if (places->size() == 1) return address(places->front().address);
  return failure(cudaErrorNotSupported,
                 compose("variable {} is in {} images, so no one address stands for it; kernels "
                         "that share it must be in one source",
                         variable.name, places->size()));
}

}  // namespace larder::inline v1::cudart
