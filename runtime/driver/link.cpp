#include "runtime/driver/link.h"

#include <string>

#include "runtime/driver/compiler_log.h"

namespace larder::inline v1::driver {
namespace {

/// One use of the driver's linker, and its compiler's log.
class Linker {
 public:
  explicit Linker(const PrimaryContext& context) : context_(context) {
    const CuResult result =
        context_.api().cuLinkCreate(CompilerLog::count(), log_.options(), log_.values(), &state_);
    status_ = check(result, "cuLinkCreate");
    if (!status_.ok()) state_ = nullptr;
  }
  ~Linker() {
    if (state_ != nullptr) context_.api().cuLinkDestroy(state_);
  }
  Linker(const Linker&) = delete;
  Linker& operator=(const Linker&) = delete;

  Result<std::vector<std::byte>> compile(std::string ptx) {
    if (!status_.ok()) return status_;
    // The size includes the null character at the end, up to which the driver reads.
    Status status =
        check(context_.api().cuLinkAddData(state_, kJitInputPtx, ptx.data(), ptx.size() + 1,
                                           "larder", 0, nullptr, nullptr),
              "cuLinkAddData");
    if (!status.ok()) return status;
    void* cubin = nullptr;
    std::size_t size = 0;
    status = check(context_.api().cuLinkComplete(state_, &cubin, &size), "cuLinkComplete");
    if (!status.ok()) return status;
    const auto* bytes = static_cast<const std::byte*>(cubin);  // owned by the linker
    return std::vector<std::byte>(bytes, bytes + size);
  }

 private:
  [[nodiscard]] Status check(CuResult result, const char* call) {
    return log_.with_log(context_.check(result, call));
  }

  const PrimaryContext& context_;
  CompilerLog log_;
  CuLinkState state_ = nullptr;
  Status status_;
};

}  // namespace

Result<std::vector<std::byte>> compile_ptx(const PrimaryContext& context,
                                           std::span<const std::byte> text) {
  const Current current(context);
  if (!current.status().ok()) return current.status();
  return Linker(context).compile({reinterpret_cast<const char*>(text.data()), text.size()});
}

}  // namespace larder::inline v1::driver
