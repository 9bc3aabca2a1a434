// Checks a manifest beyond the types of its fields. Writer and reader refuse the same.
#ifndef LARDER_MANIFEST_CHECK_H
#define LARDER_MANIFEST_CHECK_H

#include <cstddef>
#include <string>
#include <vector>

#include "runtime/manifest/manifest.h"

namespace larder::manifest {

/// Thrown and caught within this folder: the first invalid field.
struct BadField {
  std::string message;
};

/// The position of a visitor in a manifest.
class Place {
 public:
  void enter(const char* field) { steps_.push_back({field, 0}); }
  void enter(std::size_t element) { steps_.push_back({nullptr, element}); }
  void leave() { steps_.pop_back(); }
  /// "kernels[3].name"
  [[nodiscard]] std::string text() const;

 private:
  struct Step {
    const char* field;  ///< null: an element of a list
    std::size_t element;
  };
  std::vector<Step> steps_;
};

/// Calls `visit` in a field or an element. If it throws, the place must not be used again.
template <class Step, class Visit>
void within(Place& place, Step step, Visit visit) {
  place.enter(step);
  visit();
  place.leave();
}

void check_line(const std::string& text, const Place& place);
void check_lines(const std::vector<std::string>& texts, Place& place);
void check_word(const std::string& text, const Place& place);

/// Checks fields together: symbols are unique, keys are of different architectures, and
/// nothing leads nvcc to other files.
void check_whole(const Manifest& manifest);

}  // namespace larder::manifest

#endif  // LARDER_MANIFEST_CHECK_H
