// A loaded device image: its kernels and variables by their mangled names.
#ifndef LARDER_DRIVER_IMAGE_H
#define LARDER_DRIVER_IMAGE_H

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>

#include "larder/status.h"
#include "runtime/driver/context.h"

namespace larder::inline v1::driver {

/// A variable's place in device memory.
struct Variable {
  CuDevicePointer address = 0;
  std::size_t size = 0;  ///< bytes
};

/// Loaded through cuLibraryLoadData if the driver has it (kernels are then loaded when they are
/// first used), as a CUmodule otherwise. Immutable: any thread may use it. The bytes it was loaded
/// from are no longer needed.
class Image {
 public:
  /// Machine code (a cubin) or a fat binary.
  [[nodiscard]] static Result<std::shared_ptr<const Image>> load_binary(
      const std::shared_ptr<const PrimaryContext>& context, std::span<const std::byte> code);
  /// PTX. On failure the status carries the driver's compiler log.
  [[nodiscard]] static Result<std::shared_ptr<const Image>> load_ptx(
      const std::shared_ptr<const PrimaryContext>& context, std::span<const std::byte> text);
  ~Image();
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;

  /// kNotFound if the image has no such kernel. Loads nothing if the driver loads kernels
  /// on first use.
  [[nodiscard]] Status contains(const char* symbol) const;
  /// The kernel, loaded. kNotFound if the image has none of that name.
  [[nodiscard]] Result<CuFunction> function(const char* symbol) const;
  /// kNotFound if the image has no such variable. The driver is asked only for existing ones:
  /// compute-sanitizer and debuggers report every call that fails.
  [[nodiscard]] Result<Variable> variable(const char* symbol) const;

  [[nodiscard]] bool may_have_variables() const { return !variables_ || !variables_->empty(); }

 private:
  explicit Image(std::shared_ptr<const PrimaryContext> context) : context_(std::move(context)) {}
  [[nodiscard]] static Result<std::shared_ptr<Image>> load(
      const std::shared_ptr<const PrimaryContext>& context, const void* code, unsigned option_count,
      int* options, void** values);

  [[nodiscard]] Result<CuKernel> library_kernel(const char* symbol) const;
  [[nodiscard]] Result<CuFunction> module_function(const char* symbol) const;

  std::shared_ptr<const PrimaryContext> context_;
  std::optional<std::set<std::string, std::less<>>> variables_;  ///< unknown if it is not ELF
  CuLibrary library_ = nullptr;
  CuModule module_ = nullptr;
};

}  // namespace larder::inline v1::driver

#endif  // LARDER_DRIVER_IMAGE_H
