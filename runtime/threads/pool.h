// Shares work among the cores, by OS threads of this copy of Larder.
//
// The threads are made when work first needs them, end after a second without work, and end before
// the library that holds this copy is unloaded. A child of fork() has none and makes its own.
#ifndef LARDER_THREADS_POOL_H
#define LARDER_THREADS_POOL_H

#include <cstddef>
#include <functional>

namespace larder::inline v1::threads {

/// The number of cores that the process may use: 1 or more.
[[nodiscard]] std::size_t core_count();

/// Calls `work(i)` for each i below `shares`, each once, on the calling thread and as many others
/// as there are cores, and returns when all calls are done. The calling thread does no
/// other work meanwhile. If no thread can be made (no memory, the end of the process), it does
/// everything itself. Thread safe; `work` may call this too. The first exception of `work` is
/// rethrown when all calls are done.
void share_out(std::size_t shares, const std::function<void(std::size_t)>& work);

/// On a thread of the pool: registers `function` to be called when that thread ends, and returns
/// true; there is one such function. A thread_local destructor would keep the library from being
/// unloaded as long as the thread exists. Returns false on any other thread.
bool at_end_of_pool_thread(void (*function)());

}  // namespace larder::inline v1::threads

#endif  // LARDER_THREADS_POOL_H
