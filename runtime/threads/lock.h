// Holds a mutex of the system while this lives. Unlike std::mutex, such a mutex can be made new in
// a child of fork(), where the thread that held it is gone.
#ifndef LARDER_THREADS_LOCK_H
#define LARDER_THREADS_LOCK_H

#include <pthread.h>

namespace larder::inline v1::threads {

class Lock {
 public:
  explicit Lock(pthread_mutex_t& mutex) : mutex_(mutex) { pthread_mutex_lock(&mutex_); }
  ~Lock() { pthread_mutex_unlock(&mutex_); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  pthread_mutex_t& mutex_;
};

}  // namespace larder::inline v1::threads

#endif  // LARDER_THREADS_LOCK_H
