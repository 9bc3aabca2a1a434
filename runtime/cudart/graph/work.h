// What a node of a graph does: a call that was recorded instead of made, as plain data.
#ifndef LARDER_CUDART_GRAPH_WORK_H
#define LARDER_CUDART_GRAPH_WORK_H

#include <cstddef>
#include <memory>
#include <variant>

#include "larder/detail/device_state.h"
#include "runtime/cudart/backend/backend.h"
#include "runtime/cudart/graph/arguments.h"
#include "runtime/cudart/graph/memory.h"

namespace larder::inline v1::cudart {

class Graph;

struct KernelWork {
  const void* kernel = nullptr;  ///< the host function
  dim3 grid;
  dim3 block;
  std::size_t shared_bytes = 0;
  bool cooperative = false;
  Arguments arguments;
};
struct CopyWork {
  Copy copy;
};
/// A copy to a variable or from it, which is looked up by its host address at each launch.
struct VariableWork {
  const void* symbol = nullptr;
  std::size_t offset = 0;
  Copy copy;  ///< the variable's end is null
  bool writes = false;
};
struct SettingWork {
  Setting setting;
};
struct HostWork {
  cudaHostFn_t function = nullptr;
  void* data = nullptr;
};
struct ChildWork {
  std::shared_ptr<const Graph> graph;
};
struct NoWork {};
struct WaitWork {
  cudaEvent_t event = nullptr;
};
struct RecordWork {
  cudaEvent_t event = nullptr;
};

struct AllocationWork {
  SharedAllocation memory;
};
struct FreeWork {
  SharedAllocation memory;
};

/// The streams in it are not used: a launch puts everything into one stream.
using Work = std::variant<KernelWork, CopyWork, VariableWork, SettingWork, HostWork, ChildWork,
                          NoWork, WaitWork, RecordWork, AllocationWork, FreeWork>;

[[nodiscard]] cudaGraphNodeType type_of(const Work& work);

/// Checks the kernel and the shape of its launch, and copies the arguments.
[[nodiscard]] Result<Work> kernel_work(const detail::Launch& launch);

/// Puts recorded work into a stream of a device.
///
/// The nodes of a graph go one by one, in an order that keeps their dependencies, into the stream
/// of the graph's launch. A stream's order is stronger than a graph's, so the result is right, and
/// no backend needs graphs of its own. The price: a graph costs as many calls of the driver as it
/// has nodes, and branches of it do not run at the same time.
class Issuer {
 public:
  /// `auto_free`: what an earlier launch allocated may be allocated again.
  Issuer(DeviceBackend& device, cudaStream_t stream, bool auto_free)
      : device_(device), stream_(stream), auto_free_(auto_free) {}

  Status issue(const Work& work);
  Status issue(const Graph& graph);

 private:
  Status run(const KernelWork& work);
  Status run(const CopyWork& work);
  Status run(const VariableWork& work);
  Status run(const SettingWork& work);
  Status run(const HostWork& work);
  Status run(const ChildWork& work);
  Status run(const NoWork& work);
  Status run(const WaitWork& work);
  Status run(const RecordWork& work);
  Status run(const AllocationWork& work);
  Status run(const FreeWork& work);
  Status await_host_function(const void* read);

  DeviceBackend& device_;
  cudaStream_t stream_;
  bool auto_free_;
  bool host_function_ = false;  ///< one may not have run yet
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_GRAPH_WORK_H
