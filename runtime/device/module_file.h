// Which file of this process some address came from.
#ifndef LARDER_DEVICE_MODULE_FILE_H
#define LARDER_DEVICE_MODULE_FILE_H

#include <string>

namespace larder::detail {

/// The program or shared library that holds `address`: absolute, without symbolic links; empty
/// where the system does not say. A program's own file is found whatever name it was started by.
[[nodiscard]] std::string module_file(const void* address);

}  // namespace larder::detail

#endif  // LARDER_DEVICE_MODULE_FILE_H
