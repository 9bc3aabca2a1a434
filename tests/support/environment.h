// An environment variable for the time of a test.
#ifndef LARDER_TESTS_SUPPORT_ENVIRONMENT_H
#define LARDER_TESTS_SUPPORT_ENVIRONMENT_H

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace larder::tests {

/// Sets a variable (or removes it: nullopt) and puts the old value back. Not while other threads
/// read the environment.
class ScopedVariable {
 public:
  ScopedVariable(std::string name, const std::optional<std::string>& value)
      : name_(std::move(name)) {
    if (const char* old = std::getenv(name_.c_str())) old_ = old;
    set(value);
  }
  ~ScopedVariable() { set(old_); }
  ScopedVariable(const ScopedVariable&) = delete;
  ScopedVariable& operator=(const ScopedVariable&) = delete;

 private:
  void set(const std::optional<std::string>& value) const {
    if (value) {
      setenv(name_.c_str(), value->c_str(), 1);
    } else {
      unsetenv(name_.c_str());
    }
  }

  std::string name_;
  std::optional<std::string> old_;
};

}  // namespace larder::tests

#endif  // LARDER_TESTS_SUPPORT_ENVIRONMENT_H
