#include "runtime/cudart/graph/memory_nodes.h"

#include <algorithm>

#include "runtime/compose.h"
#include "runtime/cudart/failure.h"

namespace larder::inline v1::cudart {
namespace {

bool of_memory(const Work& work) {
  return std::holds_alternative<AllocationWork>(work) || std::holds_alternative<FreeWork>(work);
}

bool frees(const Graph& graph, const SharedAllocation& memory) {
  return std::ranges::any_of(graph.nodes(), [&](const auto& each) {
    const auto* const work = std::get_if<FreeWork>(&each.second.work);
    return work != nullptr && work->memory == memory;
  });
}

}  // namespace

Status check_no_memory(const Graph& graph, const char* what) {
  const bool any = std::ranges::any_of(
      graph.nodes(), [](const auto& each) { return of_memory(each.second.work); });
  if (!any) return {};
  return failure(cudaErrorNotSupported,
                 compose("a graph with nodes that allocate or free memory can't {}", what));
}

Status admit_memory(const Graph& graph, std::uint32_t number, const Work& work) {
  GraphMemory& all = GraphMemory::of_process();
  if (const auto* allocation = std::get_if<AllocationWork>(&work)) {
    all.set_graph(*allocation->memory, number);
  }
  const auto* const free = std::get_if<FreeWork>(&work);
  if (free == nullptr) return {};
  if (frees(graph, free->memory)) {
    return failure(cudaErrorInvalidValue,
                   compose("the graph frees the memory at {} twice",
                           static_cast<const void*>(free->memory->address())));
  }
  return all.claim_free(*free->memory, number);
}

Status begin_launch(const Graph& graph, std::uint32_t number, bool auto_free) {
  const GraphMemory& all = GraphMemory::of_process();
  for (const auto& [each, node] : graph.nodes()) {
    Status status;
    if (const auto* allocation = std::get_if<AllocationWork>(&node.work)) {
      status = all.check_launch(*allocation->memory, auto_free);
    } else if (const auto* free = std::get_if<FreeWork>(&node.work)) {
      status = all.check_free(*free->memory, number);
    }
    if (!status.ok()) return status;
  }
  return {};
}

Status end_launch(const Graph& graph, Status issued, DeviceBackend& device, cudaStream_t stream) {
  GraphMemory& all = GraphMemory::of_process();
  for (const auto& [each, node] : graph.nodes()) {
    const auto* const allocation = std::get_if<AllocationWork>(&node.work);
    if (allocation == nullptr) continue;
    if (issued.ok()) {
      issued = all.end_launch(*allocation->memory, device, stream);
    } else {
      all.abandon(allocation->memory);
    }
  }
  return issued;
}

}  // namespace larder::inline v1::cudart
