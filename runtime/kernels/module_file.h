// The file of this process that contains an address.
#ifndef LARDER_KERNELS_MODULE_FILE_H
#define LARDER_KERNELS_MODULE_FILE_H

#include <string>

namespace larder::inline v1::kernels {

/// The program or shared library that contains `address`: absolute, without symbolic links; empty
/// if the system does not tell. Finds a program's own file whatever name it was started by; if the
/// file has been removed since, returns its former path, also if it was given another name before.
[[nodiscard]] std::string module_file(const void* address);

/// Whether two addresses belong to the same program or shared library. If the system does not
/// tell for one of them (a program without a dynamic linker), they count as the same.
[[nodiscard]] bool same_module(const void* one, const void* other);

}  // namespace larder::inline v1::kernels

#endif  // LARDER_KERNELS_MODULE_FILE_H
