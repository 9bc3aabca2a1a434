#include "runtime/driver/link.h"

#include <array>
#include <cstdint>
#include <string>

namespace larder::driver {
namespace {

constexpr std::size_t kLogBytes = 4096;

/// One use of the driver's linker, and its compiler's log.
class Linker {
 public:
  explicit Linker(const PrimaryContext& context) : context_(context) {
    int options[] = {kJitErrorLogBuffer, kJitErrorLogBufferBytes};
    // NOLINTNEXTLINE(performance-no-int-to-ptr): the driver takes the size in a pointer
    void* values[] = {log_.data(), reinterpret_cast<void*>(std::uintptr_t{kLogBytes})};
    status_ = check(context_.api().cuLinkCreate(2, options, values, &state_), "cuLinkCreate");
    if (!status_.ok()) state_ = nullptr;
  }
  ~Linker() {
    if (state_ != nullptr) context_.api().cuLinkDestroy(state_);
  }
  Linker(const Linker&) = delete;
  Linker& operator=(const Linker&) = delete;

  Result<std::vector<std::byte>> compile(std::string ptx) {
    if (!status_.ok()) return status_;
    // The size counts the null character at the end, up to which the driver reads.
    Status status =
        check(context_.api().cuLinkAddData(state_, kJitInputPtx, ptx.data(), ptx.size() + 1,
                                           "larder", 0, nullptr, nullptr),
              "cuLinkAddData");
    if (!status.ok()) return status;
    void* cubin = nullptr;
    std::size_t size = 0;
    status = check(context_.api().cuLinkComplete(state_, &cubin, &size), "cuLinkComplete");
    if (!status.ok()) return status;
    const auto* bytes = static_cast<const std::byte*>(cubin);  // the linker's own, until it goes
    return std::vector<std::byte>(bytes, bytes + size);
  }

 private:
  [[nodiscard]] Status check(CuResult result, const std::string& what) {
    Status status = context_.check(result, what);
    log_.back() = '\0';
    std::string said = log_.data();
    said.resize(said.find_last_not_of(" \n\r\t") + 1);
    if (status.ok() || said.empty()) return status;
    return {status.code(), status.message() + "; the driver's compiler: " + said};
  }

  const PrimaryContext& context_;
  std::array<char, kLogBytes> log_{};
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

}  // namespace larder::driver
