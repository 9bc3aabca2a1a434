#include "runtime/simulator/worker.h"

#include <pthread.h>

#include <atomic>
#include <utility>

#include "runtime/simulator/assertions.h"
#include "runtime/simulator/fault_handler.h"
#include "runtime/threads/lock.h"
#include "runtime/threads/pool.h"

namespace larder::inline v1::simulator {
namespace {

// Nothing here has a destructor that a thread runs: it would keep a plug-in from being unloaded as
// long as the thread lives.
struct Own {
  Worker* worker = nullptr;
  std::atomic<bool> busy = false;
  bool ended = false;   ///< the thread ends
  bool listed = false;  ///< below
  Own* next = nullptr;
};
constinit thread_local Own own;

constinit pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
constinit Own* first = nullptr;  ///< of threads that are not the pool's
constinit std::atomic<bool> unloads = false;

void end_own() {
  own.ended = true;
  delete std::exchange(own.worker, nullptr);
}

void end_listed(void*) {
  {
    const threads::Lock lock(mutex);
    Own** place = &first;
    while (*place != nullptr && *place != &own) place = &(*place)->next;
    if (*place == &own) *place = own.next;
  }
  end_own();
}

// Calls end_listed() when a thread ends. Its destructor runs when the library is unloaded, or at
// the end of the process, where others may still run kernels.
class Ends {
 public:
  Ends() : made_(pthread_key_create(&key_, &end_listed) == 0) {}
  ~Ends() {
    if (made_) pthread_key_delete(key_);
    unloads = true;
    const threads::Lock lock(mutex);
    for (Own* each = first; each != nullptr; each = each->next)
      if (!each->busy) delete std::exchange(each->worker, nullptr);
    first = nullptr;
  }
  Ends(const Ends&) = delete;
  Ends& operator=(const Ends&) = delete;

  [[nodiscard]] bool list() const {
    if (!made_ || pthread_setspecific(key_, &own) != 0) return false;
    const threads::Lock lock(mutex);
    own.next = first;
    first = &own;
    return true;
  }

 private:
  pthread_key_t key_{};
  bool made_;
};

// Whether something will end the thread's own worker.
bool is_kept() {
  if (own.ended) return false;
  if (threads::at_end_of_pool_thread(&end_own)) return true;
  static const Ends ends;
  own.listed = own.listed || ends.list();
  return own.listed;
}

Worker* borrow() {
  // Either ~Ends() sees that the worker is busy, or this sees that it is too late.
  if (own.busy.exchange(true)) return new Worker;
  if (!unloads && is_kept()) {
    if (own.worker == nullptr) own.worker = new Worker;
    return own.worker;
  }
  own.busy = false;
  return new Worker;
}

// --- fork() --------------------------------------------------------------------------------------

void before_fork() { pthread_mutex_lock(&mutex); }

void in_parent() { pthread_mutex_unlock(&mutex); }

// The child has only the thread that called fork().
void in_child() {
  mutex = PTHREAD_MUTEX_INITIALIZER;
  first = own.listed ? &own : nullptr;
  own.next = nullptr;
}

[[maybe_unused]] const int fork_handlers = pthread_atfork(&before_fork, &in_parent, &in_child);

}  // namespace

// If other code handles the signals, it is responsible for signal stacks, too.
Worker::Worker() {
  take_assertions();
  if (install_fault_handlers()) signal_stack_.emplace();
}

BorrowedWorker::BorrowedWorker() : worker_(borrow()) {}

BorrowedWorker::~BorrowedWorker() {
  if (worker_ == own.worker)
    own.busy = false;
  else
    delete worker_;
}

}  // namespace larder::inline v1::simulator
