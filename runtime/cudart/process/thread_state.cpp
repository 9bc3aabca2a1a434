#include "runtime/cudart/process/thread_state.h"

namespace larder::inline v1::cudart {
namespace {

constinit thread_local ThreadState state;

}  // namespace

ThreadState& this_thread() { return state; }

}  // namespace larder::inline v1::cudart
