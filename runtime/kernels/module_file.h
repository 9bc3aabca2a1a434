// Which file of this process some address came from.
#ifndef LARDER_KERNELS_MODULE_FILE_H
#define LARDER_KERNELS_MODULE_FILE_H

#include <string>

namespace larder::inline v1::detail {

/// The program or shared library that holds `address`: absolute, without symbolic links; empty
/// where the system does not say. A program's own file is found whatever name it was started by;
/// of one that has been removed since, this is where it was.
[[nodiscard]] std::string module_file(const void* address);

/// Whether two addresses belong to the same program or shared library. Where the system does not
/// say of one of them (a program without a dynamic linker), they count as the same.
[[nodiscard]] bool same_module(const void* one, const void* other);

}  // namespace larder::inline v1::detail

#endif  // LARDER_KERNELS_MODULE_FILE_H
