// GpuBackend's streams and events.
#include "runtime/cudart/backend/gpu_call.h"

namespace larder::inline v1::cudart {
namespace {

/// cudaError_t and CUresult have the same numbers.
struct Callback {
  cudaStreamCallback_t function;
  void* data;
};

void run_callback(driver::CuStream stream, driver::CuResult result, void* data) {
  const std::unique_ptr<Callback> callback(static_cast<Callback*>(data));
  callback->function(reinterpret_cast<cudaStream_t>(stream), static_cast<cudaError_t>(result),
                     callback->data);
}

}  // namespace

Result<cudaStream_t> GpuBackend::create_stream(unsigned flags, int priority) {
  driver::CuStream stream = nullptr;
  Status status = call("cuStreamCreateWithPriority", &EntryPoints::cuStreamCreateWithPriority,
                       &stream, flags, priority);
  if (!status.ok()) return status;
  auto* const handle = reinterpret_cast<cudaStream_t>(stream);
  streams_.add(handle);
  return handle;
}

Status GpuBackend::destroy_stream(cudaStream_t stream) {
  streams_.remove(stream);
  return call("cuStreamDestroy", &EntryPoints::cuStreamDestroy, cuda(stream));
}

Status GpuBackend::query_stream(cudaStream_t stream) {
  return call("cuStreamQuery", &EntryPoints::cuStreamQuery, cuda(stream));
}

Status GpuBackend::synchronize_stream(cudaStream_t stream) {
  return call("cuStreamSynchronize", &EntryPoints::cuStreamSynchronize, cuda(stream));
}

Status GpuBackend::wait_event(cudaStream_t stream, cudaEvent_t event, unsigned flags) {
  return call("cuStreamWaitEvent", &EntryPoints::cuStreamWaitEvent, cuda(stream), cuda(event),
              flags);
}

Result<unsigned> GpuBackend::stream_flags(cudaStream_t stream) {
  unsigned flags = 0;
  Status status = call("cuStreamGetFlags", &EntryPoints::cuStreamGetFlags, cuda(stream), &flags);
  if (!status.ok()) return status;
  return flags;
}

Result<int> GpuBackend::stream_priority(cudaStream_t stream) {
  int priority = 0;
  Status status =
      call("cuStreamGetPriority", &EntryPoints::cuStreamGetPriority, cuda(stream), &priority);
  if (!status.ok()) return status;
  return priority;
}

Status GpuBackend::set_stream_attribute(cudaStream_t stream, cudaLaunchAttributeID attribute,
                                        const cudaLaunchAttributeValue& value) {
  return call("cuStreamSetAttribute", &EntryPoints::cuStreamSetAttribute, cuda(stream), attribute,
              &value);
}

Result<cudaLaunchAttributeValue> GpuBackend::stream_attribute(cudaStream_t stream,
                                                              cudaLaunchAttributeID attribute) {
  cudaLaunchAttributeValue value{};
  Status status = call("cuStreamGetAttribute", &EntryPoints::cuStreamGetAttribute, cuda(stream),
                       attribute, &value);
  if (!status.ok()) return status;
  return value;
}

Status GpuBackend::priority_range(int& least, int& greatest) {
  return call("cuCtxGetStreamPriorityRange", &EntryPoints::cuCtxGetStreamPriorityRange, &least,
              &greatest);
}

Status GpuBackend::run_on_host(cudaStream_t stream, cudaHostFn_t function, void* data) {
  return call("cuLaunchHostFunc", &EntryPoints::cuLaunchHostFunc, cuda(stream), function, data);
}

Status GpuBackend::call_back(cudaStream_t stream, cudaStreamCallback_t callback, void* data) {
  auto wrapped = std::make_unique<Callback>(Callback{callback, data});
  Status status = call("cuStreamAddCallback", &EntryPoints::cuStreamAddCallback, cuda(stream),
                       run_callback, static_cast<void*>(wrapped.get()), 0U);
  if (status.ok()) static_cast<void>(wrapped.release());  // run_callback() has it
  return status;
}

Result<cudaEvent_t> GpuBackend::create_event(unsigned flags) {
  driver::CuEvent event = nullptr;
  Status status = call("cuEventCreate", &EntryPoints::cuEventCreate, &event, flags);
  if (!status.ok()) return status;
  auto* const handle = reinterpret_cast<cudaEvent_t>(event);
  events_.add(handle);
  return handle;
}

Status GpuBackend::destroy_event(cudaEvent_t event) {
  events_.remove(event);
  return call("cuEventDestroy", &EntryPoints::cuEventDestroy, cuda(event));
}

Status GpuBackend::record_event(cudaEvent_t event, cudaStream_t stream, unsigned flags) {
  if (flags == cudaEventRecordDefault) {
    return call("cuEventRecord", &EntryPoints::cuEventRecord, cuda(event), cuda(stream));
  }
  return call("cuEventRecordWithFlags", &EntryPoints::cuEventRecordWithFlags, cuda(event),
              cuda(stream), flags);
}

Status GpuBackend::query_event(cudaEvent_t event) {
  return call("cuEventQuery", &EntryPoints::cuEventQuery, cuda(event));
}

Status GpuBackend::synchronize_event(cudaEvent_t event) {
  return call("cuEventSynchronize", &EntryPoints::cuEventSynchronize, cuda(event));
}

Result<float> GpuBackend::elapsed_time(cudaEvent_t start, cudaEvent_t end) {
  float milliseconds = 0;
  Status status = call("cuEventElapsedTime", &EntryPoints::cuEventElapsedTime, &milliseconds,
                       cuda(start), cuda(end));
  if (!status.ok()) return status;
  return milliseconds;
}

}  // namespace larder::inline v1::cudart
