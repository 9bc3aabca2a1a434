// Resolves a command's FILE.
#ifndef LARDER_TOOL_SUBJECT_H
#define LARDER_TOOL_SUBJECT_H

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "larder/status.h"
#include "runtime/store/locate.h"
#include "runtime/tool/command.h"

namespace larder::tool {

/// The cache with the index FILE, or the one that the program or library FILE would use.
[[nodiscard]] Result<store::Cache> open_subject(const std::string& file, const Machine& machine);

/// A command's report about one cache.
struct Told {
  bool sound = true;
  std::string text;
  nlohmann::json json;
};

/// Reports each cache that FILE denotes: that of the index FILE; or those that the program or
/// library FILE and the libraries that it loads would use for their kernels, each once, with the
/// names of these files. If there is only one, and it is the program's, the output is that of
/// `tell` alone. kProblem if a cache is damaged or missing.
[[nodiscard]] Output tell_of_caches(const Request& request, const Machine& machine,
                                    const std::function<Result<Told>(const store::Cache&)>& tell);

/// The places where a program or library, whose bytes are `file`, searches for its cache, and its
/// seals. Links in its path are followed, as in its own process. The result is valid as long as the
/// bytes. Fails as read_seals() (program.h).
[[nodiscard]] Result<store::Places> places_of(const std::string& program, format::Bytes file,
                                              const Machine& machine);

/// A failure as a line of text.
[[nodiscard]] std::string error_text(const Status& status);
/// A failure as text or, for scripts, as {"file", "error"}.
[[nodiscard]] Output failure(const std::string& file, bool json, const Status& status);
/// The same, about the request's own file.
[[nodiscard]] Output failure(const Request& request, const Status& status);

/// The same if the command line itself is wrong.
[[nodiscard]] Output wrong_use(const Request& request, const Status& status);

/// JSON text with a newline; text that is not UTF-8 is replaced, never an error.
[[nodiscard]] std::string json_text(const nlohmann::json& value);

}  // namespace larder::tool

#endif  // LARDER_TOOL_SUBJECT_H
