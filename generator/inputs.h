// The inputs of a run of larder-generate, so that the next run can detect that nothing changed.
//
// A build runs it again after each configuration, because only then can flags have changed; usually
// they have not.
#ifndef LARDER_GENERATOR_INPUTS_H
#define LARDER_GENERATOR_INPUTS_H

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace larder::generate {

/// Keeps, in a file beside the host source, the words that determine the outputs (options, flags,
/// the tool itself) and each file's size and time.
class Inputs {
 public:
  /// `words` must name everything that determines the outputs, except for the files' contents.
  Inputs(std::string record, std::vector<std::string> words, std::vector<std::string> outputs);

  /// The files that the outputs were made from, if neither they nor the outputs changed.
  [[nodiscard]] std::optional<std::vector<std::string>> unchanged() const;
  /// Notes `files` as the inputs of the outputs, which have been written. If a file may have
  /// changed since this object was made it writes nothing, and the next run makes all again.
  void keep(std::span<const std::string> files) const;

 private:
  std::string record_;
  std::vector<std::string> words_;
  std::vector<std::string> outputs_;
  std::filesystem::file_time_type settled_;  ///< older file times can be trusted
};

/// A word for a file's current content: other bytes in it make another word.
[[nodiscard]] std::string file_word(const std::string& path);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_INPUTS_H
