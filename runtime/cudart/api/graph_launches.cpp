// Executable graphs.
#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/graph_arguments.h"
#include "runtime/cudart/api/stream_call.h"
#include "runtime/cudart/graph/memory_nodes.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

Status check_flags(unsigned long long flags) {
  constexpr unsigned long long kKnown =
      cudaGraphInstantiateFlagAutoFreeOnLaunch | cudaGraphInstantiateFlagUseNodePriority;
  if ((flags & ~kKnown) == 0) return {};
  if ((flags & cudaGraphInstantiateFlagDeviceLaunch) != 0) {
    return failure(cudaErrorNotSupported, "kernels can't launch graphs");
  }
  return failure(cudaErrorInvalidValue, compose("flags {:#x} are unknown, or not for this call",
                                                static_cast<unsigned>(flags)));
}

Status update(cudaGraphExec_t executable, cudaGraph_t graph, cudaGraphExecUpdateResultInfo& info) {
  Graph from;
  Status status = graphs().with_graph(number_of(graph), [&](const Graph& found) {
    from = found;
    return Status();
  });
  if (!status.ok()) return status;
  return graphs().with_executable(executable, [&](Executable& in) -> Status {
    const Difference difference = in.update(from);
    info.result = difference.result;
    if (info.result == cudaGraphExecUpdateSuccess) return {};
    if (difference.node != 0) {
      info.errorNode = handle_of({number_of(graph), difference.node});
      info.errorFromNode = handle_of({in.origin(), difference.from});
    }
    return failure(cudaErrorGraphExecUpdateFailure,
                   "the graph differs in its nodes, their types or their edges: instantiate it");
  });
}

}  // namespace

extern "C" {

cudaError_t cudaGraphInstantiate(cudaGraphExec_t* exec, cudaGraph_t graph,
                                 unsigned long long flags) {
  return cudaGraphInstantiateWithFlags(exec, graph, flags);
}

cudaError_t cudaGraphInstantiateWithFlags(cudaGraphExec_t* exec, cudaGraph_t graph,
                                          unsigned long long flags) {
  return finish(get(exec, [&]() -> Result<cudaGraphExec_t> {
    if (Status status = check_flags(flags); !status.ok()) return status;
    return graphs().instantiate(number_of(graph), flags);
  }));
}

cudaError_t cudaGraphInstantiateWithParams(cudaGraphExec_t* exec, cudaGraph_t graph,
                                           cudaGraphInstantiateParams* instantiateParams) {
  if (instantiateParams == nullptr) return finish(no_parameters());
  // An upload has no effect: nothing of a graph is kept on the device.
  const unsigned long long flags =
      instantiateParams->flags & ~static_cast<unsigned long long>(cudaGraphInstantiateFlagUpload);
  const cudaError_t error = cudaGraphInstantiateWithFlags(exec, graph, flags);
  instantiateParams->errNode_out = nullptr;
  instantiateParams->result_out =
      error == cudaSuccess ? cudaGraphInstantiateSuccess : cudaGraphInstantiateError;
  return error;
}

cudaError_t cudaGraphExecGetFlags(cudaGraphExec_t exec, unsigned long long* flags) {
  if (flags == nullptr) return finish(no_place());
  const auto found = graphs().find(exec);
  if (found.ok()) *flags = (*found)->flags();
  return finish(found.status());
}

cudaError_t cudaGraphUpload(cudaGraphExec_t exec, cudaStream_t stream) {
  return on_device([&](DeviceBackend& on) {
    const Status status = graphs().find(exec).status();
    return status.ok() ? on.stream_flags(stream).status() : status;
  });
}

cudaError_t cudaGraphLaunch(cudaGraphExec_t exec, cudaStream_t stream) {
  return on_device([&](DeviceBackend& on) {
    const auto found = graphs().find(exec);
    if (!found.ok()) return found.status();
    const Executable& executable = **found;
    return run_or_record(
        on, stream, [&] { return executable.launch(on, stream); },
        [&]() -> Result<Work> {
          const Status status = check_no_memory(executable.graph(), "be launched in a capture");
          if (!status.ok()) return status;
          return Work(ChildWork{std::make_shared<const Graph>(executable.graph())});
        });
  });
}

cudaError_t cudaGraphExecDestroy(cudaGraphExec_t exec) { return finish(graphs().destroy(exec)); }

cudaError_t cudaGraphExecUpdate(cudaGraphExec_t exec, cudaGraph_t graph,
                                cudaGraphExecUpdateResultInfo* result) {
  cudaGraphExecUpdateResultInfo info{cudaGraphExecUpdateError, nullptr, nullptr};
  const Status status = update(exec, graph, info);
  if (result != nullptr) *result = info;
  return finish(status);
}
}
