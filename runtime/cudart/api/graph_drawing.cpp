// A drawing of a graph, for Graphviz.
#include <fstream>
#include <string>
#include <string_view>

#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/call.h"
#include "runtime/cudart/api/graph_arguments.h"
#include "runtime/kernels/registry.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

const char* word_of(cudaGraphNodeType type) {
  switch (type) {
    case cudaGraphNodeTypeKernel:
      return "kernel";
    case cudaGraphNodeTypeMemcpy:
      return "memcpy";
    case cudaGraphNodeTypeMemset:
      return "memset";
    case cudaGraphNodeTypeHost:
      return "host function";
    case cudaGraphNodeTypeGraph:
      return "child graph";
    case cudaGraphNodeTypeEmpty:
      return "empty";
    case cudaGraphNodeTypeWaitEvent:
      return "wait for event";
    case cudaGraphNodeTypeEventRecord:
      return "record event";
    case cudaGraphNodeTypeMemAlloc:
      return "allocation";
    case cudaGraphNodeTypeMemFree:
      return "free";
    case cudaGraphNodeTypeExtSemaphoreSignal:
    case cudaGraphNodeTypeExtSemaphoreWait:
    case cudaGraphNodeTypeConditional:
    case cudaGraphNodeTypeCount:
      break;
  }
  return "unknown";
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string label_of(const Work& work) {
  const auto* const kernel = std::get_if<KernelWork>(&work);
  if (kernel == nullptr) return quoted(word_of(type_of(work)));
  const kernels::FoundKernel found = kernels::find_kernel(kernel->kernel);
  const char* const name = found.kernel == nullptr ? "kernel" : found.kernel->record().name;
  return quoted(compose("{} <<<{}x{}x{}, {}x{}x{}>>>", name, kernel->grid.x, kernel->grid.y,
                        kernel->grid.z, kernel->block.x, kernel->block.y, kernel->block.z));
}

void draw(const Graph& graph, std::ostream& to) {
  to << "digraph graph_1 {\n";
  for (const auto& [number, node] : graph.nodes())
    to << "  node_" << number << " [label=" << label_of(node.work) << "];\n";
  for (const Edge& edge : graph.edges())
    to << "  node_" << edge.from << " -> node_" << edge.to << ";\n";
  to << "}\n";
}

}  // namespace

extern "C" {

cudaError_t cudaGraphDebugDotPrint(cudaGraph_t graph, const char* path, unsigned int) {
  return finish(graphs().with_graph(number_of(graph), [&](const Graph& of) {
    if (path == nullptr) return failure(cudaErrorInvalidValue, "the file's name is null");
    std::ofstream file(path);
    draw(of, file);
    file.close();
    return file ? Status()
                : failure(cudaErrorOperatingSystem, compose("{} can't be written", path));
  }));
}
}
