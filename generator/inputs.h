// What a run of larder-generate was made from, so that the next one can tell that nothing changed.
//
// A build runs it again whenever the build was configured again, since only then can flags have
// changed; mostly they have not.
#ifndef LARDER_GENERATOR_INPUTS_H
#define LARDER_GENERATOR_INPUTS_H

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace larder::generate {

/// Keeps, in a file beside the host source, the words that the outputs follow from (options, flags,
/// the tool itself) and each file's size and time.
class Inputs {
 public:
  /// `words` must name all that decides the outputs, but for the files' contents.
  Inputs(std::string record, std::vector<std::string> words, std::vector<std::string> outputs);

  /// The files that the outputs were made from, where neither they nor the outputs changed.
  [[nodiscard]] std::optional<std::vector<std::string>> unchanged() const;
  /// Notes `files` as what the outputs, which are written, were made from. Where a file may have
  /// changed since this object was made there is no record, and the next run makes all again.
  void keep(std::span<const std::string> files) const;

 private:
  std::string record_;
  std::vector<std::string> words_;
  std::vector<std::string> outputs_;
  std::filesystem::file_time_type settled_;  ///< what is older can be trusted
};

/// A word for a file as it is now: other bytes in it make another word.
[[nodiscard]] std::string file_word(const std::string& path);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_INPUTS_H
