#include "larder/detail/pending_launch.h"

namespace larder::inline v1::detail {

__thread PendingLaunch pending_launch = nullptr;

}  // namespace larder::inline v1::detail
