// Stream capture.
#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/graph_arguments.h"
#include "runtime/cudart/api/stream_call.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

Captures& captures() { return Captures::of_process(); }

Status check_mode(cudaStreamCaptureMode mode) {
  if (mode >= cudaStreamCaptureModeGlobal && mode <= cudaStreamCaptureModeRelaxed) return {};
  return failure(cudaErrorInvalidValue,
                 compose("capture mode {} is unknown", static_cast<int>(mode)));
}

/// Nodes that exist, of one graph.
Result<std::set<NodeNumber>> nodes_in(GraphNumber graph, const cudaGraphNode_t* nodes,
                                      size_t count) {
  Result<std::set<NodeNumber>> numbers = numbers_of(graph, nodes, count);
  if (!numbers.ok()) return numbers;
  const Status status =
      graphs().with_graph(graph, [&](const Graph& in) { return check_nodes(in, *numbers); });
  if (!status.ok()) return status;
  return numbers;
}

/// Where the results of cudaStreamGetCaptureInfo go. Null: nowhere.
struct InfoPlaces {
  cudaStreamCaptureStatus* status;
  unsigned long long* id;
  cudaGraph_t* graph;
  const cudaGraphNode_t** dependencies;
  const cudaGraphEdgeData** edges;
  size_t* count;
};

void give(const CaptureInfo& info, const InfoPlaces& to) {
  *to.status = info.status;
  if (info.status == cudaStreamCaptureStatusNone) return;
  if (to.id != nullptr) *to.id = info.id;
  if (info.status == cudaStreamCaptureStatusInvalidated) return;
  if (to.graph != nullptr) *to.graph = handle_of(info.graph);
  if (to.dependencies != nullptr) *to.dependencies = info.dependencies->data();
  if (to.edges != nullptr) *to.edges = info.edges->data();
  if (to.count != nullptr) *to.count = info.dependencies->size();
}

cudaError_t give_info(cudaStream_t stream, const InfoPlaces& to) {
  return on_device([&](DeviceBackend& on) -> Status {
    if (to.status == nullptr) return no_place();
    if (Status exists = on.stream_flags(stream).status(); !exists.ok()) return exists;
    const Result<CaptureInfo> info = captures().info(on, stream);
    if (info.ok()) give(*info, to);
    return info.status();
  });
}

}  // namespace

extern "C" {

cudaError_t cudaStreamBeginCapture(cudaStream_t stream, enum cudaStreamCaptureMode mode) {
  return on_device([&](DeviceBackend& on) {
    const Status status = check_mode(mode);
    return status.ok() ? captures().begin(on, {stream, mode, 0, {}}) : status;
  });
}

cudaError_t cudaStreamBeginCaptureToGraph(cudaStream_t stream, cudaGraph_t graph,
                                          const cudaGraphNode_t* dependencies,
                                          const struct cudaGraphEdgeData* dependencyData,
                                          size_t numDependencies, enum cudaStreamCaptureMode mode) {
  return on_device([&](DeviceBackend& on) {
    Status status = check_mode(mode);
    if (status.ok()) status = check_edge_data(dependencyData, numDependencies);
    if (!status.ok()) return status;
    const GraphNumber number = number_of(graph);
    const auto nodes = nodes_in(number, dependencies, numDependencies);
    return nodes.ok() ? captures().begin(on, {stream, mode, number, *nodes}) : nodes.status();
  });
}

cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* graph) {
  return on_device([&](DeviceBackend& on) -> Status {
    if (graph == nullptr) return no_place();
    *graph = nullptr;
    if (Status exists = on.stream_flags(stream).status(); !exists.ok()) return exists;
    const Result<GraphNumber> captured = captures().end(stream);
    if (captured.ok()) *graph = handle_of(*captured);
    return captured.status();
  });
}

cudaError_t cudaStreamIsCapturing(cudaStream_t stream, enum cudaStreamCaptureStatus* status) {
  return give_info(stream, {status, nullptr, nullptr, nullptr, nullptr, nullptr});
}

cudaError_t cudaStreamGetCaptureInfo(cudaStream_t stream, enum cudaStreamCaptureStatus* status,
                                     unsigned long long* id, cudaGraph_t* graph,
                                     const cudaGraphNode_t** dependencies,
                                     const struct cudaGraphEdgeData** edgeData,
                                     size_t* numDependencies) {
  return give_info(stream, {status, id, graph, dependencies, edgeData, numDependencies});
}

cudaError_t cudaStreamUpdateCaptureDependencies(cudaStream_t stream, cudaGraphNode_t* dependencies,
                                                const struct cudaGraphEdgeData* dependencyData,
                                                size_t numDependencies, unsigned int flags) {
  return on_device([&](DeviceBackend& on) -> Status {
    if (flags > cudaStreamSetCaptureDependencies) return unknown_flags(flags);
    if (Status status = check_edge_data(dependencyData, numDependencies); !status.ok()) {
      return status;
    }
    const Result<CaptureInfo> info = captures().info(on, stream);
    if (!info.ok()) return info.status();
    if (info->status == cudaStreamCaptureStatusNone) {
      return failure(cudaErrorIllegalState, "the stream does not capture");
    }
    const bool add = flags == cudaStreamAddCaptureDependencies;
    if (info->status == cudaStreamCaptureStatusInvalidated) {
      return captures().depend_on(stream, {}, add);
    }
    const auto nodes = nodes_in(info->graph, dependencies, numDependencies);
    return nodes.ok() ? captures().depend_on(stream, *nodes, add) : nodes.status();
  });
}

cudaError_t cudaThreadExchangeStreamCaptureMode(enum cudaStreamCaptureMode* mode) {
  if (mode == nullptr) return finish(no_place());
  if (Status status = check_mode(*mode); !status.ok()) return finish(status);
  std::swap(this_thread().capture_mode, *mode);
  return cudaSuccess;
}
}
