#include "runtime/cudart/api/graph_work.h"

#include "larder/stream.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/copy_arguments.h"
#include "runtime/cudart/graph/memory_nodes.h"

namespace larder::inline v1::cudart {

Result<Work> work_of(const cudaKernelNodeParams* parameters) {
  if (parameters == nullptr) return no_parameters();
  if (parameters->extra != nullptr) {
    return failure(cudaErrorNotSupported, "extra is not supported: use kernelParams");
  }
  return kernel_work({parameters->func,
                      {parameters->gridDim, parameters->blockDim, parameters->sharedMemBytes,
                       Stream::borrow(nullptr)},
                      parameters->kernelParams,
                      nullptr,
                      0});
}

Result<Work> work_of(const Copy& copy) {
  if (is_empty(copy)) return failure(cudaErrorInvalidValue, "the copy is of 0 bytes");
  const Status status = check(copy);
  if (!status.ok()) return status;
  return Work(CopyWork{copy});
}

Result<Work> work_of(DeviceBackend& on, const cudaMemcpy3DParms* parameters) {
  const Result<Copy> copy = volumes(on, parameters);
  return copy.ok() ? work_of(*copy) : copy.status();
}

Result<Work> work_of(const cudaMemsetParams* parameters) {
  if (parameters == nullptr) return no_parameters();
  const unsigned bytes = parameters->elementSize;
  if (bytes != 1 && bytes != 2 && bytes != 4) {
    return failure(cudaErrorInvalidValue, compose("elements of {} bytes: use 1, 2 or 4", bytes));
  }
  if (parameters->width > SIZE_MAX / bytes) {
    return failure(cudaErrorInvalidValue, "rows of more bytes than there are addresses");
  }
  Setting setting;
  setting.to = parameters->dst;
  setting.value = bytes == 1 ? parameters->value & 0xff : parameters->value;
  setting.value_bytes = bytes;
  setting.width = parameters->width * bytes;
  setting.height = parameters->height;
  setting.volume = {parameters->pitch, parameters->height};
  if (is_empty(setting)) return failure(cudaErrorInvalidValue, "the fill is of 0 bytes");
  const Status status = check(setting);
  if (!status.ok()) return status;
  return Work(SettingWork{setting});
}

Result<Work> work_of(const cudaHostNodeParams* parameters) {
  if (parameters == nullptr) return no_parameters();
  if (parameters->fn == nullptr) return failure(cudaErrorInvalidValue, "the function is null");
  return Work(HostWork{parameters->fn, parameters->userData});
}

Result<Work> work_of(cudaGraph_t child) {
  ChildWork work;
  Status status = graphs().with_graph(number_of(child), [&](const Graph& graph) {
    if (Status status = check_no_memory(graph, "be a child"); !status.ok()) return status;
    work.graph = std::make_shared<const Graph>(graph);
    return graph.order().status();
  });
  if (!status.ok()) return status;
  return Work(work);
}

cudaKernelNodeParams parameters_of(const KernelWork& work) {
  return {const_cast<void*>(work.kernel),
          work.grid,
          work.block,
          static_cast<unsigned>(work.shared_bytes),
          work.arguments.pointers(),
          nullptr};
}

Result<cudaMemcpy3DParms> parameters_of(DeviceBackend& on, const CopyWork& work) {
  const Copy& copy = work.copy;
  size_t element = 0;
  for (cudaArray_t array : {copy.from_array.array, copy.to_array.array}) {
    if (Status status = measure_element(on, array, element); !status.ok()) return status;
  }
  if (element == 0) element = 1;
  const auto position = [element](const ArrayPlace& at) {
    return cudaPos{at.x / element, at.y, at.z};
  };
  cudaMemcpy3DParms parameters{};
  parameters.srcArray = copy.from_array.array;
  parameters.srcPos = position(copy.from_array);
  parameters.srcPtr = {const_cast<void*>(copy.from), copy.from_volume.pitch, copy.width,
                       copy.from_volume.rows};
  parameters.dstArray = copy.to_array.array;
  parameters.dstPos = position(copy.to_array);
  parameters.dstPtr = {copy.to, copy.to_volume.pitch, copy.width, copy.to_volume.rows};
  parameters.extent = {copy.width / element, copy.height, copy.depth};
  parameters.kind = copy.kind;
  return parameters;
}

Result<cudaMemsetParams> parameters_of(const SettingWork& work) {
  const Setting& setting = work.setting;
  if (setting.depth != 1) {
    return failure(cudaErrorNotSupported,
                   "the fill is of several slices, which the node's "
                   "parameters can't express");
  }
  return cudaMemsetParams{setting.to,
                          setting.volume.pitch,
                          setting.value,
                          setting.value_bytes,
                          setting.width / setting.value_bytes,
                          setting.height};
}

cudaHostNodeParams parameters_of(const HostWork& work) { return {work.function, work.data}; }

Status change(Work& work, const Result<Work>& to) {
  if (!to.ok()) return to.status();
  if (type_of(work) != type_of(*to)) {
    return failure(cudaErrorInvalidValue,
                   compose("the node is of type {}, the parameters are for type {}",
                           static_cast<int>(type_of(work)), static_cast<int>(type_of(*to))));
  }
  const auto* const before = std::get_if<KernelWork>(&work);
  const bool cooperative = before != nullptr && before->cooperative;
  work = *to;
  if (auto* const kernel = std::get_if<KernelWork>(&work)) kernel->cooperative = cooperative;
  return {};
}

Status set(cudaGraphNode_t node, const Result<Work>& work) {
  return graphs().with_node(name_of(node),
                            [&](const Graph&, Node& of) { return change(of.work, work); });
}

Status set(cudaGraphExec_t exec, cudaGraphNode_t node, const Result<Work>& work) {
  return with_executable_node(exec, node, [&](Node& of) { return change(of.work, work); });
}

}  // namespace larder::inline v1::cudart
