// OpenMP's functions, where Clang reads: as a library it has no omp.h, and can't always parse
// g++'s. Host compilers get their own.
#ifndef LARDER_SCAN_OMP_H
#define LARDER_SCAN_OMP_H

typedef struct {
  void* state;
} omp_lock_t;
typedef struct {
  void* state;
} omp_nest_lock_t;
typedef enum omp_sched_t {
  omp_sched_static = 1,
  omp_sched_dynamic = 2,
  omp_sched_guided = 3,
  omp_sched_auto = 4
} omp_sched_t;
typedef enum omp_proc_bind_t {
  omp_proc_bind_false = 0,
  omp_proc_bind_true = 1,
  omp_proc_bind_primary = 2,
  omp_proc_bind_master = 2,
  omp_proc_bind_close = 3,
  omp_proc_bind_spread = 4
} omp_proc_bind_t;

extern "C" {
void omp_set_num_threads(int threads) noexcept;
int omp_get_num_threads() noexcept;
int omp_get_max_threads() noexcept;
int omp_get_thread_num() noexcept;
int omp_get_num_procs() noexcept;
int omp_in_parallel() noexcept;
void omp_set_dynamic(int on) noexcept;
int omp_get_dynamic() noexcept;
void omp_set_nested(int on) noexcept;
int omp_get_nested() noexcept;
int omp_get_cancellation() noexcept;
void omp_set_schedule(omp_sched_t kind, int chunk) noexcept;
void omp_get_schedule(omp_sched_t* kind, int* chunk) noexcept;
int omp_get_thread_limit() noexcept;
void omp_set_max_active_levels(int levels) noexcept;
int omp_get_max_active_levels() noexcept;
int omp_get_level() noexcept;
int omp_get_ancestor_thread_num(int level) noexcept;
int omp_get_team_size(int level) noexcept;
int omp_get_active_level() noexcept;
int omp_in_final() noexcept;
omp_proc_bind_t omp_get_proc_bind() noexcept;
int omp_get_num_places() noexcept;
int omp_get_place_num() noexcept;
void omp_set_default_device(int device) noexcept;
int omp_get_default_device() noexcept;
int omp_get_num_devices() noexcept;
int omp_get_num_teams() noexcept;
int omp_get_team_num() noexcept;
int omp_is_initial_device() noexcept;
int omp_get_initial_device() noexcept;
double omp_get_wtime() noexcept;
double omp_get_wtick() noexcept;
void omp_init_lock(omp_lock_t* lock) noexcept;
void omp_destroy_lock(omp_lock_t* lock) noexcept;
void omp_set_lock(omp_lock_t* lock) noexcept;
void omp_unset_lock(omp_lock_t* lock) noexcept;
int omp_test_lock(omp_lock_t* lock) noexcept;
void omp_init_nest_lock(omp_nest_lock_t* lock) noexcept;
void omp_destroy_nest_lock(omp_nest_lock_t* lock) noexcept;
void omp_set_nest_lock(omp_nest_lock_t* lock) noexcept;
void omp_unset_nest_lock(omp_nest_lock_t* lock) noexcept;
int omp_test_nest_lock(omp_nest_lock_t* lock) noexcept;
}

#endif  // LARDER_SCAN_OMP_H
