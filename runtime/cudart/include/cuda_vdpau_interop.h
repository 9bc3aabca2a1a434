#error "Larder does not have cuda_vdpau_interop.h: it does not share memory with VDPAU"
