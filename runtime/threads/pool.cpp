#include "runtime/threads/pool.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>

#include "runtime/threads/lock.h"

namespace larder::inline v1::threads {
namespace {

constexpr std::size_t kMaxThreads = 256;
// Launches often follow each other closely: a thread that sleeps at once would have to be woken for
// each, which takes longer than a small launch.
constexpr int kTurnsBeforeSleep = 2000;
constexpr time_t kIdleSeconds = 1;

// One call of share_out(), on its caller's stack. The mutex guards all members except `work`.
struct Job {
  const std::function<void(std::size_t)>& work;
  std::size_t shares;
  std::size_t begun = 0;
  std::size_t helping = 0;  ///< threads of the pool that run a share
  std::exception_ptr failure;
  Job* next = nullptr;
};

enum class State : unsigned char {
  kNone,
  kIdle,
  kBusy,
  kLeft,  ///< it ends, and must be joined
};

struct Thread {
  pthread_t handle;
  State state;
};

// Nothing here needs a constructor or is ever destroyed: static objects launch kernels too,
// before main() and after it.
constinit pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
constinit pthread_cond_t work_came = PTHREAD_COND_INITIALIZER;
constinit pthread_cond_t share_done = PTHREAD_COND_INITIALIZER;
constinit std::array<Thread, kMaxThreads> pool{};
constinit Job* first_job = nullptr;  ///< the jobs with shares that have not started
constinit std::atomic<bool> work_waits = false;
constinit std::size_t sleeping = 0;
constinit std::size_t idle = 0;
constinit bool ended = false;

constinit thread_local Thread* own_thread = nullptr;
using EndFunction = void (*)();
constinit thread_local EndFunction end_function = nullptr;

// The following are called under the lock, and release it while a share runs.

void unlink(const Job& job) {
  Job** place = &first_job;
  while (*place != nullptr && *place != &job) place = &(*place)->next;
  if (*place == &job) *place = job.next;
  work_waits.store(first_job != nullptr, std::memory_order_relaxed);
}

void run_share(Job& job) {
  const std::size_t number = job.begun++;
  if (job.begun == job.shares) unlink(job);
  pthread_mutex_unlock(&mutex);
  std::exception_ptr failure;
  try {
    job.work(number);
  } catch (...) {
    failure = std::current_exception();
  }
  pthread_mutex_lock(&mutex);
  if (failure != nullptr && job.failure == nullptr) job.failure = std::move(failure);
}

void help(Job& job) {
  own_thread->state = State::kBusy;
  --idle;
  ++job.helping;
  run_share(job);
  if (--job.helping == 0 && job.begun == job.shares) pthread_cond_broadcast(&share_done);
  ++idle;
  own_thread->state = State::kIdle;
}

// Whether there may be work; false after a second without any.
bool wait_for_work() {
  pthread_mutex_unlock(&mutex);
  for (int i = 0; i < kTurnsBeforeSleep && !work_waits.load(std::memory_order_relaxed); ++i) {
#ifdef __x86_64__
    __builtin_ia32_pause();
#endif
  }
  pthread_mutex_lock(&mutex);
  if (first_job != nullptr || ended) return true;
  timespec until{};
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += kIdleSeconds;
  ++sleeping;
  int error = 0;
  while (first_job == nullptr && !ended && error == 0) {
    error = pthread_cond_timedwait(&work_came, &mutex, &until);
  }
  --sleeping;
  return first_job != nullptr || ended;
}

void* thread_main(void* thread) {
  own_thread = static_cast<Thread*>(thread);
  {
    const Lock lock(mutex);
    do {
      while (first_job != nullptr && !ended) help(*first_job);
    } while (!ended && wait_for_work());
    --idle;
    own_thread->state = State::kLeft;
  }
  if (end_function != nullptr) end_function();
  return nullptr;
}

// The process's own threads handle signals that are sent to it; those of a fault go to the faulting
// thread.
sigset_t signals_of_others() {
  sigset_t set;
  sigfillset(&set);
  for (const int own : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS, SIGPROF}) {
    sigdelset(&set, own);
  }
  return set;
}

void end_pool();

// Its destructor runs when the library is unloaded, or at the end of the process.
struct End {
  ~End() { end_pool(); }
};

void begin_thread(Thread& thread) {
  if (thread.state == State::kLeft) pthread_join(thread.handle, nullptr);
  const sigset_t blocked = signals_of_others();
  sigset_t before;
  pthread_sigmask(SIG_BLOCK, &blocked, &before);
  const int error = pthread_create(&thread.handle, nullptr, &thread_main, &thread);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  thread.state = error == 0 ? State::kIdle : State::kNone;
  if (error == 0) ++idle;
}

// Starts as many threads as can help, up to the number of cores.
void begin_threads(std::size_t helpers) {
  static const End end;
  const std::size_t most = std::min(core_count() - 1, kMaxThreads);
  for (std::size_t i = 0; i < most && idle < helpers; ++i) {
    if (pool[i].state == State::kNone || pool[i].state == State::kLeft) begin_thread(pool[i]);
  }
}

void end_pool() {
  std::array<pthread_t, kMaxThreads> joined{};
  std::size_t count = 0;
  {
    const Lock lock(mutex);
    ended = true;
    pthread_cond_broadcast(&work_came);
    // At the end of the process a kernel may still be running, or have called exit() itself.
    for (Thread& thread : pool) {
      if (thread.state == State::kIdle || thread.state == State::kLeft) {
        joined[count++] = thread.handle;
      }
      if (thread.state == State::kBusy) pthread_detach(thread.handle);
    }
  }
  for (std::size_t i = 0; i < count; ++i) pthread_join(joined[i], nullptr);
}

// --- fork() --------------------------------------------------------------------------------------

void before_fork() { pthread_mutex_lock(&mutex); }

void in_parent() { pthread_mutex_unlock(&mutex); }

// The child has only the thread that called fork(). A job of this thread continues there.
void in_child() {
  mutex = PTHREAD_MUTEX_INITIALIZER;
  work_came = PTHREAD_COND_INITIALIZER;
  share_done = PTHREAD_COND_INITIALIZER;
  pool = {};
  own_thread = nullptr;
  first_job = nullptr;
  work_waits = false;
  sleeping = 0;
  idle = 0;
}

[[maybe_unused]] const int fork_handlers = pthread_atfork(&before_fork, &in_parent, &in_child);

}  // namespace

std::size_t core_count() {
  static const std::size_t count = [] {
    cpu_set_t set;
    CPU_ZERO(&set);
    // Fails if there are more cores than a set can hold.
    const bool known = sched_getaffinity(0, sizeof set, &set) == 0;
    return known ? static_cast<std::size_t>(std::max(CPU_COUNT(&set), 1)) : kMaxThreads + 1;
  }();
  return count;
}

void share_out(std::size_t shares, const std::function<void(std::size_t)>& work) {
  if (shares == 0) return;
  Job job{work, shares, 0, 0, nullptr, nullptr};
  {
    const Lock lock(mutex);
    if (shares > 1 && !ended) {
      job.next = first_job;
      first_job = &job;
      work_waits.store(true, std::memory_order_relaxed);
      begin_threads(shares - 1);
      for (std::size_t i = std::min(sleeping, shares - 1); i > 0; --i) {
        pthread_cond_signal(&work_came);
      }
    }
    while (job.begun < job.shares) run_share(job);
    while (job.helping > 0) pthread_cond_wait(&share_done, &mutex);
  }
  if (job.failure != nullptr) std::rethrow_exception(job.failure);
}

bool at_end_of_pool_thread(void (*function)()) {
  if (own_thread == nullptr) return false;
  end_function = function;
  return true;
}

}  // namespace larder::inline v1::threads
