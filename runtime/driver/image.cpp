#include "runtime/driver/image.h"

#include <string>
#include <utility>

#include "runtime/driver/compiler_log.h"
#include "runtime/format/elf.h"

namespace larder::inline v1::driver {

Result<std::shared_ptr<const Image>> Image::load_binary(
    const std::shared_ptr<const PrimaryContext>& context, std::span<const std::byte> code) {
  const Result<std::shared_ptr<Image>> image = load(context, code.data(), 0, nullptr, nullptr);
  if (!image.ok()) return image.status();
  if (format::is_elf(code)) {
    if (const auto names = format::variable_names(code); names.ok())
      (*image)->variables_.emplace(names->begin(), names->end());
  }
  return std::shared_ptr<const Image>(*image);
}

Result<std::shared_ptr<const Image>> Image::load_ptx(
    const std::shared_ptr<const PrimaryContext>& context, std::span<const std::byte> text) {
  // The driver reads PTX up to a null character, which a mapped file does not have at its end.
  const std::string terminated(reinterpret_cast<const char*>(text.data()), text.size());
  CompilerLog log;
  const Result<std::shared_ptr<Image>> image =
      load(context, terminated.c_str(), CompilerLog::count(), log.options(), log.values());
  if (image.ok()) return std::shared_ptr<const Image>(*image);
  return log.with_log(image.status());
}

Result<std::shared_ptr<Image>> Image::load(const std::shared_ptr<const PrimaryContext>& context,
                                           const void* code, unsigned option_count, int* options,
                                           void** values) {
  const Current current(*context);
  if (!current.status().ok()) return current.status();
  std::shared_ptr<Image> image(new Image(context));
  const EntryPoints& api = image->context_->api();
  Status status;
  if (api.has_libraries()) {
    status = image->context_->check(api.cuLibraryLoadData(&image->library_, code, options, values,
                                                          option_count, nullptr, nullptr, 0),
                                    "cuLibraryLoadData");
    if (!status.ok()) image->library_ = nullptr;
  } else {
    status = image->context_->check(
        api.cuModuleLoadDataEx(&image->module_, code, option_count, options, values),
        "cuModuleLoadDataEx");
    if (!status.ok()) image->module_ = nullptr;
  }
  if (!status.ok()) return status;
  return image;
}

Image::~Image() {
  const Current current(*context_);
  if (!current.status().ok()) return;
  if (library_ != nullptr) context_->api().cuLibraryUnload(library_);
  if (module_ != nullptr) context_->api().cuModuleUnload(module_);
}

Result<CuKernel> Image::library_kernel(const char* symbol) const {
  CuKernel kernel = nullptr;
  Status status = context_->check(context_->api().cuLibraryGetKernel(&kernel, library_, symbol),
                                  "cuLibraryGetKernel", symbol);
  if (!status.ok()) return status;
  return kernel;
}

Result<CuFunction> Image::module_function(const char* symbol) const {
  CuFunction function = nullptr;
  Status status = context_->check(context_->api().cuModuleGetFunction(&function, module_, symbol),
                                  "cuModuleGetFunction", symbol);
  if (!status.ok()) return status;
  return function;
}

Status Image::contains(const char* symbol) const {
  const Current current(*context_);
  if (!current.status().ok()) return current.status();
  return module_ != nullptr ? module_function(symbol).status() : library_kernel(symbol).status();
}

Result<CuFunction> Image::function(const char* symbol) const {
  const Current current(*context_);
  if (!current.status().ok()) return current.status();
  if (module_ != nullptr) return module_function(symbol);
  const Result<CuKernel> kernel = library_kernel(symbol);
  if (!kernel.ok()) return kernel.status();
  CuFunction function = nullptr;
  Status status = context_->check(context_->api().cuKernelGetFunction(&function, *kernel),
                                  "cuKernelGetFunction", symbol);
  if (!status.ok()) return status;
  return function;
}

Result<Variable> Image::variable(const char* symbol) const {
  if (variables_ && !variables_->contains(std::string_view(symbol)))
    return Status(Code::kNotFound, std::string("no variable ") + symbol);
  const Current current(*context_);
  if (!current.status().ok()) return current.status();
  const EntryPoints& api = context_->api();
  Variable variable;
  const bool module = module_ != nullptr;
  const CuResult result =
      module ? api.cuModuleGetGlobal(&variable.address, &variable.size, module_, symbol)
             : api.cuLibraryGetGlobal(&variable.address, &variable.size, library_, symbol);
  Status status =
      context_->check(result, module ? "cuModuleGetGlobal" : "cuLibraryGetGlobal", symbol);
  if (!status.ok()) return status;
  return variable;
}

}  // namespace larder::inline v1::driver
