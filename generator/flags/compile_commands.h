// The flags of the host source, from the build's compile_commands.json.
//
//   entries of the host source, or of a unity file with it ──read_flags──▶ one set of flags
#ifndef LARDER_GENERATOR_FLAGS_COMPILE_COMMANDS_H
#define LARDER_GENERATOR_FLAGS_COMPILE_COMMANDS_H

#include <string>
#include <vector>

#include "generator/flags/host_flags.h"

namespace larder::generate {

/// The flags with which each target compiles the generated file `host`, according to `database`. It
/// is an error if there is no such entry, if flags of targets differ in the meaning of a source, or
/// if a flag can't be passed on.
[[nodiscard]] Result<HostFlags> flags_of_targets(const std::string& host,
                                                 const std::string& database);

/// Flags that were given by hand; files that they name are found as in a compile command.
[[nodiscard]] Result<HostFlags> flags_by_hand(std::span<const std::string> words);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FLAGS_COMPILE_COMMANDS_H
