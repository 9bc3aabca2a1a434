#include "runtime/cudart/graph/work.h"

#include "larder/stream.h"
#include "runtime/compose.h"
#include "runtime/cudart/failure.h"
#include "runtime/cudart/graph/checked_graph.h"
#include "runtime/cudart/graph/graph.h"
#include "runtime/engine/engine.h"
#include "runtime/kernels/limits.h"

namespace larder::inline v1::cudart {
namespace {

/// The type of the node for each kind of work, in the order of Work.
constexpr cudaGraphNodeType kTypes[] = {
    cudaGraphNodeTypeKernel,   cudaGraphNodeTypeMemcpy,    cudaGraphNodeTypeMemcpy,
    cudaGraphNodeTypeMemset,   cudaGraphNodeTypeHost,      cudaGraphNodeTypeGraph,
    cudaGraphNodeTypeEmpty,    cudaGraphNodeTypeWaitEvent, cudaGraphNodeTypeEventRecord,
    cudaGraphNodeTypeMemAlloc, cudaGraphNodeTypeMemFree,
};
static_assert(std::size(kTypes) == std::variant_size_v<Work>);

}  // namespace

cudaGraphNodeType type_of(const Work& work) { return kTypes[work.index()]; }

Result<Work> kernel_work(const detail::Launch& launch) {
  const kernels::FoundKernel found = kernels::find_kernel(launch.kernel);
  if (found.kernel == nullptr) return engine::unknown_kernel(launch.kernel);
  if (found.other != nullptr) return engine::ambiguous_kernel(found);
  const detail::KernelRecord& record = found.kernel->record();
  if (record.parameters == nullptr) {
    return failure(cudaErrorNotSupported,
                   compose("the sizes of the parameters of {} are not known: build it again with "
                           "this version of larder-generate",
                           record.name));
  }
  const LaunchConfig& config = launch.config;
  if (Status status = kernels::check_shape(record, config); !status.ok()) return status;
  if (record.parameters->count != 0 && launch.arguments == nullptr) {
    return failure(cudaErrorInvalidValue, compose("the arguments of {} are null", record.name));
  }
  KernelWork work;
  work.kernel = launch.kernel;
  work.grid = dim3(static_cast<unsigned>(config.grid.x), static_cast<unsigned>(config.grid.y),
                   static_cast<unsigned>(config.grid.z));
  work.block = dim3(static_cast<unsigned>(config.block.x), static_cast<unsigned>(config.block.y),
                    static_cast<unsigned>(config.block.z));
  work.shared_bytes = config.dynamic_shared_bytes;
  work.cooperative = launch.cooperative;
  work.arguments = Arguments(*record.parameters, launch.arguments);
  return Work(std::move(work));
}

Status Issuer::issue(const Work& work) {
  return std::visit([this](const auto& each) { return run(each); }, work);
}

Status Issuer::issue(const Graph& graph) {
  const Result<std::vector<const Node*>> order = graph.order();
  if (!order.ok()) return order.status();
  const CheckedGraph checked;
  for (const Node* node : *order) {
    checked.begin(*node);
    if (Status status = issue(node->work); !status.ok()) return status;
  }
  return {};
}

Status Issuer::run(const KernelWork& work) {
  return device_.launch({work.kernel,
                         {work.grid, work.block, work.shared_bytes, Stream::borrow(stream_)},
                         work.arguments.pointers(),
                         nullptr,
                         0,
                         work.cooperative});
}

// The driver may read pageable memory while it takes the call, before a host function has run that
// is to write that memory.
Status Issuer::await_host_function(const void* read) {
  if (!host_function_ || read == nullptr) return {};
  const Result<cudaPointerAttributes> memory = device_.describe(read);
  if (!memory.ok() || memory->type != cudaMemoryTypeUnregistered) return memory.status();
  host_function_ = false;
  return device_.synchronize_stream(stream_);
}

Status Issuer::run(const CopyWork& work) {
  Copy copy = work.copy;
  copy.stream = stream_;
  copy.waits = false;
  const Status status = await_host_function(copy.from);
  return status.ok() ? device_.copy(copy) : status;
}

Status Issuer::run(const VariableWork& work) {
  const detail::VariableRecord* variable = kernels::find_variable(work.symbol);
  if (variable == nullptr) {
    return failure(cudaErrorInvalidSymbol, "the library with a graph's variable was unloaded");
  }
  Copy copy = work.copy;
  copy.stream = stream_;
  copy.waits = false;
  if (!work.writes) return device_.read_variable(*variable, work.offset, copy);
  const Status status = await_host_function(copy.from);
  return status.ok() ? device_.write_variable(*variable, work.offset, copy) : status;
}

Status Issuer::run(const SettingWork& work) {
  Setting setting = work.setting;
  setting.stream = stream_;
  setting.waits = false;
  return device_.set(setting);
}

Status Issuer::run(const HostWork& work) {
  host_function_ = true;
  return device_.run_on_host(stream_, work.function, work.data);
}

Status Issuer::run(const ChildWork& work) { return issue(*work.graph); }

Status Issuer::run(const NoWork&) { return {}; }

Status Issuer::run(const WaitWork& work) {
  return device_.wait_event(stream_, work.event, cudaEventWaitDefault);
}

Status Issuer::run(const RecordWork& work) {
  return device_.record_event(work.event, stream_, cudaEventRecordDefault);
}

Status Issuer::run(const AllocationWork& work) {
  return GraphMemory::of_process().allocate(work.memory, auto_free_, device_, stream_);
}

Status Issuer::run(const FreeWork& work) {
  return GraphMemory::of_process().free(work.memory, device_, stream_);
}

}  // namespace larder::inline v1::cudart
