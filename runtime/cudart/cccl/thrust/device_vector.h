// Thrust's algorithms for devices launch kernels of their own, which are not there.
#error "Larder does not have Thrust's device_vector"
