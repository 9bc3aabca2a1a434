#error "Larder does not have cuda_gl_interop.h: it does not share memory with OpenGL"
