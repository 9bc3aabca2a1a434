// The rules for graphs with nodes that allocate or free memory.
#ifndef LARDER_CUDART_GRAPH_MEMORY_NODES_H
#define LARDER_CUDART_GRAPH_MEMORY_NODES_H

#include "runtime/cudart/graph/graph.h"

namespace larder::inline v1::cudart {

/// Fails if the graph has such nodes: `what` it can't be.
Status check_no_memory(const Graph& graph, const char* what);
/// Called before work is added to a graph, whose number this is.
Status admit_memory(const Graph& graph, std::uint32_t number, const Work& work);

/// Fails if what the graph allocates is still allocated, or what it frees is not.
Status begin_launch(const Graph& graph, std::uint32_t number, bool auto_free);
/// The launch is in the stream. `issued` is its result, which is returned unless this fails.
Status end_launch(const Graph& graph, Status issued, DeviceBackend& device, cudaStream_t stream);

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_GRAPH_MEMORY_NODES_H
