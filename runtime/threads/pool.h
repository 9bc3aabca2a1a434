// Work that is shared out on the cores, by OS threads of this copy of Larder.
//
// The threads are made when work first needs them, end when there was none for a second, and are
// gone before the library that holds this copy is unloaded. A child of fork() has none and makes
// its own.
#ifndef LARDER_THREADS_POOL_H
#define LARDER_THREADS_POOL_H

#include <cstddef>
#include <functional>

namespace larder::inline v1::threads {

/// How many cores the process may use: 1 or more.
[[nodiscard]] std::size_t core_count();

/// Calls `work(i)` for each i below `shares`, each once, on the calling thread and as many others
/// as there are cores for, and returns when all calls are done. The calling thread takes up no
/// other work meanwhile. Where no thread can be had (no memory, the end of the process), it does
/// all by itself. Thread safe; `work` may call this too. The first exception of `work` is thrown
/// on when all calls are done.
void share_out(std::size_t shares, const std::function<void(std::size_t)>& work);

/// On a thread of the pool: has `function` called when that thread ends, and is true; there is one
/// such function. A thread_local destructor would keep the library from being unloaded as long as
/// the thread is there. False on any other thread.
bool at_end_of_pool_thread(void (*function)());

}  // namespace larder::inline v1::threads

#endif  // LARDER_THREADS_POOL_H
