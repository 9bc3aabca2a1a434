// Questions such as __has_include(<span>) for several preprocessors, to find out whether their
// answers agree.
#ifndef LARDER_GENERATOR_NVCC_QUESTIONS_H
#define LARDER_GENERATOR_NVCC_QUESTIONS_H

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "generator/nvcc/dry_run.h"

namespace larder::nvcc {

/// The answers, by the question's number: the bounds that the value reaches.
using Answers = std::map<std::size_t, std::set<std::string>>;

/// A source whose preprocessed text contains the answers.
[[nodiscard]] std::string questions_source(const Words& questions);

/// Reads the answers from that text.
[[nodiscard]] Answers read_answers(std::string_view text);

/// Asks the preprocessor that nvcc runs. Temporary files go to `folder`.
[[nodiscard]] Result<Answers> ask_questions(const DryRun& run, const Words& questions,
                                            const std::string& folder, const RunProcess& process);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_QUESTIONS_H
