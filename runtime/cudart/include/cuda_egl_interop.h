#error "Larder does not have cuda_egl_interop.h: it does not share memory with EGL"
