// Looks up CPU variants as images are looked up: the program holds the code, a cache has its
// record.
#ifndef LARDER_IMAGES_CPU_RECORDS_H
#define LARDER_IMAGES_CPU_RECORDS_H

#include "runtime/images/catalogue.h"
#include "runtime/images/readiness.h"
#include "runtime/images/user_store.h"

namespace larder::inline v1::images {

/// Looks each kernel's record up in the build's caches, then in the store. Records that neither has
/// are misses, and are saved in the store in one entry. Reports the results to `readiness`. Kernels
/// without a CPU variant are left out, and sealed ones are not looked up in the store, whose
/// entries have no seal. A null `store` is not used.
void find_cpu_records(const Catalogue& catalogue, detail::UserStore* store, Readiness& readiness);

}  // namespace larder::inline v1::images

#endif  // LARDER_IMAGES_CPU_RECORDS_H
