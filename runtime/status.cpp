#include "larder/status.h"

#include <atomic>

namespace larder::inline v1 {

const char* code_name(Code code) noexcept {
  switch (code) {
    case Code::kOk:
      return "ok";
    case Code::kInvalidArgument:
      return "invalid argument";
    case Code::kNotFound:
      return "not found";
    case Code::kUnavailable:
      return "unavailable";
    case Code::kCorrupt:
      return "corrupt";
    case Code::kUnsupported:
      return "unsupported";
    case Code::kOutOfMemory:
      return "out of memory";
    case Code::kIo:
      return "input/output";
    case Code::kLaunchFailed:
      return "launch failed";
  }
  return "unknown code";
}

struct Status::Failure {
  Code code;
  int cuda_error;
  std::string message;
  std::atomic<std::uint32_t> owners = 1;
};

Status::Status(Code code, std::string message, int cuda_error)
    : failure_(new Failure{code, cuda_error, std::move(message)}) {}

Status::Status(const Status& other) noexcept : failure_(other.failure_) {
  if (failure_ != nullptr) failure_->owners.fetch_add(1, std::memory_order_relaxed);
}

void Status::release() noexcept {
  if (failure_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) delete failure_;
}

Code Status::code() const noexcept { return ok() ? Code::kOk : failure_->code; }

int Status::cuda_error() const noexcept { return ok() ? 0 : failure_->cuda_error; }

const std::string& Status::message() const noexcept {
  // Never destroyed: destructors of static objects may ask.
  static const std::string* const none = new std::string;
  return ok() ? *none : failure_->message;
}

std::string Status::text() const {
  if (ok()) return code_name(Code::kOk);
  return std::string(code_name(code())) + ": " + message();
}

Status Status::with_context(const std::string& context) const {
  if (ok()) return *this;
  std::string text;
  text.reserve(context.size() + 2 + message().size());
  text.append(context).append(": ").append(message());
  return Status(code(), std::move(text), cuda_error());
}

}  // namespace larder::inline v1
